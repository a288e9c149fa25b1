"""PDFs that a person asks for: request, progress, download."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from core import documents
from core.files import download
from core.models import RenderedDocument
from core.requests import SignedIn


@login_required
@require_POST
def document_request(request: SignedIn) -> HttpResponse:
    """Ask for a document and go to the page that shows its progress."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None) or len(back) > 300:
        back = ""
    document = documents.request_document(
        request.POST.get("kind", ""), request.POST.get("code", ""), by=request.user, back_url=back
    )
    return redirect(document)


@login_required
def document_detail(request: SignedIn, public_id: str) -> HttpResponse:
    """Where the document stands; the page asks again by itself until it is ready."""
    document = _mine(request, public_id)
    return render(request, "core/document_detail.html", {"document": document})


@login_required
def document_file(request: SignedIn, public_id: str) -> FileResponse:
    """The PDF, for the person who asked for it."""
    document = _mine(request, public_id, state=RenderedDocument.State.READY)
    return download(document.file.open("rb"), documents.file_name(document), "application/pdf")


def _mine(request: SignedIn, public_id: str, **conditions: str) -> RenderedDocument:
    mine = RenderedDocument.objects.filter(requested_by=request.user, **conditions)
    return get_object_or_404(mine, public_id=public_id)
