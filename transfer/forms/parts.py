"""Forms of a release's parts."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from transfer.audiences import USUAL, audience_slug
from transfer.forms.shared import MARKDOWN, VersionedForm, area
from transfer.models import Manual, ReadinessItem, Release
from transfer.readiness import CRITERIA


class ManualForm(VersionedForm):
    """A manual for one audience in one language."""

    audience = forms.ChoiceField(label=_("For whom"), choices=[*USUAL, ("other", _("Others, named below"))])
    audience_title = forms.CharField(label=_("Others, in words"), max_length=80, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)  # a new one has none

    class Meta:
        model = Manual
        fields = ["audience", "audience_title", "language", "title", "text"]
        widgets = {"text": area(22)}
        help_texts = {"text": MARKDOWN}

    def __init__(self, *args: Any, release: Release, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.release = release
        if self.instance.pk and self.instance.audience not in dict(USUAL):
            self.initial["audience"] = "other"

    def clean(self) -> dict[str, Any]:
        """An audience with a name, and no second manual for it in the language."""
        data = super().clean() or {}
        if data.get("audience") == "other":
            if not data.get("audience_title"):
                self.add_error("audience_title", _("Name the audience."))
            data["audience"] = audience_slug(data.get("audience_title") or "")
        else:
            data["audience_title"] = ""
        same = Manual.objects.filter(
            release=self.release, audience=data.get("audience"), language=data.get("language")
        )
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("language", _("There is a manual for this audience in this language already."))
        return data


class SourceForm(forms.Form):
    """A ZIP of the code, the address of its repository, or both."""

    upload = forms.FileField(
        label=_("ZIP file of the source code"),
        required=False,
        help_text=_(
            "It travels inside the release, so that the code is there even when the repository is not."
        ),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )
    remove_file = forms.BooleanField(label=_("Take the present ZIP file out"), required=False)
    repository_url = forms.URLField(
        label=_("Address of the repository"), required=False, assume_scheme="https"
    )
    tag = forms.CharField(label=_("Tag or commit of this version"), max_length=100, required=False)

    def __init__(self, *args: Any, has_file: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_file:
            del self.fields["remove_file"]

    def values(self) -> dict[str, Any]:
        """Where the code is, and whether the file that is there stays."""
        values = dict(self.cleaned_data)
        values["keep_file"] = not values.pop("remove_file", False)
        return values


class ReadinessForm(forms.Form):
    """One answer and one place of evidence per criterion."""

    def __init__(self, *args: Any, release: Release, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = {item.key: item for item in release.readiness.all()}
        for key, title in CRITERIA:
            item = stored.get(key)
            self.fields[f"met-{key}"] = forms.ChoiceField(
                label=title,
                choices=[("", _("Not answered yet")), *ReadinessItem.Met.choices],
                required=False,
                initial=item.met if item else "",
            )
            self.fields[f"evidence-{key}"] = forms.CharField(
                label=format_html('{}<span class="vh">: {}</span>', _("Where one can see it"), title),
                max_length=300,
                required=False,
                initial=item.evidence if item else "",
            )

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields as the page shows them: answer and evidence beside each other."""
        return [(self[f"met-{key}"], self[f"evidence-{key}"]) for key, _t in CRITERIA]

    def answers(self) -> dict[str, tuple[str, str]]:
        """Criterion → answer and evidence."""
        return {
            key: (self.cleaned_data[f"met-{key}"], self.cleaned_data[f"evidence-{key}"])
            for key, _t in CRITERIA
        }
