"""The pages of an entry's sections: shown, saved by themselves and by the button, ticked off."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges.models.form import BASICS, FILES
from core.autosave import autosave
from core.forms import ReadForm, answer, status_of
from core.requests import SignedIn
from core.workflow import Refused
from submissions import editing
from submissions.actions.sections import mark_section, part_of, save_fields
from submissions.completeness import faults_of
from submissions.forms.sections import basics_form, section_form
from submissions.models import Entry
from submissions.permissions import is_writer
from submissions.views.drafting import own_entry


@login_required
def entry_section(request: SignedIn, code: str, section: str) -> HttpResponse:
    """One section: answers, saved by themselves and by the button."""
    entry = own_entry(request, code)
    if section == FILES:
        return redirect("submissions:attachment_list", code=code)
    form = _form_of(entry, section, request.POST or None)
    if saved := answer(form, lambda: _save(request, entry, section, form)):
        return saved
    if form.clash:
        entry = own_entry(request, code)
    if not form.is_bound and section != BASICS and is_writer(entry, request.user):
        form = _with_faults(entry, section, form)
    context = {
        "entry": entry,
        "section": section,
        "form": form,
        "title": _title_of(entry, section),
        "help": _help_of(entry, section),
        "obstacle": editing.obstacle(entry, section),
        "is_writer": is_writer(entry, request.user),
        "is_done": section in entry.sections_done,
        "asked": entry.open_clarification(),
        "closes_at": entry.closes_at(),
    }
    return render(request, "submissions/entry_section.html", context, status=status_of(form))


def _with_faults(entry: Entry, section: str, form: ReadForm) -> ReadForm:
    """The form, saying at its fields what of the answers given cannot be read or does not fit."""
    faults = faults_of(_part(entry, section))
    if not faults:
        return form
    form = _form_of(entry, section, form.as_shown())
    for gap in faults:
        form.add_error(gap.field, gap.reason)
    return form


def _save(request: SignedIn, entry: Entry, section: str, form: ReadForm) -> HttpResponse:
    entry, _others = save_fields(entry, section, form.values(), by=request.user, version=form.version_read())
    if "done" in request.POST:
        try:
            mark_section(entry, section, done=True, by=request.user)
        except Refused as error:  # the text is saved all the same
            messages.warning(request, f"{_('Saved.')} {error}")
            return redirect(request.get_full_path())
        messages.success(request, _("Saved. This section is done."))
    elif section != BASICS and faults_of(_part(entry, section)) and form.values():
        messages.warning(request, _("Saved. Look again at the marked answers."))
        return redirect("submissions:entry_section", code=entry.code, section=section)
    else:
        messages.success(request, _("Saved."))
        if "stay" in request.POST:
            return redirect("submissions:entry_section", code=entry.code, section=section)
    back = "submissions:entry_check" if request.GET.get("back") == "check" else "submissions:entry_detail"
    return redirect(back, code=entry.code)


def _part(entry: Entry, section: str) -> Any:
    try:
        return part_of(entry, section)
    except ValidationError as error:
        raise Http404 from error


def _form_of(entry: Entry, section: str, data: Any) -> ReadForm:
    return basics_form(entry, data) if section == BASICS else section_form(entry, _part(entry, section), data)


def _title_of(entry: Entry, section: str) -> str:
    return _("Title and summary") if section == BASICS else _part(entry, section).title


def _help_of(entry: Entry, section: str) -> str:
    return "" if section == BASICS else _part(entry, section).help


@login_required
@require_POST
def entry_autosave(request: SignedIn, code: str, section: str) -> HttpResponse:
    """Save the changed fields of a section; the wire format is that of docs/autosave.md."""
    entry = own_entry(request, code)

    def save(version: int, fields: dict[str, Any]) -> tuple[Entry, dict[str, Any]]:
        return save_fields(entry, section, fields, by=request.user, version=version)

    def show(values: Mapping[str, Any]) -> Mapping[str, Any]:
        return _form_of(entry, section, None).sent(values)

    return autosave(request, save, show=show)


@login_required
@require_POST
def section_mark(request: SignedIn, code: str, section: str) -> HttpResponse:
    """Tick a section off, or take the tick back."""
    entry = own_entry(request, code)
    mark_section(entry, section, done=request.POST.get("done") == "1", by=request.user)
    return redirect(entry)
