"""What teams fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.models import Challenge
from core.languages import language_choices
from network.countries import country_choices
from network.models import Organisation
from submissions.completeness import SUMMARY_WORDS, Part
from submissions.models import Attachment, Contributor

NEW_TEAM = "new"


class StartForm(forms.Form):
    """Who enters, and under which working title."""

    title = forms.CharField(
        label=_("Working title"),
        max_length=160,
        help_text=_("You can change it until you hand in."),
        error_messages={"required": _("Give the entry a working title.")},
    )
    language = forms.ChoiceField(label=_("Language you write in"), choices=language_choices)
    organisation = forms.ChoiceField(
        label=_("Who enters?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who enters.")},
    )
    team_name = forms.CharField(label=_("Name of the new team"), max_length=200, required=False)
    country = forms.ChoiceField(label=_("Country of the new team"), required=False)
    place = forms.CharField(label=_("City or place of the new team"), max_length=120, required=False)

    def __init__(self, *args: Any, organisations: Any, challenge: Challenge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [(str(one.pk), one.name) for one in organisations]
        self.fields["organisation"].choices = [*own, (NEW_TEAM, _("A new team"))]
        self.fields["country"].choices = [("", _("Choose a country")), *country_choices()]
        names = dict(language_choices())
        offered = [code for code in challenge.languages if code in names] or list(names)
        self.fields["language"].choices = [(code, names[code]) for code in offered]
        if not own:
            self.initial["organisation"] = NEW_TEAM

    def clean(self) -> dict[str, Any]:
        """A new team needs a name that is free, and a country."""
        data = super().clean() or {}
        if data.get("organisation") == NEW_TEAM:
            name = (data.get("team_name") or "").strip()
            if not name:
                self.add_error("team_name", _("Give the new team a name."))
            elif Organisation.objects.filter(name__iexact=name).exists():
                self.add_error("team_name", _("This name is taken. Choose another one."))
            if not data.get("country"):
                self.add_error("country", _("Choose the country of the new team."))
        return data


class BasicsForm(forms.Form):
    """Title, summary and language of an entry; drafts may be half-filled."""

    title = forms.CharField(label=_("Title"), max_length=160, required=False)
    summary = forms.CharField(
        label=_("Summary"),
        required=False,
        help_text=_("What you offer, for whom, and what will be different. Do not name your team here."),
        widget=forms.Textarea(attrs={"rows": 5, "data-words": SUMMARY_WORDS}),
    )
    language = forms.ChoiceField(label=_("Language of this entry"), choices=language_choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.is_optional = False  # not needed to save a draft, but to hand it in


WIDGETS = {
    "text": lambda question: forms.TextInput(),
    "long": lambda question: forms.Textarea(attrs={"rows": 8}),
    "number": lambda question: forms.TextInput(attrs={"inputmode": "decimal"}),
    "url": lambda question: forms.TextInput(attrs={"inputmode": "url"}),
    "choice": lambda question: forms.RadioSelect(choices=[(one, one) for one in question.choices]),
}


def section_form(part: Part, data: Any = None, initial: dict[str, str] | None = None) -> forms.Form:
    """The form of one section: a field per question, none of them required while it is a draft."""
    form = forms.Form(data, initial=initial or {one.identifier: part.text(one) for one in part.questions})
    for question in part.questions:
        widget = WIDGETS[question.kind](question)
        if question.word_limit and question.kind in ("text", "long"):
            widget.attrs["data-words"] = question.word_limit
        field = forms.CharField(
            label=question.label, help_text=question.help, required=False, widget=widget, strip=False
        )
        field.is_optional = not question.required
        form.fields[question.identifier] = field
    return form


class AttachmentForm(forms.Form):
    """A new file with its title and its text alternative."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, PNG or JPEG."),
        error_messages={"required": _("Choose a file.")},
    )
    title = forms.CharField(label=_("Title"), max_length=160, required=False)
    alternative_text = forms.CharField(
        label=_("What does it show?"),
        help_text=_("In words, for jurors who cannot see it. It helps everybody to find the point."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AttachmentEditForm(forms.ModelForm):
    """What is said about a file, and its place in the list."""

    class Meta:
        model = Attachment
        fields = ["title", "alternative_text", "order"]
        widgets = {"alternative_text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"alternative_text": _("In words, for jurors who cannot see it.")}


class FileForm(forms.Form):
    """A file in the place of another."""

    file = forms.FileField(
        label=_("New file"),
        help_text=_("PDF, PNG or JPEG."),
        error_messages={"required": _("Choose a file.")},
    )


class InviteForm(forms.Form):
    """Whom to invite, and to do what."""

    email = forms.EmailField(
        label=_("E-mail address"), error_messages={"required": _("Write the person's e-mail address.")}
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Contributor.Role.choices,
        initial=Contributor.Role.CONTRIBUTOR,
        widget=forms.RadioSelect,
    )


class RoleForm(forms.Form):
    """Another role for a person of the team."""

    role = forms.ChoiceField(label=_("Role"), choices=Contributor.Role.choices)


class WithdrawForm(forms.Form):
    """Why an entry is taken back."""

    reason = forms.CharField(
        label=_("Why do you withdraw?"),
        help_text=_("The office reads it. The entry stays on file and cannot be handed in again."),
        max_length=2000,
        error_messages={"required": _("Say why the entry is withdrawn.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
