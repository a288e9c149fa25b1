"""Forms of core: a person's settings, the report of a barrier."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.languages import language_choices
from core.models import User
from core.zones import zone_choices


class SettingsForm(forms.ModelForm):
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

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].widget.attrs["autocomplete"] = "name"


class BarrierForm(forms.Form):
    """What was in the way, where, and how to answer."""

    text = forms.CharField(
        label=_("What was in your way?"),
        help_text=_("What did you want to do, and what happened? Name your browser or aid if you like."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    page = forms.CharField(label=_("On which page?"), max_length=300, required=False)
    email = forms.EmailField(
        label=_("Your e-mail address, if you would like an answer"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
