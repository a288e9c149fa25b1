"""An update."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocreation.forms.base import BoardForm
from cocreation.forms.projects import MARKDOWN
from cocreation.models import Update


class UpdateForm(BoardForm):
    """News."""

    class Meta:
        model = Update
        fields = ["title", "text", "language", "public"]
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "text": MARKDOWN,
            "public": _("Shown on the public page, if the project has one, and mailed to followers."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.is_published():
            del self.fields["public"]
