"""Pages of organisations."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network.actions.organisations import create_organisation, edit_organisation
from network.filters import OrganisationFilter
from network.forms.organisations import OrganisationForm
from network.models import Organisation
from network.permissions import can_manage, is_coordinator, is_member_of


def organisation_list(request: HttpRequest) -> HttpResponse:
    """Who takes part in the network."""
    everyone = Organisation.objects.visible_to(request.user)
    filterset = OrganisationFilter(request.GET or None, queryset=everyone)
    page = Paginator(filterset.qs, 24).get_page(request.GET.get("page"))
    return render(request, "network/organisation_list.html", {"filter": filterset, "page_obj": page})


def organisation_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One organisation; its people only for themselves and for a network office.

    Not for all members of the network: a juror of a blind panel is one, and would learn who is in a team.
    """
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), code=code)
    members = None
    if is_member_of(organisation, request.user) or is_coordinator(request.user):
        members = organisation.memberships.select_related("user").order_by("since", "pk")[:50]
    context = {
        "organisation": organisation,
        "members": members,
        "can_manage": can_manage(organisation, request.user),
        "is_member": is_member_of(organisation, request.user),
        "events": organisation.events.visible_to(request.user).upcoming()[:5],
    }
    return render(request, "network/organisation_detail.html", context)


@login_required
def my_organisation_list(request: HttpRequest) -> HttpResponse:
    """The organisations that I belong to, with my role."""
    memberships = request.user.memberships.select_related("organisation").order_by("organisation__name")
    page = Paginator(memberships, 25).get_page(request.GET.get("page"))
    return render(request, "network/my_organisation_list.html", {"page_obj": page})


@login_required
def organisation_create(request: HttpRequest) -> HttpResponse:
    """Add an organisation."""
    form = OrganisationForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.cleaned_data.pop("version")
        organisation = create_organisation(by=request.user, **form.cleaned_data)
        messages.success(request, _("The organisation is in the network. Invite your colleagues next."))
        return redirect(organisation)
    return render(request, "network/organisation_form.html", {"form": form})


@login_required
def organisation_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change the organisation's page."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), code=code)
    if not can_manage(organisation, request.user):
        raise PermissionDenied
    form = OrganisationForm(request.POST or None, instance=organisation, user=request.user)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data.pop("version") or 0
        edit_organisation(organisation, by=request.user, version=version, **form.cleaned_data)
        messages.success(request, _("The page is saved."))
        return redirect("network:organisation_detail", code=code)
    context = {"form": form, "organisation": organisation}
    return render(request, "network/organisation_form.html", context)
