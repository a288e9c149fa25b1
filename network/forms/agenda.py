"""Topics and material of an event."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import User
from core.uploads import UploadField
from network.models import AgendaItem, Organisation


class AgendaItemForm(forms.ModelForm):
    """A topic that a member puts forward."""

    class Meta:
        model = AgendaItem
        fields = ["title", "description", "organisation"]
        labels = {"organisation": _("In the name of")}
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["organisation"].queryset = Organisation.objects.of(user)
        fields["organisation"].required = True


class MaterialForm(forms.Form):
    """A file or a link."""

    title = forms.CharField(label=_("Title"), max_length=200)
    file = UploadField(label=_("File"), required=False)
    url = forms.URLField(label=_("or an address"), max_length=300, required=False, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        super().clean()
        data = self.cleaned_data
        if not data.get("file") and not data.get("url") and not self.errors:
            self.add_error("file", _("Add a file or an address."))
        return data
