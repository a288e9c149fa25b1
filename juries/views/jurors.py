"""Who sits on a panel: invited, changed, removed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.forms import answer, status_of
from core.models import User
from juries.actions.jurors import accept_invitation, edit_juror, invite_juror, remove_juror, revoke_invitation
from juries.forms.jurors import InviteForm, SeatForm
from juries.forms.panels import ReasonForm
from juries.models import Juror, JurorInvitation, Panel
from juries.views.panels import office_panel
from network import invitations


def own_seat(request: HttpRequest, code: str) -> Juror:
    """The person's seat on the panel, once declarations are asked for; before, it does not exist."""
    seats = Juror.objects.filter(user=request.user.pk, left_at=None).exclude(panel__state=Panel.State.SETUP)
    return get_object_or_404(seats.select_related("panel__competition"), panel__code=code)


@login_required
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Reading it changes nothing; a button accepts."""
    if request.method == "POST":
        juror = accept_invitation(token, by=request.user)
        messages.success(request, _("You sit on the panel “%(panel)s” now.") % {"panel": juror.panel})
        return redirect("juries:my_scoring")
    invitation = invitations.find_for(JurorInvitation, token, request.user)
    return render(request, "juries/invitation_accept.html", {"invitation": invitation})


@login_required
def panel_jurors(request: HttpRequest, code: str) -> HttpResponse:
    """Who sits on the panel, who is invited."""
    panel = office_panel(request, code)
    jurors = panel.active_jurors().select_related("user", "organisation").prefetch_related("expertise")
    page = Paginator(jurors.order_by("-is_chair", "accepted_at"), 30).get_page(request.GET.get("page"))
    invited = panel.invitations.filter(accepted_at=None, revoked_at=None).select_related("organisation")[:50]
    return render(request, "juries/panel_jurors.html", {"panel": panel, "page_obj": page, "invited": invited})


@login_required
def juror_invite(request: HttpRequest, code: str) -> HttpResponse:
    """Invite a juror or a chair."""
    panel = office_panel(request, code)
    form = InviteForm(request.POST or None, panel=panel)
    if answer(form, lambda: invite_juror(panel, by=request.user, **form.values())):
        messages.success(request, _("The invitation to %(email)s is on its way.") % form.cleaned_data)
        return redirect("juries:panel_jurors", code=code)
    return render(
        request, "juries/panel_form.html", {"panel": panel, "form": form, "title": _("Invite a juror")}
    )


@login_required
def juror_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Correct what is noted on a juror."""
    panel = office_panel(request, code)
    juror = get_object_or_404(panel.active_jurors(), pk=pk)
    form = SeatForm(request.POST or None, instance=juror, panel=panel)
    if answer(form, lambda: _save(form, request.user)):
        messages.success(request, _("Saved."))
        return redirect("juries:panel_jurors", code=code)
    context = {"panel": panel, "form": form, "title": str(juror), "remove": juror}
    return render(request, "juries/panel_form.html", context, status=status_of(form))


def _save(form: SeatForm, by: User) -> Juror:
    return edit_juror(form.instance, by=by, version=form.version_read(), **form.values())


@login_required
def juror_remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a juror off the panel."""
    panel = office_panel(request, code)
    juror = get_object_or_404(panel.active_jurors(), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        remove_juror(juror, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("%(juror)s has left the panel.") % {"juror": juror})
        return redirect("juries:panel_jurors", code=code)
    title = _("Take %(juror)s off the panel") % {"juror": juror}
    return render(
        request, "juries/panel_form.html", {"panel": panel, "form": form, "title": title, "danger": True}
    )


@login_required
@require_POST
def invitation_revoke(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """End an open invitation."""
    panel = office_panel(request, code)
    revoke_invitation(get_object_or_404(panel.invitations, pk=pk), by=request.user)
    messages.success(request, _("The invitation has been withdrawn."))
    return redirect("juries:panel_jurors", code=code)
