"""allauth's hooks: the name at sign-up, and its mails through our outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from core import outbox
from core.mail import render_subject, render_text

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


class AccountAdapter(DefaultAccountAdapter):
    """Account mails are outbox rows like all others."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail into the outbox."""
        values = context | {"email": email, "site_name": "CityRelay"}
        subject = render_subject(f"{template_prefix}_subject.txt", values)
        text = render_text(f"{template_prefix}_message.txt", values)
        key = f"account:{template_prefix}:{email}:{timezone.now().timestamp()}"
        row = outbox.add("mail", dedupe=key, to=email, subject=subject, text=text, event=template_prefix)
        if settings.DEMO and self.request is not None:
            session = self.request.session
            session[DEMO_MAILS] = [*session.get(DEMO_MAILS, []), row.pk][-20:]

    def populate_username(self, request: Any, user: Any) -> None:
        """There are no user names."""
