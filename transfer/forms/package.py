"""Forms of a package."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocreation.models import Project
from core.choosing import NamedField, offer
from core.editing import Clash
from core.forms import VersionedForm, digests, number_of
from core.languages import language_choices
from core.letters import by_letters
from core.models import User
from network.models import Organisation
from network.permissions import organisation_ids
from transfer.forms.shared import ACTING, MARKDOWN, area
from transfer.models import Package, ReplicationStep


class PackageCreateForm(forms.Form):
    """A package by hand: whose, and what it is called."""

    publisher = forms.ModelChoiceField(label=_("Published by"), queryset=Organisation.objects.none())
    title = forms.CharField(label=_("Title"), max_length=160)
    language = forms.ChoiceField(label=_("Language of its texts"), choices=language_choices)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mine = Organisation.objects.filter(pk__in=organisation_ids(user, *ACTING))
        offer(self, "publisher", self.mine, first=self.mine.first())


class ProjectChoiceForm(forms.Form):
    """A package from one of the user's projects in transfer."""

    project = forms.ModelChoiceField(
        label=_("Project"), queryset=Project.objects.none(), to_field_name="code"
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        projects = Project.objects.in_transfer().filter(package=None)
        self.mine = projects.filter(city__in=organisation_ids(user, *ACTING))
        offer(self, "project", self.mine)


class BasicsForm(VersionedForm):
    """Title, texts, contact."""

    based_on = NamedField(
        Package.objects.none(),
        name="title",
        label=_("Based on"),
        help_text=_("If this is a variant of another city's package, name that one."),
        required=False,
    )

    class Meta:
        model = Package
        fields = Package.BASICS
        widgets = {"description": area(10), "summary": area(2)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Package.objects.once_published().exclude(pk=self.instance.pk)
        offer(self, "based_on", others.order_by(by_letters("title"), "pk"))


class NeedsForm(VersionedForm):
    """What an adopting city must bring."""

    class Meta:
        model = Package
        fields = Package.NEEDS
        widgets = {name: area(4) for name in Package.NEEDS}
        help_texts = {
            "needs_money": _("To introduce it and to run it for a year, and where one can save."),
            "needs_staff": _("Who is needed, for how many hours, with which skills."),
            "needs_data": _("Data, devices, servers and connections that must be there."),
            "needs_law": _("Rules on data protection, procurement, licences or permits to check."),
        }


class ResultsForm(VersionedForm):
    """What was found out."""

    class Meta:
        model = Package
        fields = Package.FINDINGS
        widgets = {name: area(7) for name in Package.FINDINGS}
        help_texts = {"results": MARKDOWN, "known_limits": _("Where it does not help, or not yet.")}


class LicenceForm(VersionedForm):
    """Terms and maturity."""

    class Meta:
        model = Package
        fields = Package.TERMS


class StepForm(forms.ModelForm):
    """One step of the checklist."""

    class Meta:
        model = ReplicationStep
        fields = ["order", "title", "text"]
        widgets = {"text": area(2), "order": forms.NumberInput(attrs={"min": 1, "max": 99})}


class Steps(forms.BaseFormSet):
    """All steps of a package, which go and come together."""

    def __init__(self, data: Any = None, *, package: Package) -> None:
        super().__init__(data, initial=list(package.steps.values("order", "title", "text")))
        self.version = package.version
        self.clash: Clash | None = None
        self.theirs: list[tuple[str, str]] = []

    def as_read(self) -> str:
        """What each field showed when the person opened the page, as `core.forms.ReadForm` tells it."""
        if self.is_bound:
            return self.data.get("as_read", "{}")
        shown = {form.add_prefix(name): digest for form in self for name, digest in digests(form).items()}
        return json.dumps(shown)

    def version_read(self) -> int:
        """The version of the package that the person saw."""
        return number_of(self.data.get("version"))

    def kept(self) -> list[dict[str, Any]]:
        """The steps that are filled in and not ticked to go."""
        return [form.cleaned_data for form in self if form.cleaned_data and form not in self.deleted_forms]

    def show_clash(self, clash: Clash) -> None:
        """Show the steps that somebody else wrote above those that the person typed."""
        lines = [f"{n}. {title}\n{text}" for n, (title, text) in enumerate(clash.fields["steps"], 1)]
        self.clash, self.version = clash, clash.version
        self.theirs = [(str(_("Steps for an adopting city")), "\n".join(lines))]


StepFormSet: type[Steps] = forms.formset_factory(  # type: ignore[assignment]
    StepForm, formset=Steps, extra=2, can_delete=True, max_num=40, validate_max=True
)
