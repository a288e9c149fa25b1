"""What an office can take off the public site, and show again."""

from django.db import models

from network.models.organisation import Organisation


class Withholdable(models.Model):
    """Something public of an organisation: see `network/actions/withholding.py`."""

    withheld_at = models.DateTimeField(null=True, blank=True, editable=False)
    withheld_reason = models.TextField(blank=True, editable=False)

    class Meta:
        abstract = True

    def is_withheld(self) -> bool:
        """Whether the network office has taken it off the site."""
        return self.withheld_at is not None

    def answers_for_it(self) -> Organisation:
        """Whose it is: the office that admitted this organisation decides, its people are told."""
        raise NotImplementedError
