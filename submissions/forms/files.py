"""What a team says of its files."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import VersionedForm
from core.uploads import UploadField
from submissions.models import Attachment


class AttachmentForm(forms.Form):
    """A new file with its title and its text alternative."""

    file = UploadField(
        label=_("File"),
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


class AttachmentEditForm(VersionedForm):
    """What is said about a file, and its place in the list."""

    class Meta:
        model = Attachment
        fields = ["title", "alternative_text", "order"]
        widgets = {"alternative_text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"alternative_text": _("In words, for jurors who cannot see it.")}


class FileForm(forms.Form):
    """A file in the place of another."""

    file = UploadField(
        label=_("New file"),
        error_messages={"required": _("Choose a file.")},
    )
