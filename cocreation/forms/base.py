"""What forms on a board have in common."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayInput(forms.DateInput):
    """A day, in the form that the browser's own picker wants."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class BoardForm(forms.ModelForm):
    """A form that remembers which version of the item it shows; `values` is what an action wants."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["version"] = self.instance.version
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.widget = DayInput()

    def version_read(self) -> int:
        """The version that the person saw; 0 for a new item."""
        return self.cleaned_data["version"] or 0

    def values(self) -> dict[str, Any]:
        """The fields without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


FILE_HELP = _("PDF, PNG or JPEG, at most 20 MB.")
