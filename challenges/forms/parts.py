"""The parts of a competition: which kinds there are, and a form for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from challenges.forms.form_questions import CONDITIONS, QuestionForm
from challenges.models import (
    AreaOfAction,
    Competition,
    Criterion,
    EligibilityRule,
    FormQuestion,
    FormSection,
)
from challenges.models.form import BASICS, FILES
from core.forms import VersionedForm

MOTIFS = [
    (0, _("Water and green")),
    (1, _("Mobility")),
    (2, _("People")),
    (3, _("Energy")),
    (4, _("Health")),
    (5, _("Data and economy")),
]


class AreaForm(VersionedForm):
    """An area of action with its picture."""

    motif = forms.TypedChoiceField(label=_("Picture"), choices=MOTIFS, coerce=int)

    class Meta:
        model = AreaOfAction
        fields = ["title", "description", "awards_planned", "motif", "order"]
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"awards_planned": _("Everybody can read it. The jury decides whether it gives them.")}


class CriterionForm(VersionedForm):
    """A criterion, its weight, and a worded anchor for each step of the scale."""

    class Meta:
        model = Criterion
        fields = ["title", "description", "weight", "order"]
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"weight": _("The weights of all criteria add up to 100.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step, anchor in self.instance.steps():
            self.fields[f"anchor_{step}"] = forms.CharField(
                label=_("What %(step)s means") % {"step": step},
                initial=anchor,
                required=False,
                max_length=200,
            )

    def values(self) -> dict[str, Any]:
        """The anchors go together into one value."""
        values = super().values()
        anchors = {str(step): values.pop(f"anchor_{step}") for step, _anchor in self.instance.steps()}
        if not self.instance.pk or any(name.startswith("anchor_") for name in self.touched()):
            values["anchors"] = anchors
        return values

    def shown(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The anchors come apart again."""
        anchors = {f"anchor_{step}": text for step, text in values.get("anchors", {}).items()}
        return super().shown(values) | anchors


class SectionForm(VersionedForm):
    """A page of the entry form."""

    class Meta:
        model = FormSection
        fields = ["title", "identifier", "help", "order"]
        widgets = {"help": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "identifier": _("Short and in small letters, such as idea. It stays the same for good.")
        }


class RuleForm(VersionedForm):
    """A condition that each entry is checked against."""

    class Meta:
        model = EligibilityRule
        fields = ["text", "help", "sections", "order"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = self.instance.competition.form_sections.values_list("identifier", "title")
        self.fields["sections"] = forms.MultipleChoiceField(
            label=_("What it looks at"),
            help_text=_("A verdict has to be given again when the team changes this. None ticked: anything."),
            choices=[(BASICS, _("Title and summary")), *sections, (FILES, _("Files"))],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )


@dataclass(frozen=True)
class PartKind:
    """One kind of part: its words, its model and its form."""

    key: str
    model: type[models.Model]
    form: type[VersionedForm]
    title: Any
    intro: Any
    add: Any
    one: Any

    def rows(self, competition: Competition) -> Any:
        """The competition's parts of this kind, in order, those in force first."""
        by = "section__competition" if self.model is FormQuestion else "competition"
        found = self.model._default_manager.filter(**{by: competition})
        if self.model is FormQuestion:
            by_place = F("retired_at").asc(nulls_first=True), "section__order", "section_id", "order", "id"
            return found.select_related("section").order_by(*by_place)
        return found.retired_last() if hasattr(found, "retired_last") else found

    def new(self, competition: Competition) -> models.Model:
        """An empty part of the competition."""
        return self.model() if self.model is FormQuestion else self.model(competition=competition)


PARTS = {
    kind.key: kind
    for kind in [
        PartKind(
            "areas",
            AreaOfAction,
            AreaForm,
            _("Areas of action"),
            _("The fields in which the competition looks for solutions."),
            _("Add an area"),
            _("Area of action"),
        ),
        PartKind(
            "criteria",
            Criterion,
            CriterionForm,
            _("Criteria and weights"),
            _("What jurors score, on a scale of 0 to 5. The weights add up to 100."),
            _("Add a criterion"),
            _("Criterion"),
        ),
        PartKind(
            "sections",
            FormSection,
            SectionForm,
            _("Sections of the entry form"),
            _("Each section is a page that teams fill in and tick off."),
            _("Add a section"),
            _("Section"),
        ),
        PartKind(
            "questions",
            FormQuestion,
            QuestionForm,
            _("Questions of the entry form"),
            _("A question that is no longer needed is retired: the answers given to it are kept."),
            _("Add a question"),
            _("Question"),
        ),
        PartKind(
            "rules",
            EligibilityRule,
            RuleForm,
            _("Eligibility rules"),
            _("Each entry is checked against them before jurors see it; a refusal names the rule."),
            _("Add a rule"),
            _("Eligibility rule"),
        ),
    ]
}


def part_form(
    kind: PartKind, competition: Competition, part: models.Model, data: Any = None
) -> VersionedForm:
    """The form of a part; a question chooses among the competition's own sections, identifiers stay."""
    form = kind.form(data, instance=part)
    fields: dict[str, Any] = form.fields
    if part.pk is None:
        fields.pop("order")  # new parts go to the end
    elif "identifier" in fields:
        fields["identifier"].disabled = True
    if isinstance(form, QuestionForm):
        form.in_zone(competition.time_zone)
        fields["section"].queryset = competition.form_sections.all()
        others = FormQuestion.objects.in_force().filter(section__competition=competition)
        fields["shown_if"].queryset = others.exclude(pk=part.pk).filter(kind__in=CONDITIONS)
    return form
