"""The people of an organisation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import lists
from core.requests import SignedIn
from network.actions.members import change_role, remove_member
from network.forms.members import RoleForm, roles_to_give
from network.models import Invitation
from network.permissions import can_manage, is_member_of
from network.views.organisations import seen_organisation


@login_required
def member_list(request: SignedIn, code: str) -> HttpResponse:
    """Members and their roles, open invitations; for members, and for those who manage them."""
    organisation = seen_organisation(request, code)
    manages = can_manage(organisation, request.user)
    if not manages and not is_member_of(organisation, request.user):
        raise PermissionDenied
    members = organisation.memberships.select_related("user").order_by("since", "pk")
    context = {
        "organisation": organisation,
        "manages": manages,
        "roles": roles_to_give(organisation, request.user) if manages else [],
        "invitations": organisation.invitations.filter(Invitation.usable())[:50] if manages else [],
    }
    found = lists.page(request, None, members, per_page=30)
    return render(request, "network/member_list.html", found.context | context)


@login_required
@require_POST
def member_role(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """Give a member another role."""
    organisation = seen_organisation(request, code)
    membership = get_object_or_404(organisation.memberships.select_related("organisation", "user"), pk=pk)
    form = RoleForm(request.POST, organisation=organisation, user=request.user)
    if not form.is_valid():
        raise PermissionDenied
    change_role(membership, by=request.user, role=form.cleaned_data["role"])
    messages.success(request, _("The role is changed."))
    return redirect("network:member_list", code=code)


@login_required
@require_POST
def member_remove(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """End a membership, a colleague's or one's own."""
    organisation = seen_organisation(request, code)
    membership = get_object_or_404(organisation.memberships.select_related("organisation", "user"), pk=pk)
    remove_member(membership, by=request.user)
    messages.success(request, _("The membership has ended."))
    if membership.user_id == request.user.pk:
        return redirect(organisation)
    return redirect("network:member_list", code=code)
