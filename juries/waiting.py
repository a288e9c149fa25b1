"""What waits for a person because of a jury."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.models import User
from core.waiting import Waiting
from juries.models import Conflict, Decision, Juror, Panel
from juries.places.workload import own_assignments
from network.permissions import organisation_ids

State = Panel.State


def waiting_for(user: User) -> list[Waiting]:
    """Declarations and scores; verdicts and signatures; the city's decisions; the office's next step."""
    seats = list(Juror.objects.filter(user=user, left_at=None).values_list("is_chair", flat=True))
    judging = _as_juror(user) if seats else []
    chairing = _as_chair(user) if any(seats) else []
    return [*judging, *chairing, *_as_city(user), *_as_office(user)]


def _as_juror(user: User) -> Iterator[Waiting]:
    for group in own_assignments(user):
        panel, zone = group.panel, group.panel.zone()
        if panel.scores_are_open():
            continue
        if group.to_declare:
            text = ngettext(
                "Declare conflicts for %d entry", "Declare conflicts for %d entries", group.to_declare
            )
            url = reverse("juries:conflict_declare", args=[panel.code])
            yield Waiting(_("Juror"), text % group.to_declare, url, panel.title, panel.scoring_until, zone)
        if group.next and panel.scoring_is_open():
            left = sum(one.is_to_do() for one in group.assignments)
            text = ngettext("Score %d entry", "Score %d entries", left) % left
            why = _("%(panel)s. Continue with “%(title)s”.") % {
                "panel": panel.title,
                "title": group.next.title(),
            }
            yield Waiting(_("Juror"), text, group.next.get_absolute_url(), why, panel.scoring_until, zone)


def _as_chair(user: User) -> Iterator[Waiting]:
    chaired = Panel.objects.filter(jurors__user=user, jurors__is_chair=True, jurors__left_at=None).distinct()
    states = [State.DECLARING, State.SCORING, State.DELIBERATING]
    panels = list(chaired.filter(state__in=states).select_related("competition"))
    for panel in panels:
        if panel.is_deliberating():
            continue
        barred = Conflict.objects.standing().filter(juror__user=user).values("entry")
        n = panel.open_conflicts().exclude(juror__user=user).exclude(entry__in=barred).count()
        if n:
            text = ngettext("Decide on %d declared conflict", "Decide on %d declared conflicts", n) % n
            yield Waiting(
                _("Jury chair"), text, reverse("juries:conflict_list", args=[panel.code]), panel.title
            )
    for panel in panels:
        if not panel.is_deliberating():
            continue
        url = reverse("juries:panel_deliberation", args=[panel.code])
        yield Waiting(_("Jury chair"), _("Deliberate and sign the protocol"), url, panel.title)


def _as_city(user: User) -> Iterator[Waiting]:
    cities = organisation_ids(user, "editor")
    if not cities:
        return
    waiting = Decision.objects.awaiting_city().filter(entry__challenge__organisation__in=cities)
    challenges = (
        waiting.order_by().values_list("entry__challenge__code", "entry__challenge__title").distinct()
    )
    for code, title in challenges:
        url = reverse("juries:city_decision", args=[code])
        yield Waiting(_("City editor"), _("Take your city’s decision on “%(title)s”") % {"title": title}, url)


def _as_office(user: User) -> Iterator[Waiting]:
    steps = {
        State.SETUP: _("Set up the panel “%(panel)s”"),
        State.DECLARING: _("See to the conflicts and open scoring: “%(panel)s”"),
        State.SIGNED: _("Read the letters and release the decisions: “%(panel)s”"),
    }
    panels = Panel.objects.managed_by(user).filter(state__in=list(steps)).select_related("competition")
    for panel in panels[:20]:
        what = steps[State(panel.state)] % {"panel": panel.title}
        yield Waiting(_("Coordinator"), what, panel.get_absolute_url(), panel.competition.title)
