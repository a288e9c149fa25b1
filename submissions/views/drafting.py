"""Pages of the team while it writes: my entries, start, task list, history."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from challenges.models import Challenge
from core import audit, lists
from core.forms import answer
from core.gone import must_not_be_gone
from core.letters import by_letters
from core.requests import SignedIn
from network.models import Organisation
from submissions import editing
from submissions.actions.drafting import start_entry, start_with_new_team, started_with
from submissions.filters import EntryFilter
from submissions.forms.drafting import NEW_TEAM, StartForm
from submissions.models import Entry
from submissions.overview import overview
from submissions.permissions import is_contributor, is_lead, is_office_coordinator, is_writer


def own_entry(request: SignedIn, code: str) -> Entry:
    """The entry with that code if the person belongs to its team; otherwise it does not exist."""
    return get_object_or_404(Entry.objects.of_person(request.user).with_context(), code=code)


@login_required
def my_entry_list(request: SignedIn) -> HttpResponse:
    """Entries that the person writes or reads along."""
    entries = Entry.objects.of_person(request.user).with_context()
    found = lists.page(request, EntryFilter, entries)
    rows = [(entry, entry.plain_state(request.user)) for entry in found.rows]
    return render(request, "submissions/my_entry_list.html", found.context | {"rows": rows})


@login_required
def entry_start(request: SignedIn, code: str) -> HttpResponse:
    """Choose who enters, and begin."""
    challenges = Challenge.objects.published().select_related("competition__office", "organisation")
    must_not_be_gone(Challenge, request.user, code=code)
    challenge = get_object_or_404(challenges, code=code)
    own = Organisation.objects.of(request.user).order_by(by_letters("name"), "pk")
    if known := _begun_already(request):
        return redirect(known)
    form = StartForm(
        request.POST or None,
        organisations=own,
        challenge=challenge,
        initial={"language": challenge.language},
    )
    if entry := answer(form, lambda: _start(request, challenge, own, form.cleaned_data)):
        return redirect(entry)
    context = {
        "challenge": challenge,
        "form": form,
        "key": request.POST.get("key") or uuid.uuid4().hex,
        "closed": _closed(challenge, own),
        "mine": Entry.objects.of_person(request.user).filter(challenge=challenge).not_withdrawn(),
    }
    return render(request, "submissions/entry_start.html", context)


def _start(request: SignedIn, challenge: Challenge, own: Any, data: dict[str, Any]) -> Entry:
    values = {
        "by": request.user,
        "title": data["title"],
        "language": data["language"],
        "key": request.POST.get("key", ""),
    }
    if data["organisation"] == NEW_TEAM:
        team = {name: data[name] for name in ("team_name", "country", "place")}
        return start_with_new_team(challenge, **team, **values)
    return start_entry(challenge, get_object_or_404(own, pk=data["organisation"]), **values)


def _begun_already(request: SignedIn) -> Entry | None:
    """The entry that the same press of the button has begun, if it was sent twice."""
    key = request.POST.get("key", "")
    return started_with(key, by=request.user) if key else None


def _closed(challenge: Challenge, own: Any) -> str:
    """The sentence when none of the person's teams can enter now."""
    teams = [None, *own]
    sentences = [editing.closed_sentence(challenge, team) for team in teams]
    return sentences[0] if all(sentences) else ""


@login_required
def entry_detail(request: SignedIn, code: str) -> HttpResponse:
    """The task list for the team; the office and the city are led to their own view of the entry."""
    entry = get_object_or_404(Entry.objects.visible_to(request.user).with_context(), code=code)
    if not is_contributor(entry, request.user):
        office = is_office_coordinator(entry, request.user)
        return redirect("submissions:screening_detail" if office else "submissions:entry_read", code=code)
    context = {
        "entry": entry,
        "plain_state": entry.plain_state(request.user),
        "overview": overview(entry),
        "obstacle": editing.obstacle(entry),
        "is_lead": is_lead(entry, request.user),
        "is_writer": is_writer(entry, request.user),
        "asked": entry.open_clarification(),
        "version": entry.version_in_force(),
        "closes_at": entry.closes_at(),
        "is_call_open": entry.is_call_open(),
        "rejected": entry.rules_not_met() if entry.was_rejected() else [],
    }
    return render(request, "submissions/entry_detail.html", context)


# Steps between colleagues of the office, of which the team reads what came of them.
OFFICE_ALONE = ["propose_acceptance", "propose_rejection", "return_verdict"]


@login_required
def entry_history(request: SignedIn, code: str) -> HttpResponse:
    """Every step of the entry, for its team and the office."""
    entry = get_object_or_404(Entry.objects.visible_to(request.user).with_context(), code=code)
    office = is_office_coordinator(entry, request.user)
    if not office and not is_contributor(entry, request.user):
        raise Http404
    events = audit.events_of(entry).order_by("-at", "-id")
    records = entry.history.select_related("by")
    if not office:  # the team reads what the team did, not how the office goes about checking
        records = records.exclude(transition__in=OFFICE_ALONE)
        events = events.filter(by__in=[seat.user_id for seat in entry.contributors.all()])
    context = {
        "entry": entry,
        "records": records,
        "versions": entry.versions.select_related("submitted_by"),
        "office": office,
        "back_url": reverse(
            "submissions:screening_detail" if office else "submissions:entry_detail", args=[code]
        ),
    }
    found = lists.page(request, None, events, per_page=25)
    return render(request, "submissions/entry_history.html", context | found.context)
