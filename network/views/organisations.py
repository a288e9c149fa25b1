"""Pages of organisations."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core import lists
from core.forms import answer, status_of
from core.gone import seen
from core.letters import by_letters
from core.models import User
from core.requests import SignedIn
from network.actions.membership import apply_for_membership
from network.actions.organisations import edit_organisation
from network.filters import OrganisationFilter
from network.forms.organisations import OrganisationForm
from network.models import Organisation
from network.permissions import can_manage, is_member_of


def organisation_list(request: HttpRequest) -> HttpResponse:
    """Who takes part in the network."""
    everyone = Organisation.objects.visible_to(request.user)
    found = lists.page(request, OrganisationFilter, everyone, per_page=24)
    return render(request, "network/organisation_list.html", found.context)


def seen_organisation(request: HttpRequest, code: str) -> Organisation:
    """The organisation with that code, if the person may see it."""
    return seen(Organisation.objects.all(), request.user, code=code)


def managed_organisation(request: HttpRequest, code: str) -> Organisation:
    """An organisation whose page and members the person may change; others are refused."""
    organisation = seen_organisation(request, code)
    if not can_manage(organisation, request.user):
        raise PermissionDenied
    return organisation


def organisation_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One organisation; its people only for themselves and for their network office.

    Not for all members of the network: a juror of a blind panel is one, and would learn who is in a team.
    """
    organisation = seen_organisation(request, code)
    members = None
    manages, belongs = can_manage(organisation, request.user), is_member_of(organisation, request.user)
    if manages or belongs:
        members = organisation.memberships.select_related("user").order_by("since", "pk")[:50]
    context = {
        "organisation": organisation,
        "members": members,
        "can_manage": manages,
        "is_member": belongs,
        "events": organisation.events.visible_to(request.user).upcoming()[:5],
    }
    return render(request, "network/organisation_detail.html", context)


@login_required
def my_organisation_list(request: SignedIn) -> HttpResponse:
    """The organisations that I belong to, with my role."""
    memberships = request.user.memberships.select_related("organisation").order_by(
        by_letters("organisation__name"), "pk"
    )
    found = lists.page(request, None, memberships, per_page=25)
    return render(request, "network/my_organisation_list.html", found.context)


@login_required
def organisation_create(request: SignedIn) -> HttpResponse:
    """Add an organisation."""
    form = OrganisationForm(request.POST or None, user=request.user)
    if organisation := answer(
        form, lambda: apply_for_membership(by=request.user, **form.values()), once=request
    ):
        if organisation.is_approved():
            messages.success(request, _("The organisation is in the network. Invite its people next."))
        else:
            messages.success(
                request, _("The network office looks at it; you get a mail. Invite your colleagues next.")
            )
        return redirect(organisation)
    return render(request, "network/organisation_form.html", {"form": form})


@login_required
def organisation_edit(request: SignedIn, code: str) -> HttpResponse:
    """Change the organisation's page."""
    organisation = managed_organisation(request, code)
    form = OrganisationForm(request.POST or None, instance=organisation, user=request.user)
    if answer(form, lambda: _edit(organisation, form, request.user)):
        messages.success(request, _("The page is saved."))
        return redirect("network:organisation_detail", code=code)
    context = {"form": form, "organisation": organisation}
    return render(request, "network/organisation_form.html", context, status=status_of(form))


def _edit(organisation: Organisation, form: OrganisationForm, by: User) -> Organisation:
    return edit_organisation(organisation, by=by, version=form.version_read(), **form.values())
