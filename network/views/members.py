"""The people of an organisation."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import lists
from core.forms import answer, status_of
from core.requests import SignedIn
from network.actions.members import change_role, remove_member
from network.forms.members import RoleForm, roles_to_give
from network.models import Invitation, Membership, Organisation
from network.permissions import can_manage, is_member_of
from network.views.organisations import seen_organisation


@login_required
def member_list(request: SignedIn, code: str) -> HttpResponse:
    """Members and their roles, open invitations; for members, and for those who manage them."""
    organisation = seen_organisation(request, code)
    manages = can_manage(organisation, request.user)
    if not manages and not is_member_of(organisation, request.user):
        raise PermissionDenied
    return _member_page(request, organisation)


def _member_page(request: SignedIn, organisation: Organisation, sent: RoleForm | None = None) -> HttpResponse:
    """The members; `sent` is the form of a role that clashed."""
    manages = can_manage(organisation, request.user)
    roles = roles_to_give(organisation, request.user) if manages else []
    members = organisation.memberships.select_related("user").order_by("since", "pk")
    found = lists.page(request, None, members, per_page=30)
    context = {
        "organisation": organisation,
        "manages": manages,
        "sent": sent,
        "has_errors": sent is not None,
        "rows": [
            (one, sent if sent and sent.instance == one else _role_form(one, roles) if roles else None)
            for one in found.rows
        ],
        "invitations": organisation.invitations.filter(Invitation.usable())[:50] if manages else [],
    }
    return render(request, "network/member_list.html", found.context | context, status=status_of(sent))


def _role_form(membership: Membership, roles: list[tuple[str, Any]], data: Any = None) -> RoleForm:
    return RoleForm(data, instance=membership, roles=roles, auto_id=f"%s-{membership.pk}")


@login_required
@require_POST
def member_role(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """Give a member another role."""
    organisation = seen_organisation(request, code)
    membership = get_object_or_404(organisation.memberships.select_related("organisation", "user"), pk=pk)
    form = _role_form(membership, roles_to_give(organisation, request.user), request.POST)
    if not form.is_valid():
        raise PermissionDenied

    def change() -> Membership:
        return change_role(membership, by=request.user, version=form.version_read(), **form.values())

    if answer(form, change):
        messages.success(request, _("The role is changed."))
    elif form.clash:
        return _member_page(request, organisation, form)
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
