"""Who sits on a panel: invited, changed, removed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import lists
from core.forms import answer
from core.models import User
from core.requests import SignedIn
from juries.actions.jurors import accept_invitation, edit_juror, invite_juror, remove_juror, revoke_invitation
from juries.forms.jurors import InviteForm, SeatForm
from juries.forms.panels import ReasonForm
from juries.models import Juror, JurorInvitation, Panel
from juries.views.panels import office_panel, panel_form
from network import invitations


def own_seat(request: SignedIn, code: str) -> Juror:
    """The person's seat on the panel, once declarations are asked for; before, it does not exist."""
    seats = Juror.objects.filter(user=request.user.pk, left_at=None).exclude(panel__state=Panel.State.SETUP)
    return get_object_or_404(seats.select_related("panel__competition"), panel__code=code)


@login_required
def invitation_accept(request: SignedIn, token: str) -> HttpResponse:
    """Reading it changes nothing; a button accepts."""
    if request.method == "POST":
        juror = accept_invitation(token, by=request.user)
        messages.success(request, _("You sit on the panel “%(panel)s” now.") % {"panel": juror.panel})
        return redirect("juries:my_scoring")
    invitation = invitations.find_for(JurorInvitation, token, request.user)
    return render(request, "juries/invitation_accept.html", {"invitation": invitation})


@login_required
def panel_jurors(request: SignedIn, code: str) -> HttpResponse:
    """Who sits on the panel, who is invited."""
    panel = office_panel(request, code)
    jurors = panel.active_jurors().select_related("user", "organisation").prefetch_related("expertise")
    found = lists.page(request, None, jurors.order_by("-is_chair", "accepted_at"), per_page=30)
    invited = panel.invitations.filter(accepted_at=None, revoked_at=None).select_related("organisation")[:50]
    context = found.context | {"panel": panel, "invited": invited}
    return render(request, "juries/panel_jurors.html", context)


@login_required
def juror_invite(request: SignedIn, code: str) -> HttpResponse:
    """Invite a juror or a chair."""
    panel = office_panel(request, code)
    form = InviteForm(request.POST or None, panel=panel)
    if answer(form, lambda: invite_juror(panel, by=request.user, **form.values())):
        messages.success(request, _("The invitation to %(email)s is on its way.") % form.cleaned_data)
        return redirect("juries:panel_jurors", code=code)
    return panel_form(request, panel, form, _("Invite a juror"))


@login_required
def juror_edit(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """Correct what is noted on a juror."""
    panel = office_panel(request, code)
    juror = get_object_or_404(panel.active_jurors(), pk=pk)
    form = SeatForm(request.POST or None, instance=juror, panel=panel)
    if answer(form, lambda: _save(form, request.user)):
        messages.success(request, _("Saved."))
        return redirect("juries:panel_jurors", code=code)
    return panel_form(request, panel, form, str(juror), remove=juror)


def _save(form: SeatForm, by: User) -> Juror:
    return edit_juror(form.instance, by=by, version=form.version_read(), **form.values())


@login_required
def juror_remove(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """Take a juror off the panel."""
    panel = office_panel(request, code)
    juror = get_object_or_404(panel.active_jurors(), pk=pk)
    form = ReasonForm(request.POST or None)
    if answer(form, lambda: remove_juror(juror, by=request.user, **form.cleaned_data)):
        messages.success(request, _("%(juror)s has left the panel.") % {"juror": juror})
        return redirect("juries:panel_jurors", code=code)
    title = _("Take %(juror)s off the panel") % {"juror": juror}
    return panel_form(request, panel, form, title, danger=True)


@login_required
@require_POST
def invitation_revoke(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """End an open invitation."""
    panel = office_panel(request, code)
    revoke_invitation(get_object_or_404(panel.invitations, pk=pk), by=request.user)
    messages.success(request, _("The invitation has been withdrawn."))
    return redirect("juries:panel_jurors", code=code)
