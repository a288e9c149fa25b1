"""The panel, its jurors and their invitations."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from challenges.models import AreaOfAction, Challenge, Competition, Criterion
from core.codes import new_code
from core.languages import validate_languages
from core.letters import by_letters
from core.models import Anyone, TransitionRecord, User
from core.queries import related
from core.search.followed import Followed
from core.versioned import FieldVersioned
from juries.queries import AssignmentQuerySet, ConflictQuerySet, PanelQuerySet
from juries.workflow.assignment import AssignmentWorkflow
from juries.workflow.panel import PanelWorkflow
from network.models import InvitationBase, Organisation
from submissions.models import Entry
from submissions.queries import EntryQuerySet


def new_seed() -> int:
    """A number that fixes every draw of lots of one panel."""
    return secrets.randbelow(2**31)


class Panel(PanelWorkflow, FieldVersioned, Followed):
    """Jurors who judge the entries of some challenges together."""

    PROTOCOL = "jury_protocol"  # the paper that the chair signs: a key of PAPERS in config/switchboard.py

    code = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    competition = models.ForeignKey(Competition, on_delete=models.PROTECT, related_name="panels")
    title = models.CharField(_("title"), max_length=200)
    challenges = models.ManyToManyField(
        Challenge, related_name="panels", blank=True, verbose_name=_("challenges")
    )
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    blind = models.BooleanField(_("blind: jurors do not learn who handed in"), default=True)
    reviews_per_entry = models.PositiveSmallIntegerField(_("jurors for each entry"), default=3)
    quorum = models.PositiveSmallIntegerField(
        _("finished scorecards that an entry needs to be ranked"), default=2
    )
    method = models.CharField(
        _("method"), max_length=20, choices=Competition.Method.choices, default=Competition.Method.LENIENCY
    )
    seed = models.PositiveIntegerField(default=new_seed, editable=False)
    scoring_until = models.DateTimeField(_("scoring until"), null=True, blank=True)
    # Weights as they were when scoring opened: {criterion id: weight}. What differs later is told.
    rubric = models.JSONField(default=dict, blank=True, editable=False)
    signed_at = models.DateTimeField(null=True, blank=True, editable=False)
    released_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    is_demo = models.BooleanField(default=False)

    objects = PanelQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="panel_state_is_known", condition=Q(state__in=PanelWorkflow.State.values)
            ),
            models.CheckConstraint(
                name="panel_quorum_can_be_reached", condition=Q(quorum__lte=models.F("reviews_per_entry"))
            ),
            models.CheckConstraint(name="panel_quorum_is_positive", condition=Q(quorum__gte=1)),
            models.CheckConstraint(
                name="released_panel_has_a_moment",
                condition=~Q(state=PanelWorkflow.State.RELEASED) | Q(released_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page from which the office runs it."""
        return reverse("juries:panel_detail", args=[self.code])

    def entries(self) -> EntryQuerySet:
        """What is judged: entries of its challenges that passed screening, or in round two the shortlist.

        Entries of a withdrawn challenge are left out; those with a released decision of this panel stay,
        whatever became of them.
        """
        states = Entry.State.SHORTLISTED if self.round > 1 else Entry.State.ELIGIBLE
        return (
            Entry.objects.filter(challenge__panels=self)
            .filter(
                Q(state=states) & ~Q(challenge__state=Challenge.State.WITHDRAWN)
                | Q(decisions__panel=self, decisions__released_at__isnull=False)
            )
            .distinct()
        )

    def assignments(self) -> AssignmentQuerySet:
        """The assignments of all its jurors that take a place."""
        return related(Juror, "assignments").filter(juror__panel=self).held()

    def places_by_entry(self) -> dict[int, int]:
        """How many jurors are asked for each entry."""
        counts = (
            self.assignments().order_by().values("entry").annotate(n=Count("pk")).values_list("entry", "n")
        )
        return dict(counts)

    def open_conflicts(self) -> ConflictQuerySet:
        """Conflicts that close an entry to a juror, begun or scored, and wait for a verdict."""
        held = self.assignments().exclude(state=AssignmentWorkflow.State.PROPOSED)
        pair = Exists(held.filter(juror=OuterRef("juror"), entry=OuterRef("entry")))
        return related(Juror, "conflicts").open().filter(pair, juror__panel=self)

    def active_jurors(self) -> "models.QuerySet[Juror]":
        """Those who sit on the panel now."""
        return self.jurors.filter(left_at=None)

    def seats(self) -> "models.QuerySet[Juror]":
        """The same with their names, chairs first."""
        seats = self.active_jurors().select_related("user", "organisation")
        return seats.order_by("-is_chair", by_letters("pseudonym"))

    def seat_of(self, user: Anyone) -> "Juror | None":
        """The user's seat, if it is one of these: read once per object, since one page asks several times."""
        if not user.is_authenticated:
            return None
        if user.pk not in self._seats_of:
            self._seats_of[user.pk] = self.seats().filter(user=user).first()
        return self._seats_of[user.pk]

    @cached_property
    def _seats_of(self) -> "dict[int, Juror | None]":
        return {}

    def presiding(self, entry: Entry) -> "Juror | None":
        """Who acts as chair for the entry: a chair without conflict, else the longest-serving free juror."""
        barred = related(Juror, "conflicts").standing().filter(juror=OuterRef("pk"), entry=entry)
        return self.in_line().filter(~Exists(barred)).first()

    def in_line(self) -> "models.QuerySet[Juror]":
        """Who acts as chair, the first first, as far as no conflict stands against it."""
        return self.active_jurors().select_related("user").order_by("-is_chair", "accepted_at", "pk")

    def barred_from(self, entry: Entry) -> set[int]:
        """Jurors (primary keys) with a conflict with the entry that nobody waived."""
        standing = related(Juror, "conflicts").standing().filter(juror__panel=self, entry=entry)
        return set(standing.values_list("juror", flat=True))

    def deputy_decisions(self) -> models.QuerySet[Any]:
        """Decisions on entries with which every chair has a conflict: a deputy signs them."""
        conflicts = related(Juror, "conflicts").standing()
        barred = Exists(conflicts.filter(juror=OuterRef("pk"), entry=OuterRef(OuterRef("entry"))))
        free = self.active_jurors().filter(~barred, is_chair=True)
        return self.decisions.due().filter(~Exists(free))

    def scoring_is_open(self, at: datetime | None = None) -> bool:
        """Whether jurors may score at this moment."""
        moment = at or timezone.now()
        return self.state == self.State.SCORING and (
            self.scoring_until is None or moment < self.scoring_until
        )

    def zone(self) -> str:
        """The time zone in which its times are shown."""
        return self.competition.time_zone

    def criteria_by_challenge(self, challenges: Iterable[int] | None = None) -> dict[int, list[Criterion]]:
        """By challenge (primary key) what its entries are judged by: its own criteria, else the call's."""
        wanted = self.challenges.values_list("pk", flat=True) if challenges is None else challenges
        judged = Q(challenge__panels=self) | Q(competition=self.competition_id)
        by_challenge: dict[int | None, list[Criterion]] = {}
        for criterion in Criterion.objects.in_force().filter(judged):
            by_challenge.setdefault(criterion.challenge_id, []).append(criterion)
        shared = by_challenge.get(None, [])
        return {one: by_challenge.get(one, shared) for one in wanted}

    def rubric_now(self) -> dict[str, int]:
        """The weights in force, of every challenge that the panel judges."""
        criteria = [one for several in self.criteria_by_challenge().values() for one in several]
        return {str(one.pk): one.weight for one in criteria}

    def is_shortlisting(self) -> bool:
        """Whether its outcome is a shortlist for a second round."""
        return self.competition.rounds > 1 and self.round == 1


