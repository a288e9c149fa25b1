"""Notices of those who look for a partner."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.models import Challenge, PartnerNotice
from core.choosing import NamedField, offer
from core.forms import VersionedForm
from core.languages import language_choices
from core.letters import by_letters
from core.zones import today_in


class NoticeForm(VersionedForm):
    """A notice; where the person acts for one organisation only, it is chosen already."""

    challenge = NamedField(
        label=_("Challenge"),
        queryset=Challenge.objects.none(),
        required=False,
        name="title",
        empty_label=_("None in particular"),
        help_text=_("If it is about one that is open now."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the work"),
        choices=language_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
    )

    class Meta:
        model = PartnerNotice
        fields = ["organisation", "title", "text", "challenge", "languages", "until"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 8}),
            "until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "title": _("Such as “A city that lends two streets for a pilot”."),
            "text": _("Everybody can read it. Your mail address is not shown."),
            "until": _("At most half a year ahead. You can end it earlier."),
        }

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        if self.instance.pk:
            del fields["organisation"]
        else:
            fields["organisation"].queryset = organisations
            if len(only := list(organisations[:2])) == 1:
                fields["organisation"].empty_label, self.initial["organisation"] = None, only[0].pk
            self.initial["until"] = today_in("UTC") + timedelta(days=60)
        offer(self, "challenge", Challenge.objects.open().order_by(by_letters("title"), "id"))


class MessageForm(forms.Form):
    """A message to whoever looks."""

    text = forms.CharField(
        label=_("Your message"),
        help_text=_("They get your name, your organisation and your mail address, so that they can answer."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
