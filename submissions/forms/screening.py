"""What the office fills in."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.choosing import NamedField, offer
from core.forms import ReadForm
from core.templatetags.times import zone_label
from core.zones import zone
from network.models import Organisation
from submissions.models import EligibilityCheck, Entry
from submissions.models.screening import verdict_names


class LocalMomentField(forms.DateTimeField):
    """A moment in a named zone. A time that the zone skips or has twice is refused with a sentence."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **kwargs)
        self.zone = "UTC"

    def clean(self, value: Any) -> datetime | None:
        """The moment, read as a time of the field's zone."""
        with timezone.override(zone(self.zone)):
            return super().clean(value)


def _told(check: EligibilityCheck | None) -> str:
    """What was said of an earlier version, where the verdict has to be given again."""
    if check is None or check.version is None:
        return ""
    words = {
        "number": check.version.number,
        "verdict": check.get_verdict_display(),
        "reason": f" – {check.reason}" if check.reason else "",
    }
    return gettext("On version %(number)s: %(verdict)s%(reason)s. The team has changed this since.") % words


class ChecksForm(ReadForm):
    """A verdict and a reason per rule, under their verdict_names; and a note that the team reads."""

    note = forms.CharField(
        label=_("Note to the team"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "id": "note"}),
    )

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": entry.version}, **kwargs)
        known, before = ({one.rule_id: one for one in some} for some in entry.checks_by_standing())
        self.rules = list(entry.challenge.competition.eligibility_rules.filter(retired_at=None))
        for number, rule in enumerate(self.rules, start=1):
            check = known.get(rule.pk)
            verdict, reason = verdict_names(rule.pk)
            self.fields[verdict] = forms.ChoiceField(
                label=f"{number}. {rule.text}",
                help_text=" ".join(filter(None, [rule.help, _told(before.get(rule.pk))])),
                choices=EligibilityCheck.Verdict.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=check.verdict if check else None,
            )
            self.fields[reason] = forms.CharField(
                label=_("Reason for %(number)s, which the team reads if it is not met") % {"number": number},
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=check.reason if check else "",
            )
        self.groups = tuple(verdict_names(rule.pk) for rule in self.rules)

    def clean(self) -> dict[str, Any]:
        """A rule that is not met needs a reason."""
        data = super().clean() or {}
        for rule in self.rules:
            verdict, reason = verdict_names(rule.pk)
            if data.get(verdict) == EligibilityCheck.Verdict.NO and not (data.get(reason) or "").strip():
                self.add_error(reason, _("Say why this rule is not met."))
        return data

    def verdicts(self) -> dict[int, tuple[str, str]]:
        """Verdict and reason of each rule that the person judged, as the action takes them."""
        values = self.values()
        names = {rule.pk: verdict_names(rule.pk) for rule in self.rules}
        return {
            rule: (values[verdict], values[reason].strip())
            for rule, (verdict, reason) in names.items()
            if verdict in values
        }

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each rule."""
        names = [verdict_names(rule.pk) for rule in self.rules]
        return [(self[verdict], self[reason]) for verdict, reason in names]


class ClarificationForm(forms.Form):
    """What the office asks, in which sections, and until when."""

    sections = forms.MultipleChoiceField(label=_("Sections to reopen"), widget=forms.CheckboxSelectMultiple)
    message = forms.CharField(
        label=_("What the team should clear up"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    due_at = LocalMomentField(label=_("Answer until"))

    def __init__(self, *args: Any, sections: list[tuple[str, Any]], zone_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["sections"].choices = sections
        _set_zone(self.fields["due_at"], zone_name)

    def clean_due_at(self) -> datetime:
        """A moment in the future."""
        due_at = self.cleaned_data["due_at"]
        if due_at <= timezone.now():
            raise forms.ValidationError(_("Choose a moment in the future."))
        return due_at


class ExtensionForm(forms.Form):
    """More time for one team."""

    organisation = NamedField(
        label=_("Team"),
        empty_label=_("Choose a team"),
        queryset=Organisation.objects.none(),
        help_text=_("Teams that have begun an entry for this challenge."),
    )
    until = LocalMomentField(label=_("New deadline of this team"))
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The team and the audit trail get it, with your name."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, challenge: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", Organisation.objects.filter(entries__challenge=challenge).distinct())
        self.closes_at = challenge.deadline()
        _set_zone(self.fields["until"], challenge.zone())

    def clean_until(self) -> datetime:
        """A moment after the common deadline and in the future."""
        until = self.cleaned_data["until"]
        if until <= max(self.closes_at, timezone.now()):
            raise forms.ValidationError(_("Choose a moment after the common deadline and in the future."))
        return until


class ReturnForm(forms.Form):
    """Why a proposed verdict is returned."""

    reason = forms.CharField(
        label=_("Why you return it"),
        help_text=_("Needed where it is a colleague's, who reads it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReasonForm(forms.Form):
    """A reason that the team reads."""

    reason = forms.CharField(
        label=_("What did the second look find?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _set_zone(field: Any, name: str) -> None:
    field.zone = name
    field.help_text = _("In %(zone)s.") % {"zone": zone_label(name)}
