"""A person's e-mail addresses: the form for one more, apart because allauth's forms import accounts.py."""

from allauth.account import forms
from allauth.account.models import EmailAddress
from django.http import HttpRequest
from django.urls import reverse

from core.mail import notify


class AddEmailForm(forms.AddEmailForm):
    """A further address; the person hears of it at the one that was there before."""

    def save(self, request: HttpRequest) -> EmailAddress:
        """The new address, not confirmed yet."""
        address = super().save(request)
        if address.pk:
            url = reverse("account_email")
            notify(
                "core/mail/address_added",
                to=[self.user],
                dedupe=f"address:{address.pk}",
                address=address.email,
                url=url,
            )
        return address
