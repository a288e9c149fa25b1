"""A person's settings, and allauth's hooks: the name at sign-up, its mails through our outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from core import audit, fresh, known, outbox, tokens
from core.asking import tell
from core.editing import change
from core.forms import VersionedForm
from core.languages import language_choices
from core.mail import render_subject, render_text
from core.models import User
from core.zones import zone_choices

DEMO_MAILS = "demo_mails"  # in a session: the account mails that it caused, to be read where none arrives


class SignupForm(forms.Form):
    """What we ask beside address and password."""

    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )

    field_order = ["name", "email", "password1", "password2"]

    def signup(self, request: Any, user: Any) -> None:
        """Keep the name and the language that the person reads."""
        user.name = self.cleaned_data["name"]
        language = translation.get_language() or settings.LANGUAGE_CODE
        user.language = language if language in dict(settings.CONTENT_LANGUAGES) else settings.LANGUAGE_CODE
        user.save()


class SettingsForm(VersionedForm):
    """What a person decides about their account, beside address and password."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Times on pages are shown in the zone of the call, and in your own beside it."),
        choices=zone_choices,
    )
    language = forms.ChoiceField(
        label=_("Language for mails"),
        help_text=_("Texts that are not translated yet arrive in English."),
        choices=language_choices,
    )

    class Meta:
        model = User
        fields = ["name", "language", "time_zone"]
        labels = {"name": _("Your name")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].widget.attrs["autocomplete"] = "name"


@transaction.atomic
def edit_settings(user: User, *, version: int, **values: Any) -> User:
    """The person's account with new settings. Raises Clash where another window changed the same."""
    return change(user, by=user, version=version, values=values)


@transaction.atomic
def sign_out_everywhere(user: User) -> None:
    """End every session and every token of the person, and forget the browsers that they signed in with."""
    User.objects.filter(pk=user.pk).update(sign_outs=F("sign_outs") + 1)
    tokens.revoke_all(user)
    audit.record(user, "signed_out_everywhere", by=user)


class AccountAdapter(DefaultAccountAdapter):
    """Account mails are outbox rows like all others."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail into the outbox."""
        values = context | {"email": email, "site_name": "CityRelay"}
        values |= {"site_url": settings.SITE_URL, "office_email": settings.OFFICE_EMAIL}
        subject = render_subject(f"{template_prefix}_subject.txt", values)
        text = render_text(f"{template_prefix}_message.txt", values)
        key = f"account:{template_prefix}:{email}:{timezone.now().timestamp()}"
        row = outbox.add("mail", dedupe=key, to=email, subject=subject, text=text, event=template_prefix)
        if settings.DEMO and self.request is not None:
            session = self.request.session
            session[DEMO_MAILS] = [*session.get(DEMO_MAILS, []), row.pk][-20:]

    def confirm_email(self, request: Any, email_address: Any) -> bool:
        """Confirm the address; a further address is a tie, and whoever has to hear of it does."""
        with transaction.atomic():
            confirmed = super().confirm_email(request, email_address)
            if confirmed:
                tell("ties_changed", email_address.user, None)
        return confirmed

    def set_password(self, user: User, password: str) -> None:
        """A new password ends the tokens that the old one has made."""
        with transaction.atomic():
            super().set_password(user, password)
            tokens.revoke_all(user)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not where the password has just been typed to sign in."""
        required = super().is_reauthentication_required(app=app, **kwargs)
        return required and not fresh.is_fresh(self.request)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """The way on; from now on the browser is one that the person has signed in with."""
        response = super().post_login(request, user, **kwargs)
        known.remember(request, response, user)
        return response

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failures count per address; those in the owner's own browser apart: nobody locks them out."""
        key = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{known.device_of(request, credentials.get('email', ''))}"

    def populate_username(self, request: Any, user: Any) -> None:
        """There are no user names."""
