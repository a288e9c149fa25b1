"""Preview, check, hand in, receipt, reopen, withdraw."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges.answers import shown_in_words
from challenges.models.form import BASICS
from core.forms import answer
from core.languages import language_name
from core.requests import SignedIn
from submissions import blindness, completeness, editing
from submissions.actions.hand_in import reopen_entry, submit_entry, withdraw_entry
from submissions.forms.hand_in import WithdrawForm
from submissions.models import Entry, EntryVersion
from submissions.models.version import digest_of
from submissions.permissions import is_lead, is_office_coordinator
from submissions.queries import jury_content, office_content
from submissions.versions import working_content
from submissions.views.drafting import own_entry


@login_required
def entry_preview(request: SignedIn, code: str) -> HttpResponse:
    """The entry exactly as the jury will read it, with a warning where it gives the team away."""
    entry = own_entry(request, code)
    content = working_content(entry)
    unsaved = EntryVersion(entry=entry, content=content)
    context = {
        "entry": entry,
        "content": jury_content(unsaved),
        "blind": entry.challenge.competition.blind,
        "traces": blindness.traces(content, blindness.telling_words(entry)),
    }
    return render(request, "submissions/entry_preview.html", context)


@login_required
def entry_check(request: SignedIn, code: str) -> HttpResponse:
    """Everything that will be handed in, with a way back to each answer; nothing is sent by looking at it."""
    entry = own_entry(request, code)
    content = working_content(entry)
    gaps = completeness.gaps(entry)
    context = {
        "entry": entry,
        "groups": _groups(entry, content, gaps),
        "gaps": [(gap, reverse("submissions:entry_section", args=[code, gap.section])) for gap in gaps],
        "files": content["attachments"],
        "digest": digest_of(content),
        "key": uuid.uuid4().hex,
        "obstacle": editing.obstacle(entry),
        "closes_at": entry.closes_at(),
        "traces": blindness.traces(content, blindness.telling_words(entry))
        if entry.challenge.competition.blind
        else [],
    }
    return render(request, "submissions/entry_check.html", context)


def _groups(entry: Entry, content: dict[str, Any], gaps: list[Any]) -> list[dict[str, Any]]:
    """The answers section by section, as rows of a summary list."""
    missing = {(gap.section, gap.field): gap.reason for gap in gaps}
    basics = [
        ("title", _("Title"), content["title"]),
        ("summary", _("Summary"), content["summary"]),
        ("language", _("Language"), language_name(content["language"])),
    ]
    groups = [_group(entry, BASICS, _("Title and summary"), basics, missing)]
    for section in content["sections"]:
        answers = [(one["identifier"], one["label"], shown_in_words(one)) for one in section["answers"]]
        groups.append(_group(entry, section["identifier"], section["title"], answers, missing))
    return groups


def _group(
    entry: Entry, section: str, title: str, answers: list[Any], missing: dict[Any, str]
) -> dict[str, Any]:
    url = reverse("submissions:entry_section", args=[entry.code, section]) + "?back=check"
    change = "" if editing.obstacle(entry, section) else url
    rows = [
        {"label": label, "value": text, "url": change, "missing": not text and (section, name) in missing}
        for name, label, text in answers
    ]
    return {"title": title, "rows": rows}


@login_required
@require_POST
def entry_submit(request: SignedIn, code: str) -> HttpResponse:
    """Hand in. The moment that counts is when the whole request had arrived."""
    data = request.POST  # reads the body to its end
    arrived_at = timezone.now()
    version = submit_entry(
        own_entry(request, code),
        by=request.user,
        idempotency_key=data.get("key"),
        digest=data.get("digest", ""),
        arrived_at=arrived_at,
    )
    messages.success(request, _("Your entry is in. We have mailed you the receipt."))
    url = reverse("submissions:entry_receipt", args=[code])
    return redirect(f"{url}?number={version.number}")


@login_required
def entry_receipt(request: SignedIn, code: str) -> HttpResponse:
    """The receipt of the version in force, or of the one whose number is asked for."""
    entry = own_entry(request, code)
    versions = list(entry.versions.select_related("submitted_by"))
    number = request.GET.get("number", "")
    chosen = [one for one in versions if str(one.number) == number] if number else versions[-1:]
    if not chosen:
        return redirect(entry)
    competition = entry.challenge.competition
    context = {
        "entry": entry,
        "version": chosen[0],
        "in_force": versions[-1],
        "earlier": [one for one in versions if one != chosen[0]],
        "competition": competition,
        "closes_at": entry.closes_at(),
        "is_call_open": entry.is_call_open(),
    }
    return render(request, "submissions/entry_receipt.html", context)


@login_required
def entry_version(request: SignedIn, code: str, number: int) -> HttpResponse:
    """What was handed in under that number, unchanged, for its team and the office."""
    entry = get_object_or_404(Entry.objects.visible_to(request.user).with_context(), code=code)
    office = is_office_coordinator(entry, request.user)
    if not office:
        entry = own_entry(request, code)
    version = get_object_or_404(entry.versions.select_related("submitted_by"), number=number)
    content = office_content(version) if office else version.content
    context = {"entry": entry, "version": version, "content": content, "office": office}
    return render(request, "submissions/entry_version.html", context)


@login_required
@require_POST
def entry_reopen(request: SignedIn, code: str) -> HttpResponse:
    """Write again; the version that was handed in stays valid."""
    arrived_at = timezone.now()
    entry = reopen_entry(own_entry(request, code), by=request.user, arrived_at=arrived_at)
    messages.success(
        request, _("You can write again. What you handed in stays valid until you hand in anew.")
    )
    return redirect(entry)


@login_required
def entry_withdraw(request: SignedIn, code: str) -> HttpResponse:
    """Take the entry back, with a reason."""
    entry = own_entry(request, code)
    form = WithdrawForm(request.POST or None)
    if answer(form, lambda: withdraw_entry(entry, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The entry is withdrawn."))
        return redirect(entry)
    context = {"entry": entry, "form": form, "is_lead": is_lead(entry, request.user)}
    return render(request, "submissions/entry_withdraw.html", context)
