"""What an import of challenges did."""

from django.db import models
from django.utils import timezone

from challenges.models.competition import Competition
from core.codes import new_code
from core.models import User


class ImportRun(models.Model):
    """One reading of one feed, with its report."""

    code = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    file_name = models.CharField(max_length=200)
    competition = models.ForeignKey(Competition, on_delete=models.PROTECT, related_name="imports")
    feed = models.FileField(max_length=120, blank=True)  # as long as it is being imported
    dry = models.BooleanField(default=False)  # nothing was stored: the report says what would have been
    report = models.JSONField(default=dict)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.file_name
