"""Forms of a release."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import VersionedForm
from transfer.forms.shared import MARKDOWN, area
from transfer.models import Release
from transfer.models.release import semantic_version


class ReleaseCreateForm(forms.Form):
    """The number of a new version."""

    number = forms.CharField(
        label=_("Version"),
        max_length=17,
        validators=[semantic_version],
        help_text=_(
            "Three numbers: 1.0.1 for corrections, 1.1.0 for additions, 2.0.0 when users must change."
        ),
    )


class ReleaseForm(VersionedForm):
    """Number and notes of a draft."""

    class Meta:
        model = Release
        fields = ["number", "notes"]
        widgets = {"notes": area(6)}
        help_texts = {"notes": MARKDOWN}

    def clean_number(self) -> str:
        """A number that no other version of the package has."""
        number = self.cleaned_data["number"]
        semantic_version(number)
        if (
            Release.objects.filter(package=self.instance.package, number=number)
            .exclude(pk=self.instance.pk)
            .exists()
        ):
            raise forms.ValidationError(_("Another version has this number already."))
        return number


class ReasonForm(forms.Form):
    """A reason that others will read."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=area(4))
