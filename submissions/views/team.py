"""The people who write an entry."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.forms import answer, status_of
from core.requests import SignedIn
from core.workflow import Refused
from network import invitations
from submissions.actions.team import (
    change_role,
    invite_contributor,
    join_team,
    remove_contributor,
    revoke_invitation,
)
from submissions.forms.team import InviteForm, RoleForm
from submissions.models import Contributor, ContributorInvitation, Entry
from submissions.permissions import is_lead
from submissions.views.drafting import own_entry


@login_required
def contributor_list(request: SignedIn, code: str) -> HttpResponse:
    """Who is in the team and who is invited; the lead invites here."""
    entry = own_entry(request, code)
    form = InviteForm(request.POST or None)

    def invite() -> ContributorInvitation:
        return invite_contributor(entry, by=request.user, **form.cleaned_data)

    if answer(form, invite, at="email", catches=Refused):
        messages.success(request, _("The invitation is on its way. It is valid for seven days."))
        return redirect("submissions:contributor_list", code=code)
    return _team_page(request, entry, form)


def _team_page(
    request: SignedIn, entry: Entry, form: InviteForm, sent: RoleForm | None = None
) -> HttpResponse:
    """The team, with the form that invites; `sent` is the form of a role that clashed."""
    seats = entry.contributors.select_related("user")
    usable = ContributorInvitation.usable()
    context = {
        "entry": entry,
        "form": form,
        "seats": [(seat, sent if sent and sent.instance == seat else _role_form(seat)) for seat in seats],
        "sent": sent,
        "has_errors": sent is not None,
        "invitations": entry.invitations.filter(usable).select_related("invited_by"),
        "is_lead": is_lead(entry, request.user),
    }
    return render(request, "submissions/contributor_list.html", context, status=status_of(sent))


def _role_form(seat: Contributor, data: Any = None) -> RoleForm:
    return RoleForm(data, instance=seat, auto_id=f"seat-{seat.pk}-%s")


@login_required
@require_POST
def contributor_role(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """Give a person another role."""
    seat = get_object_or_404(own_entry(request, code).contributors.select_related("entry"), pk=pk)
    form = _role_form(seat, request.POST)

    def change() -> Contributor:
        return change_role(seat, by=request.user, version=form.version_read(), **form.values())

    if answer(form, change):
        messages.success(request, _("The role is changed."))
    elif form.clash:
        return _team_page(request, seat.entry, InviteForm(), form)
    return redirect("submissions:contributor_list", code=code)


@login_required
@require_POST
def contributor_remove(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """Take a person out of the team, or leave it."""
    seat = get_object_or_404(own_entry(request, code).contributors.select_related("entry"), pk=pk)
    remove_contributor(seat, by=request.user)
    if seat.user_id == request.user.pk:
        messages.success(request, _("You have left the team."))
        return redirect("submissions:my_entry_list")
    messages.success(request, _("The person is no longer in the team."))
    return redirect("submissions:contributor_list", code=code)


@login_required
@require_POST
def invitation_revoke(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """End an open invitation."""
    invitation = get_object_or_404(own_entry(request, code).invitations, pk=pk)
    revoke_invitation(invitation, by=request.user)
    messages.success(request, _("The invitation is revoked."))
    return redirect("submissions:contributor_list", code=code)


@login_required
def contributor_accept(request: SignedIn, token: str) -> HttpResponse:
    """Show an invitation, and join by the button: opening the link changes nothing."""
    if request.method == "POST":
        entry = join_team(token, by=request.user)
        messages.success(request, _("Welcome to the team."))
        return redirect(entry)
    found = invitations.find_for(ContributorInvitation, token, request.user)
    return render(request, "submissions/contributor_accept.html", {"invitation": found, "token": token})
