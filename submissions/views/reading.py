"""The city's view of the entries for its challenge, once the call has closed."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from challenges.models import Challenge
from challenges.permissions import is_challenge_coordinator, is_challenge_editor
from core import lists
from core.requests import SignedIn
from submissions.models import Entry
from submissions.queries import jury_content


@login_required
def challenge_entry_list(request: SignedIn, code: str) -> HttpResponse:
    """Entries for one challenge; before the deadline only the sentence that says when they can be read."""
    challenges = Challenge.objects.visible_to(request.user).select_related(
        "competition__office", "organisation"
    )
    challenge = get_object_or_404(challenges, code=code)
    office = is_challenge_coordinator(challenge, request.user)
    if not office and not is_challenge_editor(challenge, request.user):
        raise PermissionDenied
    entries = Entry.objects.visible_to(request.user).handed_in().filter(challenge=challenge).with_context()
    found = lists.page(request, None, entries.order_by("code"))
    context = found.context | {
        "challenge": challenge,
        "office": office,
        "hides_team": challenge.competition.blind and not office and not challenge.is_decided(),
        "is_closed": timezone.now() > challenge.deadline(),
    }
    return render(request, "submissions/challenge_entry_list.html", context)


@login_required
def entry_read(request: SignedIn, code: str) -> HttpResponse:
    """The version in force to read; without team and people while these must stay unknown."""
    entry = get_object_or_404(Entry.objects.visible_to(request.user).handed_in().with_context(), code=code)
    version = entry.version_in_force()
    if version is None:
        raise Http404
    context = {
        "entry": entry,
        "version": version,
        "content": jury_content(version),
        "hides_team": entry.hides_team() and is_challenge_editor(entry.challenge, request.user),
        "state": entry.plain_state(request.user),
    }
    return render(request, "submissions/entry_read.html", context)
