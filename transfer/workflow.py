"""The states of a release and of an adoption, and what must hold for each step."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import ConcurrentTransitionMixin, FSMField

from core.workflow import States, guard, transition
from transfer.permissions import is_adopter, is_publisher, is_publisher_or_reviewer, is_reviewer


@guard(_("Something is still missing; the check page lists it."))
def is_complete(release: "ReleaseWorkflow") -> bool:
    """Whether nothing that a release needs is missing."""
    return not release.missing()


@guard(_("Your organisation is not a member of the network. The network office has to admit it first."))
def has_member_as_publisher(release: "ReleaseWorkflow") -> bool:
    """Whether the publisher speaks for the network."""
    return release.package.publisher.is_approved()


@guard(_("The release is approved once its file has been built."))
def has_bag(release: "ReleaseWorkflow") -> bool:
    """Whether the file that people will download is there."""
    return bool(release.bag and release.bag_sha256)


@guard(_("It has been approved and is being built."))
def is_not_being_built(release: "ReleaseWorkflow") -> bool:
    """Whether no approval is under way."""
    return release.approved_at is None


@guard(_("Say why, so that those who use it know."), asked=True)
def has_withdrawal_reason(release: "ReleaseWorkflow") -> bool:
    """Whether the reason for the withdrawal is written down."""
    return bool(release.withdrawal_reason.strip())


@guard(_("The network office has taken this version off the site. Withdraw it when it is shown again."))
def is_on_the_site(release: "ReleaseWorkflow") -> bool:
    """Whether those who use it can read that it is withdrawn."""
    return not release.is_off_the_site()


@guard(_("Say why you stop; others learn from it."), asked=True)
def has_drop_reason(adoption: "AdoptionWorkflow") -> bool:
    """Whether the reason for stopping is written down."""
    return bool(adoption.drop_reason.strip())


class ReleaseWorkflow(ConcurrentTransitionMixin, models.Model):
    """draft → in review → published → superseded | withdrawn; a release is public only with its file."""

    class State(States):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", "warn", _("In review")
        PUBLISHED = "published", "ok", _("Published")
        SUPERSEDED = "superseded", _("Superseded")
        WITHDRAWN = "withdrawn", "bad", _("Withdrawn")

    OPEN = (State.DRAFT, State.IN_REVIEW)
    PUBLIC = (State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN)

    # Fields of the model that the steps read or set.
    approved_at: datetime | None
    bag: FieldFile
    package: Any
    bag_sha256: str
    published_at: datetime | None
    withdrawal_reason: str

    state = FSMField(choices=State.choices, default=State.DRAFT, protected=True, editable=False)

    class Meta:
        abstract = True

    def is_off_the_site(self) -> bool:
        """Whether an office took it off the site, or its package."""
        raise NotImplementedError

    def missing(self) -> list[tuple[str, str]]:
        """What it still needs before a review: the section and a sentence each."""
        raise NotImplementedError

    @transition(
        field=state,
        source=State.DRAFT,
        target=State.IN_REVIEW,
        conditions=[is_complete, has_member_as_publisher],
        permission=is_publisher,
        custom={"label": _("Send to review"), "post": "transfer:release_send"},
    )
    def send_to_review(self) -> None:
        """Hand the release to the network office."""

    @transition(
        field=state,
        source=State.IN_REVIEW,
        target=State.DRAFT,
        conditions=[is_not_being_built],
        permission=is_publisher_or_reviewer,
        custom={"label": _("Return to draft"), "style": "second", "post": "transfer:release_return"},
    )
    def return_to_draft(self) -> None:
        """Open the release for changes again."""

    @transition(
        field=state,
        source=State.IN_REVIEW,
        target=State.PUBLISHED,
        conditions=[has_bag],
        permission=is_reviewer,
        # The reviewer's button is the approval; the worker takes this step when the file is there.
        custom={"label": _("Publish"), "inside": "build_release"},
    )
    def publish(self) -> None:
        """Put the release on the shelf."""
        self.published_at = timezone.now()

    @transition(
        field=state,
        source=State.PUBLISHED,
        target=State.SUPERSEDED,
        permission=is_publisher_or_reviewer,
        custom={"label": _("Supersede"), "inside": "build_release"},  # done by the next release
    )
    def supersede(self) -> None:
        """A newer release stands in its place; the file stays."""

    @transition(
        field=state,
        source=[State.PUBLISHED, State.SUPERSEDED],
        target=State.WITHDRAWN,
        conditions=[is_on_the_site, has_withdrawal_reason],
        permission=is_publisher_or_reviewer,
        custom={"label": _("Withdraw"), "style": "danger", "page": "transfer:release_withdraw"},
    )
    def withdraw(self) -> None:
        """Advise against its use; the file stays."""


class AdoptionWorkflow(ConcurrentTransitionMixin, models.Model):
    """interested → evaluating → adapting → piloting → in operation → ended; dropped until in operation."""

    class State(States):
        INTERESTED = "interested", "warn", _("Interested")
        EVALUATING = "evaluating", "warn", _("Evaluating")
        ADAPTING = "adapting", "brand", _("Adapting")
        PILOTING = "piloting", "brand", _("Piloting")
        IN_OPERATION = "in_operation", "ok", _("In operation")
        ENDED = "ended", _("Ended")
        DROPPED = "dropped", "bad", _("Dropped")

    OVER = (State.ENDED, State.DROPPED)

    # Fields of the model that the steps read or set.
    drop_reason: str
    in_operation_since: datetime | None

    state = FSMField(choices=State.choices, default=State.INTERESTED, protected=True, editable=False)

    class Meta:
        abstract = True

    @transition(
        field=state,
        source=State.INTERESTED,
        target=State.EVALUATING,
        permission=is_adopter,
        custom={"label": _("We have begun to evaluate it"), "post": "transfer:adoption_transition"},
    )
    def evaluate(self) -> None:
        """The city looks at it closely."""

    @transition(
        field=state,
        source=State.EVALUATING,
        target=State.ADAPTING,
        permission=is_adopter,
        custom={"label": _("We are adapting it"), "post": "transfer:adoption_transition"},
    )
    def adapt(self) -> None:
        """The city makes it fit."""

    @transition(
        field=state,
        source=State.ADAPTING,
        target=State.PILOTING,
        permission=is_adopter,
        custom={"label": _("Our pilot has begun"), "post": "transfer:adoption_transition"},
    )
    def pilot(self) -> None:
        """The city tries it with real people."""

    @transition(
        field=state,
        source=State.PILOTING,
        target=State.IN_OPERATION,
        permission=is_adopter,
        custom={"label": _("It is in operation"), "post": "transfer:adoption_transition"},
    )
    def operate(self) -> None:
        """The city uses it every day."""
        self.in_operation_since = timezone.now()

    @transition(
        field=state,
        source=State.IN_OPERATION,
        target=State.ENDED,
        permission=is_adopter,
        custom={
            "label": _("We have stopped using it"),
            "style": "second",
            "post": "transfer:adoption_transition",
        },
    )
    def end(self) -> None:
        """The city no longer uses it."""

    @transition(
        field=state,
        source=[State.INTERESTED, State.EVALUATING, State.ADAPTING, State.PILOTING],
        target=State.DROPPED,
        conditions=[has_drop_reason],
        permission=is_adopter,
        custom={"label": _("Drop the adoption"), "style": "danger", "page": "transfer:adoption_drop"},
    )
    def drop(self) -> None:
        """The city does not go on."""
