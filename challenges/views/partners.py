"""Looking for a partner: list, page, notice, message."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges.actions.partners import answer_notice, edit_notice, end_notice, put_up_notice
from challenges.filters import PartnerFilter
from challenges.forms.partners import MessageForm, NoticeForm
from challenges.models import PartnerAnswer, PartnerNotice
from core import lists
from core.forms import answer, status_of
from core.gone import seen
from core.letters import by_letters
from core.requests import SignedIn
from core.workflow import Refused
from network.models import Organisation
from network.permissions import can_withhold, is_editor, is_editor_of


def _seen(request: HttpRequest, code: str) -> PartnerNotice:
    rows = PartnerNotice.objects.select_related("organisation", "challenge__competition", "author")
    return seen(rows, request.user, code=code)


def _own(request: SignedIn, code: str) -> PartnerNotice:
    notice = _seen(request, code)
    if not is_editor_of(notice.organisation, request.user):
        raise PermissionDenied
    return notice


def partner_list(request: HttpRequest) -> HttpResponse:
    """Searches that are on, the latest first."""
    rows = PartnerNotice.objects.visible_to(request.user).shown().select_related("organisation", "challenge")
    found = lists.page(request, PartnerFilter, rows)
    context = found.context | {"can_create": is_editor(request.user)}
    return render(request, "challenges/partner_list.html", context)


def partner_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One search, with the form to write to whoever looks."""
    notice = _seen(request, code)
    return _page(request, notice, MessageForm())


def _page(request: HttpRequest, notice: PartnerNotice, form: Any) -> HttpResponse:
    own = is_editor_of(notice.organisation, request.user)
    wrote = request.user.is_authenticated and notice.answers.filter(by=request.user).exists()
    context = {
        "notice": notice,
        "form": form,
        "own": own,
        "wrote": wrote,
        "answers": notice.answers.count() if own else 0,
        "decides": can_withhold(notice, request.user),
    }
    return render(request, "challenges/partner_detail.html", context, status=status_of(form))


@login_required
def partner_create(request: SignedIn) -> HttpResponse:
    """Put a notice up."""
    organisations = Organisation.objects.acted_for_by(request.user).order_by(by_letters("name"), "pk")
    if not is_editor(request.user):
        raise PermissionDenied
    form = NoticeForm(request.POST or None, organisations=organisations)

    def put_up() -> PartnerNotice:
        return put_up_notice(by=request.user, **form.values())

    if made := answer(form, put_up, catches=Refused, once=request):
        messages.success(request, _("Your notice is on the list."))
        return redirect(made)
    return render(request, "challenges/partner_form.html", {"form": form}, status=status_of(form))


@login_required
def partner_edit(request: SignedIn, code: str) -> HttpResponse:
    """Change a notice."""
    notice = _own(request, code)
    form = NoticeForm(request.POST or None, instance=notice, organisations=Organisation.objects.none())

    def save() -> PartnerNotice:
        return edit_notice(notice, by=request.user, version=form.version_read(), **form.values())

    if answer(form, save):
        messages.success(request, _("Saved."))
        return redirect(notice)
    context = {"form": form, "notice": notice}
    return render(request, "challenges/partner_form.html", context, status=status_of(form))


@login_required
@require_POST
def partner_end(request: SignedIn, code: str) -> HttpResponse:
    """The search is over."""
    notice = end_notice(_own(request, code), by=request.user)
    messages.success(request, _("The search is over and off the list."))
    return redirect(notice)


@login_required
def partner_write(request: SignedIn, code: str) -> HttpResponse:
    """Write to whoever looks."""
    notice = _seen(request, code)
    form = MessageForm(request.POST or None)

    def send() -> PartnerAnswer:
        return answer_notice(notice, by=request.user, **form.cleaned_data)

    if answer(form, send, catches=Refused):
        messages.success(request, _("Your message is on its way. They answer by mail."))
        return redirect(notice)
    return _page(request, notice, form)
