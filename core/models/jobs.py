"""Long acts: who asked for what, how far it is, how it ended."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.codes import new_code
from core.models.people import User
from core.workflow import States


class Job(models.Model):
    """A long act that the worker does in steps: see `core/jobs.py`."""

    class State(States):
        WAITING = "waiting", "warn", _("Waiting for its turn")
        RUNNING = "running", "brand", _("Under way")
        DONE = "done", "ok", _("Done")
        FAILED = "failed", "bad", _("Stopped")
        CANCELLED = "cancelled", "warn", _("Cancelled")

    GOING_ON = (State.WAITING, State.RUNNING)

    code = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    kind = models.CharField(max_length=40)  # a key of JOBS in config/switchboard.py
    item_kind = models.CharField(max_length=60)
    item_id = models.BigIntegerField()
    title = models.CharField(max_length=200)  # what is done, in the words of whoever asked for it
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    language = models.CharField(max_length=10)  # in which its sentences are written
    asked_at = models.DateTimeField(default=timezone.now)
    # Not a workflow of people: the worker alone moves it, and a person can only ask it to stop.
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)  # 0 until somebody has counted
    problems = models.JSONField(default=list)  # of single items: dicts of item, field, value, reason
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    faults = models.PositiveSmallIntegerField(default=0)  # of ours, after which it was tried again
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    cancel_asked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [
            models.Index(fields=["asked_by", "-asked_at"]),
            models.Index(fields=["item_kind", "item_id", "kind", "-asked_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "item_kind", "item_id"],
                condition=Q(state__in=["waiting", "running"]),
                name="one_job_of_a_kind_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page that shows how far it is."""
        return reverse("job_detail", args=[self.code])

    def goes_on(self) -> bool:
        """Whether it waits for its turn or is under way."""
        return self.state in self.GOING_ON

    def is_done(self) -> bool:
        """Whether all of it was done."""
        return self.state == self.State.DONE

    def has_failed(self) -> bool:
        """Whether it was stopped by a refusal or a fault."""
        return self.state == self.State.FAILED

    def was_cancelled(self) -> bool:
        """Whether a person stopped it."""
        return self.state == self.State.CANCELLED

    def is_to_stop(self) -> bool:
        """Whether somebody has asked it to stop."""
        return self.cancel_asked_at is not None
