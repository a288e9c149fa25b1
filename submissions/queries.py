"""Who sees which entries, and what of an entry a blind jury may read."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from challenges.models import FormQuestion
from core.models import Anyone
from core.queries import related
from network.permissions import organisation_ids
from submissions.workflow import EntryWorkflow

State = EntryWorkflow.State
Readers = FormQuestion.Readers


class EntryQuerySet(models.QuerySet):
    """Entries, by who may see them and how far they are."""

    def visible_to(self, user: Anyone) -> "EntryQuerySet":
        """Their own for the team; what was handed in for the office; after the deadline also for the city."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        offices = organisation_ids(user, "coordinator")
        cities = organisation_ids(user, "editor", "coordinator")
        seen = self._of_contributor(user)
        if offices:
            seen |= Q(challenge__competition__office_id__in=offices, submitted_at__isnull=False)
        if cities:
            closed = self._after_deadline() & ~Q(state=State.WITHDRAWN)
            seen |= closed & Q(challenge__organisation_id__in=cities)
        return self.annotate(closed_at=_closes_at()).filter(seen)

    def of_person(self, user: Anyone) -> "EntryQuerySet":
        """Entries that the user writes or reads along as a member of the team."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(self._of_contributor(user))

    def written_by(self, user: Anyone) -> "EntryQuerySet":
        """Entries that the user may change."""
        return self.of_person(user).filter(
            Exists(self._seats().filter(user=user, role__in=["lead", "contributor"]))
        )

    def screenable_by(self, user: Anyone) -> "EntryQuerySet":
        """Everything handed in to competitions of the offices that the user coordinates."""
        return self.handed_in().filter(
            challenge__competition__office_id__in=organisation_ids(user, "coordinator")
        )

    def handed_in(self) -> "EntryQuerySet":
        """Entries that have a receipt, withdrawn ones included."""
        return self.filter(submitted_at__isnull=False)

    def not_withdrawn(self) -> "EntryQuerySet":
        """All that their teams have not taken back."""
        return self.exclude(state=State.WITHDRAWN)

    def going_on(self) -> "EntryQuerySet":
        """Those whose challenge was not withdrawn and whose competition was not cancelled."""
        gone = Q(challenge__state="withdrawn") | Q(challenge__competition__state="cancelled")
        return self.exclude(gone)

    def eligible(self) -> "EntryQuerySet":
        """Entries that a jury may be given: screened, not decided yet."""
        return self.filter(state__in=[State.ELIGIBLE, State.SHORTLISTED])

    def waiting_for_screening(self) -> "EntryQuerySet":
        """Handed in, no verdict of the office yet."""
        return self.filter(state=State.SUBMITTED)

    def being_written(self) -> "EntryQuerySet":
        """Drafts and reopened entries of calls that are running."""
        return self._in_call("running").filter(Q(state=State.DRAFT) | Q(state=State.SUBMITTED, reopened=True))

    def in_the_call(self) -> "EntryQuerySet":
        """Drafts and entries without a decision, of calls that are running or being judged."""
        alive = [State.DRAFT, State.SUBMITTED, State.CLARIFICATION, State.ELIGIBLE]
        return self._in_call("running", "judging").filter(state__in=alive)

    def closing_between(self, start: datetime, end: datetime) -> "EntryQuerySet":
        """Those whose deadline, or that of whose extension, lies in between."""
        extended = self.model._default_manager.filter(
            pk=OuterRef("pk"),
            challenge__extensions__organisation=F("organisation"),
            challenge__extensions__until__range=(start, end),
        )
        common = Q(closed_at__range=(start, end))
        return self.annotate(closed_at=_closes_at()).filter(common | Q(Exists(extended)))

    def with_context(self) -> "EntryQuerySet":
        """Together with what a row of a list shows, so that the number of queries stays the same."""
        return self.select_related(
            "organisation", "challenge__organisation", "challenge__competition__office"
        ).prefetch_related("organisation__extensions", "contributors")

    def with_proposals(self) -> "EntryQuerySet":
        """Together with whether a verdict waits for a second person of the office."""
        open_ones = related(self.model, "proposals").filter(entry=OuterRef("pk"), ended_at=None)
        return self.annotate(waits_for_second=Exists(open_ones))

    def waiting_first(self) -> "EntryQuerySet":
        """What the office has to check, then what waits for a team's answer, then the rest; oldest first."""
        return self.order_by(waits_for(), "submitted_at", "id")

    def _in_call(self, *states: str) -> "EntryQuerySet":
        return self.filter(
            challenge__state__in=["published", "in_selection"], challenge__competition__state__in=states
        )

    def _seats(self) -> models.QuerySet:
        return related(self.model, "contributors").filter(entry=OuterRef("pk"))

    def _of_contributor(self, user: Anyone) -> Q:
        return Q(Exists(self._seats().filter(user=user)))

    def _after_deadline(self) -> Q:
        return Q(closed_at__lt=timezone.now(), submitted_at__isnull=False)


