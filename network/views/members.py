"""The people of an organisation."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.actions.members import change_role, remove_member
from network.forms.members import RoleForm
from network.models import Invitation, Organisation
from network.permissions import can_manage, is_member_of


def _roles(organisation: Organisation, user: Any) -> Any:
    return RoleForm(organisation=organisation, user=user).fields["role"].choices  # type: ignore[attr-defined]


@login_required
def member_list(request: HttpRequest, code: str) -> HttpResponse:
    """Members and their roles, open invitations; for members, and for those who manage them."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), code=code)
    manages = can_manage(organisation, request.user)
    if not manages and not is_member_of(organisation, request.user):
        raise PermissionDenied
    members = organisation.memberships.select_related("user").order_by("since", "pk")
    context = {
        "organisation": organisation,
        "manages": manages,
        "page_obj": Paginator(members, 30).get_page(request.GET.get("page")),
        "roles": _roles(organisation, request.user) if manages else [],
        "invitations": organisation.invitations.filter(Invitation.usable())[:50] if manages else [],
    }
    return render(request, "network/member_list.html", context)


@login_required
@require_POST
def member_role(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Give a member another role."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), code=code)
    membership = get_object_or_404(organisation.memberships.select_related("organisation", "user"), pk=pk)
    form = RoleForm(request.POST, organisation=organisation, user=request.user)
    if not form.is_valid():
        raise PermissionDenied
    change_role(membership, by=request.user, role=form.cleaned_data["role"])
    messages.success(request, _("The role is changed."))
    return redirect("network:member_list", code=code)


@login_required
@require_POST
def member_remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """End a membership, a colleague's or one's own."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), code=code)
    membership = get_object_or_404(organisation.memberships.select_related("organisation", "user"), pk=pk)
    remove_member(membership, by=request.user)
    messages.success(request, _("The membership has ended."))
    if membership.user_id == request.user.pk:
        return redirect(organisation)
    return redirect("network:member_list", code=code)
