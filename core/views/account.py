"""A person's own settings and API tokens."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import accounts, tokens
from core.accounts import SettingsForm, edit_settings
from core.forms import answer, status_of
from core.fresh import fresh_login
from core.models import User
from core.requests import SignedIn


@login_required
def settings_edit(request: SignedIn) -> HttpResponse:
    """Name, language and time zone."""
    form = SettingsForm(request.POST or None, instance=request.user)
    if answer(form, lambda: _save(form, request.user)):
        messages.success(request, _("Your settings are saved."))
        return redirect("settings_edit")
    return render(request, "core/settings_edit.html", {"form": form}, status=status_of(form))


def _save(form: SettingsForm, user: User) -> User:
    return edit_settings(user, version=form.version_read(), **form.values())


@login_required
def token_list(request: SignedIn) -> HttpResponse:
    """The person's tokens, never their secret; a new one is shown once, right after it is made."""
    context = {
        "tokens": tokens.of(request.user),
        "fresh": request.session.pop("fresh_token", ""),
        "now": timezone.now(),
    }
    return render(request, "core/token_list.html", context)


@fresh_login
@require_POST
def token_create(request: SignedIn) -> HttpResponse:
    """Make a token; the next page shows it once."""
    request.session["fresh_token"] = tokens.create(request.user)
    return redirect("token_list")


@login_required
@require_POST
def token_revoke(request: SignedIn, key: str) -> HttpResponse:
    """End one token of one's own."""
    if not tokens.revoke(request.user, key):
        raise Http404
    messages.success(request, _("The token is revoked. Programs that used it can no longer sign in."))
    return redirect("token_list")


@login_required
def sign_out_everywhere(request: SignedIn) -> HttpResponse:
    """End every session and token of the person, this session too."""
    if request.method != "POST":
        return render(request, "core/sign_out_everywhere.html", {"tokens": tokens.of(request.user).count()})
    accounts.sign_out_everywhere(request.user)
    get_adapter(request).logout(request)
    messages.success(request, _("You are signed out everywhere. Sign in again here to go on."))
    return redirect("account_login")
