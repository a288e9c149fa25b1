"""Files of an entry."""

import io
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges.models.form import FILES
from core.cleaning import clean_copy
from core.files import download, file_response
from core.forms import answer, status_of
from core.models import StoredFile
from core.requests import SignedIn
from submissions import editing
from submissions.actions.files import (
    add_attachment,
    edit_attachment,
    remove_attachment,
    replace_attachment,
    restore_attachment,
)
from submissions.forms.files import AttachmentEditForm, AttachmentForm, FileForm
from submissions.models import Attachment, Entry
from submissions.permissions import is_contributor, is_office_coordinator, is_writer
from submissions.queries import jury_content
from submissions.views.drafting import own_entry


def _list_page(request: SignedIn, entry: Entry, form: AttachmentForm, status: int = 200) -> HttpResponse:
    files = entry.attachments.select_related("file")
    context = {
        "entry": entry,
        "form": form,
        "files": files.filter(removed_at=None),
        "removed": files.exclude(removed_at=None).filter(file__in=_removed_by_hand(entry)),
        "obstacle": editing.obstacle(entry, FILES),
        "is_writer": is_writer(entry, request.user),
        "is_done": FILES in entry.sections_done,
        "section": FILES,
        "asked": entry.open_clarification(),
    }
    return render(request, "submissions/attachment_list.html", context, status=status)


def _removed_by_hand(entry: Entry) -> list[int]:
    """Files whose removal can be undone: those whose place was not taken by another file."""
    places = set(entry.attachments.filter(removed_at=None).values_list("order", flat=True))
    removed = entry.attachments.exclude(removed_at=None).order_by("-removed_at")
    return [one.file_id for one in removed if one.order not in places][:3]


@login_required
def attachment_list(request: SignedIn, code: str) -> HttpResponse:
    """The files, and the form for one more."""
    return _list_page(request, own_entry(request, code), AttachmentForm())


@login_required
@require_POST
def attachment_add(request: SignedIn, code: str) -> HttpResponse:
    """Add a file."""
    entry = own_entry(request, code)
    form = AttachmentForm(request.POST, request.FILES)

    def add() -> Attachment:
        upload, words = form.cleaned_data["file"], ("title", "alternative_text")
        described = {name: form.cleaned_data[name] for name in words}
        return add_attachment(entry, by=request.user, upload=upload, **described)

    if answer(form, add, at="file", once=request):
        messages.success(request, _("The file is added. It is checked for viruses before others see it."))
        return redirect("submissions:attachment_list", code=code)
    return _list_page(request, entry, form)


def _own_attachment(request: SignedIn, code: str, public_id: UUID) -> Attachment:
    attachments = own_entry(request, code).attachments.select_related("file", "entry")
    return get_object_or_404(attachments, file__public_id=public_id)


@login_required
def attachment_edit(request: SignedIn, code: str, public_id: UUID) -> HttpResponse:
    """Change title, text alternative and place of a file."""
    attachment = _own_attachment(request, code, public_id)
    form = AttachmentEditForm(request.POST or None, instance=attachment)

    def edit() -> Attachment:
        return edit_attachment(attachment, by=request.user, version=form.version_read(), **form.values())

    if answer(form, edit):
        messages.success(request, _("Saved."))
        return redirect("submissions:attachment_list", code=code)
    context = {
        "entry": attachment.entry,
        "attachment": attachment,
        "form": form,
        "replace_form": FileForm(auto_id="replace_%s"),
        "obstacle": editing.obstacle(attachment.entry, FILES),
    }
    return render(request, "submissions/attachment_edit.html", context, status=status_of(form))


@login_required
@require_POST
def attachment_replace(request: SignedIn, code: str, public_id: UUID) -> HttpResponse:
    """Put another file in the place of this one."""
    attachment = _own_attachment(request, code, public_id)
    form = FileForm(request.POST, request.FILES, auto_id="replace_%s")

    def replace() -> Attachment:
        return replace_attachment(attachment, by=request.user, upload=form.cleaned_data["file"])

    if answer(form, replace, at="file"):
        messages.success(request, _("The file is replaced."))
        return redirect("submissions:attachment_list", code=code)
    context = {
        "entry": attachment.entry,
        "attachment": attachment,
        "form": AttachmentEditForm(instance=attachment),
        "replace_form": form,
        "has_errors": True,
    }
    return render(request, "submissions/attachment_edit.html", context)


@login_required
@require_POST
def attachment_remove(request: SignedIn, code: str, public_id: UUID) -> HttpResponse:
    """Take a file out; it can be put back."""
    remove_attachment(_own_attachment(request, code, public_id), by=request.user)
    messages.success(request, _("The file is removed. You can put it back below."))
    return redirect("submissions:attachment_list", code=code)


@login_required
@require_POST
def attachment_restore(request: SignedIn, code: str, public_id: UUID) -> HttpResponse:
    """Undo a removal."""
    try:
        restore_attachment(_own_attachment(request, code, public_id), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("submissions:attachment_list", code=code)


@login_required
def attachment_file(request: SignedIn, code: str, public_id: UUID) -> FileResponse:
    """The file itself, for whoever may see it.

    The team: any file of the entry. The office: what was handed in. The city: what the version in force
    names, and while the team must stay unknown a copy without metadata under a neutral name.
    """
    entry = get_object_or_404(Entry.objects.visible_to(request.user).with_context(), code=code)
    stored = get_object_or_404(StoredFile, public_id=public_id, attachment__entry=entry)
    if is_contributor(entry, request.user):
        return file_response(stored, user=request.user)
    if not _is_handed_in(entry, stored, every=is_office_coordinator(entry, request.user)):
        raise Http404
    if is_office_coordinator(entry, request.user) or not entry.hides_team():
        return file_response(stored, user=request.user)
    if not stored.is_clean():
        raise Http404
    content, media_type = clean_copy(stored)
    return download(io.BytesIO(content), _neutral_name(entry, stored), media_type)


def _is_handed_in(entry: Entry, stored: StoredFile, *, every: bool) -> bool:
    versions = entry.versions.order_by("-number")[: None if every else 1]
    return any(str(stored.public_id) == one["file"] for v in versions for one in v.content["attachments"])


def _neutral_name(entry: Entry, stored: StoredFile) -> str:
    content = jury_content(entry.version_in_force())
    return next(one["name"] for one in content["attachments"] if one["file"] == str(stored.public_id))
