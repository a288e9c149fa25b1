"""What several forms use."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.workflow import Refused
from network.roles import Role

ACTING = (Role.EDITOR, Role.COORDINATOR)
MARKDOWN = _("You may use Markdown: # for headings, - for lists.")


def area(rows: int, words: int = 0) -> forms.Textarea:
    """A text area; with `words`, the page counts what remains."""
    return forms.Textarea(attrs={"rows": rows} | ({"data-words": words} if words else {}))


def checked(form: forms.Form) -> dict[str, Any]:
    """What was sent with a button; raises Refused in the form's words, where no page shows the form again."""
    if not form.is_valid():
        raise Refused(" ".join(str(sentence) for errors in form.errors.values() for sentence in errors))
    return form.cleaned_data
