"""Outgoing mail, for the site's staff; several offices share a site, and mails name people of all."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core import lists, outbox
from core.accounts import DEMO_MAILS
from core.filters import MailFilter
from core.models import OutboxItem
from core.permissions import looks_after_mail, sees_all_mail
from core.postroom import standing
from core.requests import SignedIn


def _mails(request: HttpRequest) -> QuerySet[OutboxItem]:
    if not sees_all_mail(request.user):
        raise PermissionDenied
    return OutboxItem.objects.filter(kind="mail").order_by("-created_at", "-pk")


def _readable(request: HttpRequest) -> QuerySet[OutboxItem]:
    """All mails for the staff. In a demo, where none arrives, everybody finds what was written to them."""
    if sees_all_mail(request.user) or not settings.DEMO:
        return _mails(request)
    own = Q(pk__in=request.session.get(DEMO_MAILS, []))
    if request.user.is_authenticated:
        own |= Q(payload__to=request.user.email)
    return OutboxItem.objects.filter(own, kind="mail").order_by("-created_at", "-pk")


def _needs_account(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Sign in first, except in a demo: there one reads the mail that confirms a new account."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        free = settings.DEMO and request.session.get(DEMO_MAILS)
        return (view if free else login_required(view))(request, *args, **kwargs)

    return checked


@_needs_account
def mail_list(request: HttpRequest) -> HttpResponse:
    """Every mail with its state, newest first; above them how mail stands, for those who look after it."""
    looks_after = looks_after_mail(request.user)
    context = {"office": sees_all_mail(request.user), "standing": standing() if looks_after else None}
    if looks_after and not context["office"]:
        return render(request, "core/mail_standing.html", context)  # mails name people of other offices
    found = lists.page(request, MailFilter, _readable(request), per_page=25)
    return render(request, "core/mail_list.html", context | found.context)


@login_required
@require_POST
def mail_all_again(request: SignedIn) -> HttpResponse:
    """Try all mails now that wait for another try, that were given up, or that were refused."""
    if not looks_after_mail(request.user):
        raise PermissionDenied
    try:
        number = outbox.send_all_again(request.POST.get("state", ""), by=request.user)
    except ValueError as unknown:
        raise Http404 from unknown
    text = ngettext("%d mail will be sent at once.", "%d mails will be sent at once.", number)
    messages.success(request, text % number)
    return redirect("mail_list")


@_needs_account
def mail_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail; its text only where no real person's links can be in it."""
    mail = get_object_or_404(_readable(request), pk=pk)
    context = {"mail": mail, "may_read": settings.DEMO, "office": sees_all_mail(request.user)}
    return render(request, "core/mail_detail.html", context)


@login_required
@require_POST
def mail_again(request: SignedIn, pk: int) -> HttpResponse:
    """Send a mail again whose fate is unknown, that was refused or that was given up."""
    mail = get_object_or_404(_mails(request), pk=pk)
    outbox.send_again(mail, by=request.user)
    messages.success(request, _("The mail will be sent again."))
    return redirect("mail_detail", pk=mail.pk)


@login_required
@require_POST
def mail_arrived(request: SignedIn, pk: int) -> HttpResponse:
    """Note that a mail whose fate was unknown has arrived."""
    mail = get_object_or_404(_mails(request), pk=pk)
    outbox.arrived(mail, by=request.user)
    messages.success(request, _("The mail counts as sent."))
    return redirect("mail_detail", pk=mail.pk)


@login_required
@require_POST
def mail_leave(request: SignedIn, pk: int) -> HttpResponse:
    """Leave a mail unsent that was refused or given up; it is nobody's task any more."""
    mail = get_object_or_404(_mails(request), pk=pk)
    outbox.leave(mail, by=request.user)
    messages.success(request, _("The mail stays unsent."))
    return redirect("mail_detail", pk=mail.pk)
