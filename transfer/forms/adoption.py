"""Forms of an adoption."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.choosing import offer
from core.forms import ReadForm, VersionedForm
from core.letters import by_letters
from core.models import User
from network.models import Organisation
from network.permissions import adopting_bodies_of
from transfer.forms.shared import area
from transfer.models import Adoption, AdoptionTask, FollowUp, Package


class AdoptionForm(forms.Form):
    """A city takes a package up."""

    organisation = forms.ModelChoiceField(label=_("Your city"), queryset=Organisation.objects.none())
    kind = forms.ChoiceField(
        label=_("What you plan"), choices=Adoption.Kind.choices, widget=forms.RadioSelect
    )
    contact = forms.ModelChoiceField(
        label=_("Contact in your city"),
        queryset=User.objects.none(),
        help_text=_("This person is asked after 6 and 12 months how it goes."),
    )
    public = forms.BooleanField(
        label=_("Show this adoption to everybody, on the map and on the package's page"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, user: User, package: Package, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = adopting_bodies_of(user) - {package.publisher_id}
        self.cities = Organisation.objects.filter(pk__in=mine)
        offer(self, "organisation", self.cities, first=self.cities.first())
        people = User.objects.filter(memberships__organisation__in=mine, is_active=True).distinct()
        offer(self, "contact", people.order_by(by_letters("name"), "email"), first=user)
        self.fields["kind"].initial = Adoption.Kind.REPLICATE


class AdoptionEditForm(VersionedForm):
    """What the city tells about its adoption."""

    variant_url = forms.URLField(
        label=_("Address of your own version"), max_length=200, required=False, assume_scheme="https"
    )

    class Meta:
        model = Adoption
        fields = ["contact", "public", "story", "variant_url"]
        widgets = {"story": area(10)}
        help_texts = {"story": _("What you changed, what it brought, what you would do differently.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(memberships__organisation=self.instance.organisation, is_active=True)
        offer(self, "contact", people.distinct().order_by(by_letters("name"), "email"))


class StepNoteForm(forms.Form):
    """A word with a step of an adoption."""

    step = forms.CharField(max_length=30)
    note = forms.CharField(
        max_length=2000,
        required=False,
        error_messages={"max_length": _("The note is too long. Write at most 2,000 characters.")},
    )


class TaskForm(ReadForm):
    """A tick and a note in the city's checklist."""

    done = forms.BooleanField(required=False)
    note = forms.CharField(
        max_length=500,
        required=False,
        error_messages={"max_length": _("The note is too long. Write at most 500 characters.")},
    )

    def __init__(self, *args: Any, task: AdoptionTask, **kwargs: Any) -> None:
        initial = {"done": task.done_at is not None, "note": task.note, "version": task.version}
        super().__init__(*args, initial=initial, **kwargs)
        self.task = task


class FollowUpForm(VersionedForm):
    """Where the city stands."""

    class Meta:
        model = FollowUp
        fields = ["answer"]
        widgets = {"answer": area(8)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True
