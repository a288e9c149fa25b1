"""Files and data sets of a challenge."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from challenges.actions.resources import KINDS
from challenges.models import Resource
from core.forms import VersionedForm
from core.uploads import UploadField


class ResourceForm(VersionedForm):
    """What is said about it, and the address of a data set that lies elsewhere."""

    url = forms.URLField(label=_("Web address"), max_length=500, required=False, assume_scheme="https")

    class Meta:
        model = Resource
        fields = ["url", "title", "description", "terms"]
        help_texts = {
            "description": _("Such as period, area and columns."),
            "terms": _("Such as “CC BY 4.0”, or “For this call only; delete it afterwards”."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.file_id:
            del self.fields["url"]
        elif self.instance.pk:
            self.fields["url"].required = True


class NewResourceForm(ResourceForm):
    """The same with a file; either of the two is given."""

    upload = UploadField(
        label=_("File"), kinds=KINDS, required=False, help_text=_("Tables best as CSV in a ZIP.")
    )
    names_nobody = forms.BooleanField(
        label=_("It names no people, or they have agreed"),
        help_text=_("Everybody can download it."),
    )

    field_order = ["upload", "url", "title", "description", "terms", "names_nobody"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["url"].help_text = _("Instead of a file: where the data set is published.")

    def clean(self) -> dict[str, Any]:
        """One of file and address."""
        super().clean()
        given = [bool(self.cleaned_data.get(name)) for name in ("upload", "url")]
        if not {"upload", "url"} & self.errors.keys() and sum(given) != 1:
            raise ValidationError(_("Choose a file, or give the address of a data set: one of the two."))
        return self.cleaned_data
