"""Forms of a release's parts."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.forms import ReadForm, VersionedForm
from core.uploads import UploadField
from transfer.audiences import USUAL, audience_slug
from transfer.forms.shared import MARKDOWN, area
from transfer.models import Manual, ReadinessItem, Release, SourceArchive
from transfer.readiness import CRITERIA


class ManualForm(VersionedForm):
    """A manual for one audience in one language."""

    audience = forms.ChoiceField(label=_("For whom"), choices=[*USUAL, ("other", _("Others, named below"))])
    audience_title = forms.CharField(label=_("Others, in words"), max_length=80, required=False)
    groups = (("audience", "audience_title", "language"),)

    class Meta:
        model = Manual
        fields = ["audience", "audience_title", "language", "title", "text"]
        widgets = {"text": area(22)}
        help_texts = {"text": MARKDOWN}

    def __init__(self, *args: Any, release: Release, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.release = release
        if self.instance.pk:
            self.initial.update(self.shown({"audience": self.instance.audience}))

    def shown(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """An audience of its own is one of the others."""
        usual = "audience" not in values or values["audience"] in dict(USUAL)
        return super().shown(values) | ({} if usual else {"audience": "other"})

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


class SourceForm(ReadForm):
    """A ZIP of the code, the address of its repository, or both."""

    upload = UploadField(
        kinds=("zip",),
        label=_("ZIP file of the source code"),
        required=False,
        help_text=_(
            "It travels inside the release, so that the code is there even when the repository is not."
        ),
    )
    remove_file = forms.BooleanField(label=_("Take the present ZIP file out"), required=False)
    repository_url = forms.URLField(
        label=_("Address of the repository"), required=False, assume_scheme="https"
    )
    tag = forms.CharField(label=_("Tag or commit of this version"), max_length=100, required=False)

    def __init__(self, *args: Any, source: SourceArchive | None = None, **kwargs: Any) -> None:
        stored = ("repository_url", "tag", "version")
        initial = {name: getattr(source, name) for name in stored} if source else {}
        super().__init__(*args, initial=initial, **kwargs)
        if source is None or not source.file_id:
            del self.fields["remove_file"]

    def values(self) -> dict[str, Any]:
        """Where the code is, and whether the file that is there stays."""
        values = super().values()
        values["keep_file"] = not values.pop("remove_file", False)
        return values | {"upload": self.cleaned_data["upload"]}


class ReadinessForm(ReadForm):
    """One answer and one place of evidence per criterion."""

    def __init__(self, *args: Any, release: Release, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": release.version}, **kwargs)
        self.groups = tuple((f"met-{key}", f"evidence-{key}") for key, _title in CRITERIA)
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
        """Criterion → answer and evidence, of those that the person changed."""
        values = self.values()
        touched = [key for key, _t in CRITERIA if f"met-{key}" in values]
        return {key: (values[f"met-{key}"], values[f"evidence-{key}"]) for key in touched}

    def shown(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Each answer in its two fields."""
        shown: dict[str, str] = {}
        for name, (met, evidence) in values.items():
            key = name.removeprefix("readiness-")
            shown |= {f"met-{key}": met, f"evidence-{key}": evidence}
        return shown
