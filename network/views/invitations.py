"""Inviting people into an organisation, and accepting."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.forms import answer
from core.requests import SignedIn
from network import invitations
from network.actions.invitations import accept_invitation, invite_member, revoke_invitation
from network.forms.invitations import InvitationForm
from network.models import Invitation
from network.views.organisations import managed_organisation, seen_organisation


@login_required
def invitation_create(request: SignedIn, code: str) -> HttpResponse:
    """Invite somebody by mail."""
    organisation = managed_organisation(request, code)
    form = InvitationForm(request.POST or None, organisation=organisation, user=request.user)
    if answer(form, lambda: invite_member(organisation, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The invitation is on its way. It is valid for seven days."))
        return redirect("network:member_list", code=code)
    return render(request, "network/invitation_create.html", {"form": form, "organisation": organisation})


@never_cache
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """What one is invited to; looking changes nothing, only the button accepts.

    Whoever cannot use it (used, ended, another address) gets one and the same refusal.
    """
    if not request.user.is_authenticated:
        return render(request, "network/invitation_sign_in.html", {"here": request.path})
    if request.method == "POST":
        membership = accept_invitation(token, by=request.user)
        messages.success(request, _("You now belong to %(name)s.") % {"name": membership.organisation})
        return redirect(membership.organisation)
    invitation = invitations.find_for(Invitation, token, request.user)
    return render(request, "network/invitation_accept.html", {"invitation": invitation})


@login_required
@require_POST
def invitation_revoke(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """End an open invitation."""
    invitation = get_object_or_404(seen_organisation(request, code).invitations, pk=pk)
    revoke_invitation(invitation, by=request.user)
    messages.success(request, _("The invitation can no longer be used."))
    return redirect("network:member_list", code=code)
