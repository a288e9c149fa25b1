"""What all forms share: their answer, and what the person read."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.editing import Clash
from core.models import Change
from core.once import make_once
from core.texts import plain_digits
from core.versioned import FieldVersioned
from core.workflow import Stale

Result = TypeVar("Result")


class ChangeForm(forms.Form):
    """Why something published is changed and, where that may be chosen, how people hear of it."""

    reason = forms.CharField(
        label=_("Why is it changed?"),
        help_text=_("Everybody can read this: it stands on the list of changes and in the mail."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    weight = forms.ChoiceField(label=_("How do people hear of it?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, weights: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prefix = "change"  # it travels with the fields of another form
        fields: dict[str, Any] = self.fields
        fields["weight"].choices = [one for one in Change.Weight.choices if one[0] in weights]
        if len(weights) == 1:
            fields["weight"].widget = forms.HiddenInput()
            fields["weight"].initial = weights[0]


def answer(
    form: Any,
    act: Callable[[], Result],
    *,
    at: str | None = None,
    catches: type[Exception] | tuple[type[Exception], ...] = (),
    once: HttpRequest | None = None,
) -> Result | None:
    """What the act gives; None where the form was not sent, is not right, or clashed, as it then says.

    What the act finds wrong is said beside the fields that it names, otherwise beside the field `at` or on
    top. So are exceptions of `catches`; any other refusal has a page of its own. With `once`, the request,
    the same words sent again make nothing new: the act must give the item that it made.
    """
    if not form.is_valid():
        return None
    try:
        return act() if once is None else make_once(once, act)
    except Clash as clash:
        clash.note()
        form.show_clash(clash)
    except ValidationError as error:
        add_errors(form, error, at)
    except catches as error:
        form.add_error(at, str(error))
        form.is_stale = isinstance(error, Stale)
    return None


def add_errors(form: forms.BaseForm, error: ValidationError, at: str | None = None) -> None:
    """Put what an action says of its values beside the fields that it names, otherwise at `at` or on top."""
    found = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    for name, errors in found.items():
        form.add_error(name if name in form.fields else at, errors)


def status_of(form: Any) -> int:
    """The status of the page that shows the form: 409 after a clash, or where the item has moved on."""
    return 409 if getattr(form, "clash", None) or getattr(form, "is_stale", False) else 200


def _without_id() -> forms.HiddenInput:
    return forms.HiddenInput(attrs={"id": False})  # a page may have several forms


def number_of(text: Any) -> int:
    """The version that a hidden field names; 0 for what is none."""
    return int(text) if re.fullmatch("[0-9]{1,9}", str(text)) else 0


LEFT_ALONE = "left"  # draft-form.js says so of a field that it has filled itself


class ReadForm(forms.Form):
    """A form that knows what the person read: the item's version, and a digest of what each field showed.

    So a field that the person left alone is known without script, and never sent back over another text.
    After a clash `theirs` is what others wrote, as label and words; what the person typed stays in place.
    """

    # Fields whose values hang together: whoever changes one of them has changed them all.
    groups: tuple[tuple[str, ...], ...] = ()

    version = forms.CharField(widget=_without_id(), required=False)
    as_read = forms.CharField(widget=_without_id(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.theirs: list[tuple[str, str]] = []
        self.clash: Clash | None = None
        # Called when the page is made: until then fields may be added.
        self.initial = {**self.initial, "as_read": self._digests}

    def version_read(self) -> int:
        """The version of the item that the person saw; 0 for a new one, and where it is not told."""
        return number_of(self.data.get(self.add_prefix("version")))

    def touched(self) -> set[str]:
        """The fields that the person changed; all of them where the form came without digests."""
        read = self._read()
        left_alone = {name for name in read if read[name] in (LEFT_ALONE, _digest(self._sent(name)))}
        touched = {name for name in self._names() if name not in left_alone}
        return touched.union(*(group for group in self.groups if touched.intersection(group)))

    def values(self) -> dict[str, Any]:
        """What to change: the fields that the person changed."""
        touched = self.touched()
        return {name: _with_plain_lines(self.cleaned_data[name]) for name in self._names() if name in touched}

    def shown(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Values of the item, by name, as the fields of this form show them."""
        return dict(values)

    def show_clash(self, clash: Clash) -> None:
        """Show what others wrote beside what the person typed; sent again, it overwrites what was shown."""
        touched, read = self.touched(), self._read()
        sent: Any = self.data  # a QueryDict, or the dictionary of a test
        self.data = data = sent.copy()
        self.clash = clash
        clashing = self.shown(clash.fields)
        for name, value in self.shown(clash.others | clash.fields).items():
            if name not in self.fields:
                continue
            now = _posted(self.fields[name], value)
            if name in clashing and read.get(name) != _digest(now):
                self.theirs.append((str(self[name].label), self._words(name, value)))
            read[name] = _digest(now)
            if name not in touched:
                self._put(data, name, now)
        data[self.add_prefix("version")] = str(clash.version)
        data[self.add_prefix("as_read")] = json.dumps(read)
        if not self.theirs:
            self.add_error(None, str(clash))

    def sent(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Values of the item, by name, as this form sends them; see docs/autosave.md."""
        shown = {name: value for name, value in self.shown(values).items() if name in self.fields}
        return {name: _wire(self.fields[name], value) for name, value in shown.items()}

    def as_shown(self) -> dict[str, Any]:
        """What a browser would send of this form if nobody touched it, to bind a form that shows errors."""
        data: dict[str, Any] = {name: self[name].value() for name in ("version", "as_read")}
        for name in self._names():
            value = self.get_initial_for_field(self.fields[name], name)
            self._put(data, name, _posted(self.fields[name], value))
        return data

    def _names(self) -> list[str]:
        """The fields that a person can fill in, files aside."""
        return [
            name
            for name, field in self.fields.items()
            if name not in ("version", "as_read")
            and not field.disabled
            and not isinstance(field, forms.FileField)
        ]

    def _digests(self) -> str:
        return json.dumps(digests(self, self._names()))

    def _read(self) -> dict[str, str]:
        try:
            read = json.loads(self.data.get(self.add_prefix("as_read")) or "{}")
        except ValueError:
            return {}
        return read if isinstance(read, dict) else {}

    def _sent(self, name: str) -> list[str]:
        if name not in self.fields:
            return []
        widget = self.fields[name].widget
        value = widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        return _texts("on" if value is True else "" if value is False else value)

    def _put(self, data: Any, name: str, texts: list[str]) -> None:
        key = self.add_prefix(name)
        if hasattr(data, "setlist"):
            data.setlist(key, texts)
        else:
            several = getattr(self.fields[name].widget, "allow_multiple_selected", False)
            data[key] = texts if several else "".join(texts)

    def _words(self, name: str, value: Any) -> str:
        """A field's value for a reader: labels for choices, else what its control shows."""
        field, texts = self.fields[name], _posted(self.fields[name], value)
        if isinstance(field, forms.BooleanField):
            return str(_("Yes") if texts else _("No"))
        if hasattr(field, "choices") and hasattr(field.widget, "choices"):
            labels = {
                str(key): str(label) for key, label in field.choices if not isinstance(label, list | tuple)
            }
            return ", ".join(labels.get(text, text) for text in texts)
        return ", ".join(texts)


def digests(form: forms.BaseForm, names: Iterable[str] | None = None) -> dict[str, str]:
    """A digest of what each of these fields shows at first; of all fields unless told which."""
    names = form.fields if names is None else names
    shown = {name: form.get_initial_for_field(form.fields[name], name) for name in names}
    return {name: _digest(_posted(form.fields[name], value)) for name, value in shown.items()}


def _posted(field: forms.Field, value: Any) -> list[str]:
    """What a browser sends of a field that shows the value, as texts."""
    value = as_typed(field.prepare_value(value))
    if isinstance(field.widget, forms.CheckboxInput):
        return ["on"] if field.widget.check_test(value) else []
    return _texts(field.widget.format_value(value))


def _wire(field: forms.Field, value: Any) -> Any:
    texts = _posted(field, value)
    if isinstance(field.widget, forms.CheckboxInput):
        return bool(texts)
    return texts if getattr(field.widget, "allow_multiple_selected", False) else "".join(texts)


def _texts(value: Any) -> list[str]:
    several = value if isinstance(value, list | tuple) else [value]
    return sorted(_with_plain_lines(str(one)) for one in several if one not in (None, ""))


def _digest(texts: list[str]) -> str:
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:16]


def _with_plain_lines(value: Any) -> Any:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def as_typed(value: Any) -> Any:
    """A decimal number as people type it, without the zeros that its column adds; anything else as it is."""
    return plain_digits(value) if isinstance(value, Decimal) else value


class VersionedForm(ReadForm, forms.ModelForm):
    """Fields of an item that others may be changing too.

    Only the fields' own rules run here, and the instance stays as it is: the action checks a fresh copy.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: as_typed(value) for name, value in self.initial.items()}
        if self.instance.pk:
            self.initial["version"] = self.instance.version

    def _post_clean(self) -> None:
        """The instance stays as it is."""

    def values(self) -> dict[str, Any]:
        """What to change: all fields of a new item or one whose fields belong together, else those changed.

        Fields of the form that are none of the model are always among them.
        """
        changed = super().values()
        whole = not self.instance.pk or not isinstance(self.instance, FieldVersioned)
        return {
            name: _with_plain_lines(value)
            for name, value in self.cleaned_data.items()
            if name not in ("version", "as_read")
            and (whole or name in changed or name not in (self._meta.fields or ()))
        }
