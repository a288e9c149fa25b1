"""A challenge of a city, with its indicators and the questions that teams ask."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from challenges.dates import too_late
from challenges.models.competition import AreaOfAction, Competition
from challenges.queries import CORRECTABLE, ChallengeQuerySet, QuestionQuerySet
from challenges.workflow import ChallengeWorkflow
from core.codes import new_code
from core.goals import validate_goals
from core.languages import language_choices, validate_languages
from core.letters import LettersIndex, by_letters
from core.models import TransitionRecord, User
from core.search.followed import Followed
from core.texts import shortened
from core.versioned import FieldVersioned
from network.models import Organisation, Withholdable


class Challenge(ChallengeWorkflow, Withholdable, FieldVersioned, Followed):
    """What a city needs solved: the brief that teams answer."""

    noun = _("Challenge")

    code = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    competition = models.ForeignKey(Competition, on_delete=models.PROTECT, related_name="challenges")
    area = models.ForeignKey(
        AreaOfAction,
        verbose_name=_("area of action"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="challenges",
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("city"), on_delete=models.PROTECT, related_name="challenges"
    )
    title = models.CharField(_("title"), max_length=200)
    summary = models.CharField(_("summary"), max_length=500, blank=True)
    problem = models.TextField(_("the problem"), blank=True)
    people_affected = models.TextField(_("people affected"), blank=True)
    tried = models.TextField(_("what was tried"), blank=True)
    outcome = models.TextField(_("desired outcome"), blank=True)
    data_constraints = models.TextField(_("data and constraints"), blank=True)
    language = models.CharField(
        _("language of this text"), max_length=10, default="en", choices=language_choices
    )
    languages = models.JSONField(
        _("languages of entries"), default=list, blank=True, validators=[validate_languages]
    )
    sdgs = models.JSONField(
        _("Sustainable Development Goals"), default=list, blank=True, validators=[validate_goals]
    )
    opens_at = models.DateTimeField(_("own opening"), null=True, blank=True)
    closes_at = models.DateTimeField(_("own deadline"), null=True, blank=True)
    prize_note = models.CharField(_("what the winner gets"), max_length=300, blank=True)
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    external_id = models.CharField(max_length=60, blank=True, editable=False)
    external_sha256 = models.CharField(max_length=64, blank=True, editable=False)  # of the item as imported
    sections_done = models.JSONField(default=list, blank=True, editable=False)
    returned_note = models.TextField(blank=True, editable=False)
    withdrawal_reason = models.TextField(blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    is_demo = models.BooleanField(default=False)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="challenge_state_is_known", condition=Q(state__in=ChallengeWorkflow.State.values)
            ),
            models.CheckConstraint(
                name="challenge_closes_after_it_opens",
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
            ),
            models.UniqueConstraint(
                fields=["competition", "external_id"],
                name="challenge_imported_once_per_competition",
                condition=~Q(external_id=""),
            ),
        ]
        indexes = [LettersIndex(by_letters("title"), "id", name="challenges_by_letters")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page that everybody who may see the challenge reads."""
        return reverse("challenges:challenge_detail", args=[self.code])

    def answers_for_it(self) -> Organisation:
        """The office of its competition, which has published it."""
        return self.competition.office

    def whose_it_is(self) -> Organisation:
        """Its city."""
        return self.organisation

    def is_for_everybody(self) -> bool:
        """Whether it was published."""
        return self.is_public()

    def get_meanwhile_url(self) -> str:
        """Its own page: who works on it still sees that."""
        return self.get_absolute_url()

    def printed(self) -> list[tuple[str, str]]:
        """Its brief."""
        return [("challenge_brief", self.code)]

    def is_off_the_site(self) -> bool:
        """Whether it was taken off the site, or its competition was."""
        return self.is_withheld() or self.competition.is_withheld()

    def opening(self) -> datetime:
        """The instant from which entries are taken: its own, else the competition's."""
        return self.opens_at or self.competition.opens_at

    def deadline(self) -> datetime:
        """The published deadline: its own, else the competition's."""
        return self.closes_at or self.competition.closes_at

    def closes_in_time(self) -> bool:
        """Whether a deadline of its own lies before the judging of its competition has to be over."""
        return not too_late(self.closes_at, self.competition)

    def enforced_until(self) -> datetime:
        """The last instant at which an entry may still arrive: the deadline and the unannounced tolerance."""
        return self.deadline() + timedelta(seconds=self.competition.tolerance_seconds)

    def is_open(self, at: datetime | None = None) -> bool:
        """Whether one can enter it at that moment (now unless told)."""
        at = at or timezone.now()
        running = self.competition.state == Competition.State.RUNNING
        return (
            running and self.state == self.State.PUBLISHED and self.opening() <= at <= self.enforced_until()
        )

    def phase(self) -> dict[str, str]:
        """Where it stands for a reader, by state and clock: label and tone of a badge."""
        now = timezone.now()
        if self.is_called_off():
            return {"label": str(self.called_off()), "tone": "bad"}
        if self.state != self.State.PUBLISHED:
            return {"label": self.get_state_display(), "tone": self.State(self.state).tone}
        if now > self.deadline():
            return {"label": gettext("Entries closed"), "tone": ""}
        if not self.is_open(now):
            return {"label": gettext("Not open yet"), "tone": "brand"}
        if self.deadline() - now <= timedelta(days=7):
            return {"label": gettext("Closing soon"), "tone": "warn"}
        return {"label": gettext("Open"), "tone": "ok"}

    def zone(self) -> str:
        """The time zone in which its dates are given."""
        return self.competition.time_zone

    def is_public(self) -> bool:
        """Whether everybody may read it."""
        public = (self.State.PUBLISHED, self.State.IN_SELECTION, self.State.DECIDED)
        return self.state in public or (self.state == self.State.WITHDRAWN and self.published_at is not None)

    def is_editable(self) -> bool:
        """Whether its city may still write on it."""
        return self.state in (self.State.DRAFT, self.State.RETURNED)

    def is_decided(self) -> bool:
        """Whether the decisions on its entries are released."""
        return self.state == self.State.DECIDED

    def is_in_review(self) -> bool:
        """Whether it lies with the network office."""
        return self.state == self.State.IN_REVIEW

    def was_withdrawn(self) -> bool:
        """Whether it was taken back, with a reason."""
        return self.state == self.State.WITHDRAWN

    def may_move_dates(self) -> bool:
        """Whether its office may give it other dates: published, and its competition not in judging yet."""
        return self.state == self.State.PUBLISHED and self.competition.is_relied_on()

    def may_be_corrected(self) -> bool:
        """Whether its public texts may be put in other words: it is not decided and not called off."""
        return self.state in CORRECTABLE and not self.is_called_off()

    def is_called_off(self) -> bool:
        """Whether its entries will not be judged: it was withdrawn, or its competition was cancelled."""
        over = (self.State.WITHDRAWN, self.State.DECIDED)
        return self.was_withdrawn() or (self.competition.is_cancelled() and self.state not in over)

    def called_off(self) -> str:
        """What became of a challenge that is called off, in words."""
        return gettext("Withdrawn") if self.was_withdrawn() else gettext("Competition cancelled")

    def why_called_off(self) -> str:
        """The public reason for which a challenge is called off."""
        return self.withdrawal_reason if self.was_withdrawn() else self.competition.cancel_reason()

    def questions_end(self) -> datetime:
        """Until when teams may ask: the date that its competition sets, at the latest the deadline."""
        return min(self.deadline(), self.competition.questions_until or self.deadline())

    def has_closed_questions(self) -> bool:
        """Whether it was public, and the time in which teams could ask is over."""
        return self.published_at is not None and timezone.now() > self.questions_end()

    def takes_questions(self) -> bool:
        """Whether teams may ask: published and going on, and the time for questions not over."""
        on = self.state == self.State.PUBLISHED and not self.is_called_off() and not self.is_off_the_site()
        return on and timezone.now() <= self.questions_end()

    def has_baseline(self) -> bool:
        """Whether one of its indicators says where things stand today."""
        return self.indicators.filter(baseline__isnull=False).exists()

    def partners(self) -> list[Organisation]:
        """The cities that have confirmed that they share it; they alone are named."""
        confirmed = self.partnerships.confirmed().select_related("organisation")
        return [one.organisation for one in confirmed]

    def resources_in_use(self) -> list:
        """Files and data sets that its city gives to teams, in order."""
        return list(self.resources.for_list())

    def own_weights(self) -> list[int]:
        """The weights of its own criteria, in order."""
        return [criterion.weight for criterion in self.own_criteria()]

    def own_criteria(self) -> list:
        """The criteria that it does not share with its competition, in order."""
        return list(self.criteria.in_force())

    def criteria_in_force(self) -> list:
        """What its entries are judged by: its own criteria if it has any, else the competition's."""
        return self.own_criteria() or self.competition.criteria_in_force()


class ChallengeRecord(TransitionRecord):
    """A line of a challenge's history."""

    item = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="history")


class ChallengeIndicator(FieldVersioned, Followed):
    """How a city will know that the outcome is reached."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField(_("indicator"), max_length=150)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    baseline = models.DecimalField(_("today"), max_digits=16, decimal_places=4, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=16, decimal_places=4, null=True, blank=True)
    source = models.CharField(_("where the figure comes from"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class Question(FieldVersioned, Followed):
    """A question to the city, public with its answer as soon as it is answered.

    `saved_at` says when question or answer were last corrected.
    """

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="questions")
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(_("question"), max_length=2000)
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(_("answer"), max_length=5000, blank=True)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [models.Index(fields=["challenge", "answered_at"])]

    def __str__(self) -> str:
        return shortened(self.text, 60)

    def may_be_corrected(self) -> bool:
        """Whether it is public with its answer, and its challenge is not called off."""
        return self.answered_at is not None and not self.challenge.is_called_off()
