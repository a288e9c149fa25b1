"""What an office takes off the site, and shows again."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.forms import answer
from core.requests import SignedIn
from network.actions.withholding import restore, withhold
from network.forms.membership import DecisionForm
from network.models import Withholdable
from network.permissions import is_of_its_office
from network.views.events import seen_event


def withhold_page(request: SignedIn, item: Withholdable) -> HttpResponse:
    """Take the item off the site, with a reason."""
    page: Any = item
    if not is_of_its_office(item.answers_for_it(), request.user):
        raise PermissionDenied
    form = DecisionForm(request.POST or None)
    if answer(form, lambda: withhold(item, by=request.user, **form.cleaned_data)):
        messages.success(request, _("It is off the site. Those whose it is get a mail with the reason."))
        return redirect(page)
    return render(request, "network/withhold.html", {"form": form, "item": item})


def show_again(request: SignedIn, item: Withholdable) -> HttpResponse:
    """Show the item again."""
    page: Any = restore(item, by=request.user)
    messages.success(request, _("It is shown again."))
    return redirect(page)


@login_required
def event_withhold(request: SignedIn, code: str) -> HttpResponse:
    """Take an event off the site."""
    return withhold_page(request, seen_event(request, code))


@login_required
@require_POST
def event_restore(request: SignedIn, code: str) -> HttpResponse:
    """Show the event again."""
    return show_again(request, seen_event(request, code))