def waits_for() -> Case:
    """0: for the office to check it, 1: for the team's answer, 2: for neither; an index goes by it."""
    return Case(When(state="submitted", then=0), When(state="clarification", then=1), default=2)


def _closes_at() -> Coalesce:
    return Coalesce(F("challenge__closes_at"), F("challenge__competition__closes_at"))


def jury_content(version: Any) -> dict[str, Any]:
    """What a juror reads of a version: no team, no people, files under neutral names."""
    content = version.content
    code = version.entry.code
    is_kept_back = kept_back(version.entry.challenge.competition, Readers.OFFICE)
    return {
        "code": code,
        "title": content["title"],
        "summary": content["summary"],
        "language": content["language"],
        "sections": [
            {
                "title": section["title"],
                "answers": [
                    _shown_to_jury(one)
                    for one in section["answers"]
                    if not is_kept_back(section.get("identifier", ""), one)
                ],
            }
            for section in content["sections"]
        ],
        "attachments": [
            {
                "file": one["file"],
                "name": f"{code}-{number}.{ending(one['name'])}",
                "title": one["title"],
                "alternative_text": one.get("alternative_text", ""),
                "size": one["size"],
            }
            for number, one in enumerate(content["attachments"], start=1)
        ],
    }


def _shown_to_jury(answer: dict[str, Any]) -> dict[str, Any]:
    # The value of a file is the identifier under which the team's own page has it.
    is_file = answer.get("kind") == "file"
    left_out = {"identifier", "seen_by", "names_people", *(["value"] if is_file else [])}
    return {name: value for name, value in answer.items() if name not in left_out}


def office_content(version: Any) -> dict[str, Any]:
    """What the office reads of a version: all but what was asked for the jury only."""
    is_kept_back = kept_back(version.entry.challenge.competition, Readers.JURY)
    sections = [
        section
        | {
            "answers": [
                one for one in section["answers"] if not is_kept_back(section.get("identifier", ""), one)
            ]
        }
        for section in version.content["sections"]
    ]
    return version.content | {"sections": sections}


def kept_back(competition: Any, only_for: str) -> Callable[[str, dict[str, Any]], bool]:
    """Tells of a kept answer whether it is hidden as being only for these readers; one query.

    So it is as soon as the question says so, or said so when the entry was handed in. What names people is
    hidden where the team must stay unknown to the jury.
    """
    hides_people = competition.blind and only_for == Readers.OFFICE
    hiding = Q(seen_by=only_for) | (Q(names_people=True) if hides_people else Q(pk=None))
    rows = FormQuestion.objects.filter(hiding, section__competition=competition)
    now = set(rows.values_list("section__identifier", "identifier"))

    def is_kept_back(section: str, answer: dict[str, Any]) -> bool:
        people = hides_people and answer.get("names_people", False)
        return people or answer.get("seen_by") == only_for or (section, answer.get("identifier", "")) in now

    return is_kept_back


def ending(name: str) -> str:
    """The ending of a file name in lower case, without the dot."""
    return name.rpartition(".")[2].lower() if "." in name else "bin"
