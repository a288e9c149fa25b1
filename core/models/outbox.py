"""Work for the worker, and what people find on their page."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models.people import User
from core.workflow import States


class OutboxItem(models.Model):
    """Work for the worker, written in the transaction that causes it: what rolls back never happens."""

    class State(States):
        PENDING = "pending", _("Waiting")
        SENDING = "sending", _("Being done")
        DONE = "done", "ok", _("Done")
        UNCERTAIN = "uncertain", "warn", _("Perhaps sent")
        BOUNCED = "bounced", "bad", _("Refused")
        DEAD = "dead", "bad", _("Given up")

    NEED_A_HAND = (State.UNCERTAIN, State.BOUNCED, State.DEAD)

    kind = models.CharField(max_length=30)
    dedupe = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)  # or when somebody left it as it is
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["state", "not_before"]),
            models.Index(fields=["state", "done_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.dedupe}"

    def is_done(self) -> bool:
        """Whether it was done, as far as anybody can know."""
        return self.state == self.State.DONE

    def is_uncertain(self) -> bool:
        """Whether nobody knows if it was done: the machine or the line failed in the midst of it."""
        return self.state == self.State.UNCERTAIN

    def is_bounced(self) -> bool:
        """Whether it was refused for good."""
        return self.state == self.State.BOUNCED

    def needs_a_hand(self) -> bool:
        """Whether it goes on only when somebody decides, and nobody has yet."""
        return self.state in self.NEED_A_HAND and self.done_at is None


class Notice(models.Model):
    """Short news for one person, shown on the home page until read."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["user", "read_at", "-at"])]

    def __str__(self) -> str:
        return self.text
