"""What an office takes off the site, and shows again: one page for everything that can be, and the list."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import lists
from core.forms import answer
from core.requests import SignedIn
from network.actions.withholding import restore
from network.actions.withholding import withhold as take_off
from network.forms.membership import DecisionForm
from network.off_the_site import fetched, model_of, taken_off_by
from network.permissions import can_withhold, is_coordinator


@login_required
def withheld_list(request: SignedIn) -> HttpResponse:
    """All that the person's office took off the site, the latest first; only coordinators come here."""
    if not is_coordinator(request.user):
        raise PermissionDenied
    found = lists.page(request, None, taken_off_by(request.user), per_page=25)
    context = found.context | {"taken": fetched(found.rows)}
    return render(request, "network/withheld_list.html", context)


@login_required
def withhold(request: SignedIn, kind: str, code: str) -> HttpResponse:
    """Take something off the site, with a reason."""
    item = _seen(request, kind, code)
    if not can_withhold(item, request.user):
        raise PermissionDenied
    form = DecisionForm(request.POST or None)
    if answer(form, lambda: take_off(item, by=request.user, **form.cleaned_data)):
        messages.success(request, _("It is off the site. Those whose it is get a mail with the reason."))
        return redirect(item)
    return render(request, "network/withhold.html", {"form": form, "item": item})


@login_required
@require_POST
def restore_again(request: SignedIn, kind: str, code: str) -> HttpResponse:
    """Show it again."""
    item = restore(_seen(request, kind, code), by=request.user)
    messages.success(request, _("“%(title)s” is shown again.") % {"title": item})
    return redirect("network:withheld_list" if "list" in request.GET else item.get_absolute_url())


def _seen(request: SignedIn, kind: str, code: str) -> Any:
    model: Any = model_of(kind)
    return get_object_or_404(model.objects.visible_to(request.user), code=code)
