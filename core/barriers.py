"""Reports of barriers: they go to the office by mail and are stored nowhere else."""

import uuid

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.mail import notify


class BarrierForm(forms.Form):
    """What was in the way, where, and how to answer."""

    text = forms.CharField(
        label=_("What was in your way?"),
        help_text=_("What did you want to do, and what happened? Name your browser or aid if you like."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    page = forms.CharField(label=_("On which page?"), max_length=2000, required=False)
    email = forms.EmailField(
        label=_("Your e-mail address, if you would like an answer"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@transaction.atomic
def report(*, text: str, page: str = "", email: str = "") -> None:
    """Mail the report to the office; every report is one mail, even of the same words."""
    notify(
        "core/mail/barrier_reported",
        to=[settings.OFFICE_EMAIL],
        dedupe=f"barrier:{uuid.uuid4()}",
        text=text,
        page=page,
        answer_to=email,
    )
