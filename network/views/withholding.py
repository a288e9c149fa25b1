"""What an office takes off the site, and shows again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.forms import answer
from core.requests import SignedIn
from network.actions.withholding import restore_event, withhold_event
from network.forms.membership import DecisionForm
from network.permissions import is_of_its_office
from network.views.events import seen_event


@login_required
def event_withhold(request: SignedIn, code: str) -> HttpResponse:
    """Take an event off the site, with a reason."""
    event = seen_event(request, code)
    if not is_of_its_office(event.host, request.user):
        raise PermissionDenied
    form = DecisionForm(request.POST or None)
    if answer(form, lambda: withhold_event(event, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The event is off the site. Its hosts get a mail with the reason."))
        return redirect(event)
    return render(request, "network/event_withhold.html", {"form": form, "event": event})


@login_required
@require_POST
def event_restore(request: SignedIn, code: str) -> HttpResponse:
    """Show the event again."""
    event = seen_event(request, code)
    restore_event(event, by=request.user)
    messages.success(request, _("The event is shown again."))
    return redirect(event)
