"""The office's view of outgoing mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import outbox
from core.filters import MailFilter
from core.models import OutboxItem
from core.permissions import is_office, may_read_mail


def _mails(request: HttpRequest):
    if not is_office(request.user):
        raise PermissionDenied
    return OutboxItem.objects.filter(kind="mail").order_by("-created_at", "-pk")


@login_required
def mail_list(request: HttpRequest) -> HttpResponse:
    """Every mail with its state, newest first."""
    filterset = MailFilter(request.GET or None, queryset=_mails(request))
    page = Paginator(filterset.qs, 25).get_page(request.GET.get("page"))
    return render(request, "core/mail_list.html", {"filter": filterset, "page_obj": page})


@login_required
def mail_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail; its text only where no real person's links can be in it."""
    mail = get_object_or_404(_mails(request), pk=pk)
    context = {"mail": mail, "may_read": may_read_mail(request.user)}
    return render(request, "core/mail_detail.html", context)


@login_required
@require_POST
def mail_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a mail again whose fate is unknown or that was given up."""
    mail = get_object_or_404(_mails(request), pk=pk)
    outbox.send_again(mail, by=request.user)
    messages.success(request, _("The mail will be sent again."))
    return redirect("mail_detail", pk=mail.pk)
