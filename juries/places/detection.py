"""Ties between jurors and teams that the data show and nobody has noted yet."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import prefetch_related_objects

from core.domains import domain_of
from core.models import User
from juries.models import Conflict, Juror, Panel
from juries.places.ties import Side, marks, ties
from submissions.models import Entry
from submissions.queries import EntryQuerySet


def new_conflicts(
    panel: Panel, *, jurors: Iterable[Juror] | None = None, entries: EntryQuerySet | None = None
) -> list[Conflict]:
    """Conflicts to be noted, not stored; what was noted and decided before is not among them.

    Of all jurors and entries of the panel, or of these alone.
    """
    judged = panel.entries() if entries is None else entries
    entries = judged.select_related("organisation").prefetch_related(
        "contributors__user__memberships", "contributors__user__emailaddress_set"
    )
    teams = [(entry, _side_of_team(entry)) for entry in entries]
    seats = list(panel.active_jurors().select_related("user", "organisation") if jurors is None else jurors)
    prefetch_related_objects(
        [seat for seat in seats if seat.user], "user__memberships", "user__emailaddress_set"
    )
    known = set(Conflict.objects.filter(juror__in=seats).values_list("juror", "entry", "code"))
    found = []
    having = defaultdict(set)  # by what ties them: the teams, by their place in the list
    for place, (_entry, team) in enumerate(teams):
        for mark in marks(team):
            having[mark].add(place)
    for juror in seats:
        side = _side_of_juror(juror)
        for place in sorted({place for mark in marks(side) for place in having.get(mark, ())}):
            entry, team = teams[place]
            for code in ties(side, team):
                if (juror.pk, entry.pk, code) not in known:
                    found.append(Conflict(juror=juror, entry=entry, code=code, found_by_system=True))
    return found


def _side_of_juror(juror: Juror) -> Side:
    if juror.user is None:
        return Side()
    home = juror.organisation
    return Side(
        people=frozenset([juror.user.pk]),
        organisation=home.pk if home else None,
        place=(home.country, home.place) if home else ("", ""),
        domains=frozenset([*_domains(juror.user), home.mail_domain.lower() if home else ""]),
        memberships=frozenset(one.organisation_id for one in juror.user.memberships.all()),
    )


def _domains(user: User) -> list[str]:
    """Of the account's address and of every confirmed one beside it."""
    return [domain_of(address) for address in user.addresses()]


def _side_of_team(entry: Entry) -> Side:
    people = [seat.user for seat in entry.contributors.all()]
    team = entry.organisation
    return Side(
        people=frozenset(user.pk for user in people),
        organisation=team.pk,
        place=(team.country, team.place),
        domains=frozenset([team.mail_domain.lower(), *(one for user in people for one in _domains(user))]),
        memberships=frozenset(one.organisation_id for user in people for one in user.memberships.all()),
    )
