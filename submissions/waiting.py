"""What waits for a person around entries: to be handed in, to be answered, to be checked."""

from typing import Any

from django.db.models import Count, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.waiting import Waiting
from network.permissions import organisation_ids
from submissions.models import Clarification, Contributor, ContributorInvitation, Entry

MOST = 50


def waiting_for(user: Any) -> list[Waiting]:
    """Everything of this app that the person should do next."""
    states = [Entry.State.DRAFT, Entry.State.SUBMITTED, Entry.State.CLARIFICATION]
    mine = list(Entry.objects.written_by(user).with_context().filter(state__in=states)[:MOST])
    asked = any(entry.is_in_clarification() for entry in mine)
    own = _drafts(mine, user) + (_questions(user) if asked else []) + _invitations(user)
    return own + _office(user)


def _drafts(entries: list[Entry], user: Any) -> list[Waiting]:
    """Drafts and reopened entries whose call is still open."""
    found = []
    for entry in entries:
        again = entry.is_written_again()
        if (again or entry.is_draft()) and entry.is_call_open():
            title = entry.title or _("Entry without a title")
            why = _("What you handed in stays valid until then.") if again else entry.challenge.title
            found.append(_task(entry, user, _("Finish and hand in “%s”") % title, why, entry.closes_at()))
    return found


def _questions(user: Any) -> list[Waiting]:
    """Questions of the office to the team."""
    asked = Clarification.objects.filter(
        entry__in=Entry.objects.written_by(user).going_on(),
        entry__state=Entry.State.CLARIFICATION,
        answered_at=None,
        due_at__gt=timezone.now(),
    ).select_related("entry__challenge__competition")
    return [
        _task(one.entry, user, _("Answer the office about “%s”") % one.entry.title, "", one.due_at)
        for one in asked.prefetch_related("entry__contributors")[:MOST]
    ]


def _task(entry: Entry, user: Any, what: str, why: str, due_at: Any) -> Waiting:
    seats = [seat.role for seat in entry.contributors.all() if seat.user_id == user.pk]
    role = _("Team lead") if Contributor.Role.LEAD in seats else _("Team")
    url = entry.get_absolute_url()
    return Waiting(role=role, what=what, url=url, why=why, due_at=due_at, zone=entry.challenge.zone())


def _invitations(user: Any) -> list[Waiting]:
    """Open invitations to a team; the secret is in the mail alone, so this only points there."""
    usable = ContributorInvitation.objects.filter(ContributorInvitation.usable(), user.is_addressed())
    return [
        Waiting(
            role=_("Invited"),
            what=_("Join the team of “%s”") % one.entry.title,
            url=reverse("submissions:my_entry_list"),
            why=_("Open the link in the mail that we sent you."),
            due_at=one.expires_at,
        )
        for one in usable.select_related("entry")[:MOST]
    ]


def _office(user: Any) -> list[Waiting]:
    """Entries to be checked, one line per competition, once its common deadline has passed; late answers.

    One query for both, with three columns: code and title of a competition and the number of its entries, or
    code and title of an entry and nought.
    """
    if not organisation_ids(user, "coordinator"):
        return []
    entries, now = Entry.objects.screenable_by(user).going_on().order_by(), timezone.now()
    to_check = (
        entries.waiting_for_screening()
        .filter(challenge__competition__closes_at__lt=now)
        .values_list("challenge__competition__code", "challenge__competition__title")
        .annotate(count=Count("pk"))
    )
    unanswered = entries.filter(
        state=Entry.State.CLARIFICATION, clarifications__answered_at=None, clarifications__due_at__lt=now
    ).values_list("code", "title", Value(0))
    rows = sorted(to_check.union(unanswered)[: 2 * MOST], key=lambda row: row[1])
    return [
        _to_check(code, title, count) if count else _unanswered(code, title) for code, title, count in rows
    ]


def _to_check(code: str, title: str, count: int) -> Waiting:
    return Waiting(
        role=_("Coordinator"),
        what=ngettext("Check %d entry", "Check %d entries", count) % count,
        url=reverse("submissions:screening_list") + f"?state=submitted&competition={code}",
        why=title,
    )


def _unanswered(code: str, title: str) -> Waiting:
    return Waiting(
        role=_("Coordinator"),
        what=_("No answer on “%s”: go on without it") % title,
        url=reverse("submissions:screening_detail", args=[code]),
        why=_("The date for the answer has passed."),
    )
