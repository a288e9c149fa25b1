"""The pages of an entry's sections: shown, saved by themselves and by the button, ticked off."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.requests import SignedIn
from core.workflow import Refused
from submissions import editing
from submissions.actions.sections import Conflict, mark_section, part_of, save_fields
from submissions.completeness import BASICS, FILES
from submissions.forms.sections import BasicsForm, section_form
from submissions.models import Entry
from submissions.permissions import is_writer
from submissions.views.drafting import own_entry


@login_required
def entry_section(request: SignedIn, code: str, section: str) -> HttpResponse:
    """One section: answers, saved by themselves and by the button."""
    entry = own_entry(request, code)
    if section == FILES:
        return redirect("submissions:attachment_list", code=code)
    status, theirs = 200, {}
    form = _form_of(entry, section, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _save(request, entry, section, form)
        except Conflict as conflict:
            status, theirs = 409, conflict.fields
            entry = own_entry(request, code)
    context = {
        "entry": entry,
        "section": section,
        "form": form,
        "title": _title_of(entry, section),
        "help": _help_of(entry, section),
        "obstacle": editing.obstacle(entry, section),
        "is_writer": is_writer(entry, request.user),
        "is_done": section in entry.sections_done,
        "theirs": [(form[name].label, text) for name, text in theirs.items()],
        "version": entry.version,
        "asked": entry.open_clarification(),
        "closes_at": entry.closes_at(),
    }
    return render(request, "submissions/entry_section.html", context, status=status)


def _save(request: SignedIn, entry: Entry, section: str, form: Any) -> HttpResponse:
    fields = {name: str(form.cleaned_data[name]) for name in form.fields}
    fields = {name: text.replace("\r\n", "\n") for name, text in fields.items()}
    entry, _others = save_fields(
        entry, section, fields, by=request.user, version=_number(request.POST.get("version"))
    )
    if "done" in request.POST:
        entry = mark_section(entry, section, done=True, by=request.user)
        messages.success(request, _("Saved. This section is done."))
    else:
        messages.success(request, _("Saved."))
        if "stay" in request.POST:
            return redirect("submissions:entry_section", code=entry.code, section=section)
    back = "submissions:entry_check" if request.GET.get("back") == "check" else "submissions:entry_detail"
    return redirect(back, code=entry.code)


def _number(text: Any) -> int:
    return int(text) if str(text).isdigit() and len(str(text)) < 10 else 0


def _part(entry: Entry, section: str) -> Any:
    try:
        return part_of(entry, section)
    except ValidationError as error:
        raise Http404 from error


def _form_of(entry: Entry, section: str, data: Any) -> Any:
    if section == BASICS:
        initial = {"title": entry.title, "summary": entry.summary, "language": entry.language}
        return BasicsForm(data, initial=initial)
    return section_form(_part(entry, section), data)


def _title_of(entry: Entry, section: str) -> str:
    return _("Title and summary") if section == BASICS else _part(entry, section).title


def _help_of(entry: Entry, section: str) -> str:
    return "" if section == BASICS else _part(entry, section).help


@login_required
@require_POST
def entry_autosave(request: SignedIn, code: str, section: str) -> HttpResponse:
    """Save the changed fields of a section; the wire format is that of docs/autosave.md."""
    entry = own_entry(request, code)
    try:
        body = json.loads(request.body)
        version, fields = int(body["version"]), dict(body["fields"])
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"errors": {"": [_("This is not what a draft looks like.")]}}, status=400)
    try:
        entry, others = save_fields(entry, section, fields, by=request.user, version=version)
    except Conflict as conflict:
        answer = {"detail": str(conflict), "version": conflict.version, "fields": conflict.fields}
        return JsonResponse(answer, status=409)
    except Refused as reason:
        answer = {"detail": str(reason), "version": version, "fields": {}}
        return JsonResponse(answer, status=409)
    except ValidationError as error:
        errors = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        return JsonResponse({"errors": errors}, status=400)
    saved_at = entry.saved_at if fields else timezone.now()
    return JsonResponse({"version": entry.version, "saved_at": saved_at.isoformat(), "fields": others})


@login_required
@require_POST
def section_mark(request: SignedIn, code: str, section: str) -> HttpResponse:
    """Tick a section off, or take the tick back."""
    entry = own_entry(request, code)
    mark_section(entry, section, done=request.POST.get("done") == "1", by=request.user)
    return redirect(entry)
