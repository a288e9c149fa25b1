"""The drawing of where solutions travel: arcs from origin to adopter, dots and names; pure geometry."""

from collections.abc import Iterable
from dataclasses import dataclass

from network.projection import to_map

LETTER, LINE, GAP = 8.2, 18, 11


@dataclass(frozen=True)
class Place:
    """A city; without coordinates it has no dot."""

    name: str
    longitude: float | None
    latitude: float | None

    def is_on_map(self) -> bool:
        """Whether its coordinates are known."""
        return self.longitude is not None and self.latitude is not None


@dataclass(frozen=True)
class Journey:
    """A solution on its way from one city to another."""

    origin: Place
    target: Place


@dataclass(frozen=True)
class Dot:
    """A city in map units; its name is drawn where it does not hide another, else told by the dot alone."""

    name: str
    x: float
    y: float
    adopts: bool
    text_x: float = 0
    text_y: float = 0
    anchor: str = ""


@dataclass(frozen=True)
class Drawing:
    """What the map shows, and how many journeys it cannot show."""

    arcs: list[str]
    dots: list[Dot]
    unplaced: int


def draw(journeys: Iterable[Journey]) -> Drawing:
    """The drawing of all journeys whose both ends have a place."""
    journeys = list(journeys)
    placed = [one for one in journeys if one.origin.is_on_map() and one.target.is_on_map()]
    ends = {(_point(one.origin), _point(one.target)) for one in placed}
    targets = {_point(one.target) for one in placed}
    names = {_point(place): place.name for one in placed for place in (one.target, one.origin)}
    dots = [Dot(name, *point, adopts=point in targets) for point, name in sorted(names.items())]
    arcs = [arc(start, end) for start, end in sorted(ends) if start != end]
    return Drawing(arcs, list(_with_names(dots)), len(journeys) - len(placed))


def arc(start: tuple[float, float], end: tuple[float, float]) -> str:
    """The path of a flat bow between two points, bent upwards."""
    (x1, y1), (x2, y2) = start, end
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    bend = min(90.0, length * 0.22)
    side = 1 if x2 >= x1 else -1
    middle_x = (x1 + x2) / 2 + side * (y2 - y1) / (length or 1) * bend
    middle_y = (y1 + y2) / 2 - side * (x2 - x1) / (length or 1) * bend
    return f"M{x1:.1f} {y1:.1f}Q{middle_x:.1f} {max(middle_y, 4):.1f} {x2:.1f} {y2:.1f}"


def _point(place: Place) -> tuple[float, float]:
    return to_map(place.longitude or 0, place.latitude or 0)


def _with_names(dots: list[Dot]) -> Iterable[Dot]:
    """Names right of their dots, else left, else above or below; none where all four are taken."""
    taken = [(dot.x - 8, dot.y - 8, dot.x + 8, dot.y + 8) for dot in dots]
    for own, dot in enumerate(dots):
        width = len(dot.name) * LETTER
        chosen = None
        for text_x, text_y, anchor, left in (
            (dot.x + GAP, dot.y + 5, "start", dot.x + GAP),
            (dot.x - GAP, dot.y + 5, "end", dot.x - GAP - width),
            (dot.x, dot.y - 13, "middle", dot.x - width / 2),
            (dot.x, dot.y + 25, "middle", dot.x - width / 2),
        ):
            box = (left, text_y - LINE + 4, left + width, text_y + 4)
            inside = box[0] >= 0 and box[2] <= 960 and box[1] >= 0
            others = (other for n, other in enumerate(taken) if n != own)
            if inside and not any(_overlap(box, other) for other in others):
                chosen = Dot(dot.name, dot.x, dot.y, dot.adopts, round(text_x, 1), round(text_y, 1), anchor)
                taken.append(box)
                break
        yield chosen or dot


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
