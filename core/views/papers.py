"""Papers that stay: opened by those who may, checked by anybody who has the file."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from core import papers
from core.files import download
from core.models import Paper
from core.requests import SignedIn
from core.uploads import UploadField


class CheckForm(forms.Form):
    """A file that somebody was given."""

    file = UploadField(
        label=_("The file that you have"), help_text=_("It is compared and not kept."), kinds=("pdf",)
    )


@login_required
def paper_file(request: SignedIn, code: str) -> FileResponse:
    """The paper itself, for those who may read it."""
    paper = get_object_or_404(Paper, code=code, state=Paper.State.READY)
    papers.must_be_open_to(paper, request.user)
    return download(paper.file.open("rb"), papers.file_name(paper), "application/pdf")


def paper_check(request: HttpRequest) -> HttpResponse:
    """Whether a file is one of ours, byte for byte, who signed it, and whether it still stands."""
    form = CheckForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form, "checked": form.is_valid()}
    if context["checked"]:
        context["paper"] = papers.found_by(form.cleaned_data["file"])
    return render(request, "core/paper_check.html", context)