class PanelRecord(TransitionRecord):
    """A line of a panel's history."""

    item = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="history")


class Seat(models.Model):
    """What the office notes on a juror, from the invitation on."""

    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("organisation"),
    )
    is_chair = models.BooleanField(_("chairs the panel"), default=False)
    languages = models.JSONField(_("reads"), default=list, blank=True, validators=[validate_languages])
    expertise = models.ManyToManyField(
        AreaOfAction, blank=True, related_name="+", verbose_name=_("expertise")
    )
    least = models.PositiveSmallIntegerField(_("at least this many entries"), default=0)
    most = models.PositiveSmallIntegerField(_("at most this many entries"), default=20)

    class Meta:
        abstract = True

    def reads(self, language: str) -> bool:
        """Whether the juror reads the language; without a note we assume so."""
        return not self.languages or not language or language in self.languages


class JurorInvitation(InvitationBase, Seat):
    """An invitation to sit on a panel."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="invitations")

    class Meta:
        ordering = ["-created_at", "-id"]


class Juror(Seat, FieldVersioned):
    """A person on a panel."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="jurors")
    # The seat and its scores outlive the account.
    # Nobody once the account is gone; the seat is kept, and may be edited.
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="juror_seats"
    )
    pseudonym = models.CharField(max_length=40, editable=False)
    accepted_at = models.DateTimeField(default=timezone.now, editable=False)
    # Blind panels: when the juror answered the list of organisations.
    ties_declared_at = models.DateTimeField(null=True, blank=True, editable=False)
    left_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["panel", by_letters("pseudonym")]
        constraints = [
            models.UniqueConstraint(fields=["panel", "user"], name="one_seat_per_panel"),
            models.UniqueConstraint(fields=["panel", "pseudonym"], name="one_pseudonym_per_panel"),
            models.CheckConstraint(name="juror_load_is_a_range", condition=Q(least__lte=models.F("most"))),
        ]

    def __str__(self) -> str:
        return str(self.user) if self.user else self.pseudonym

    def is_barred_from(self, entry_id: int) -> bool:
        """Whether a conflict with the entry stands that nobody waived."""
        return self.conflicts.standing().filter(entry=entry_id).exists()

    def needs_ties(self) -> bool:
        """In a blind panel the list of organisations comes before everything else."""
        return self.panel.blind and self.ties_declared_at is None
