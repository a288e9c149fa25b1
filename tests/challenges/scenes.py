"""What the pages of the call show: competitions and challenges with everything on their page."""

from django.urls import reverse
from django.utils import timezone

from challenges.actions.corrections import propose_correction
from challenges.forms.parts import PARTS
from challenges.models import Competition
from core import audit
from tests.factories import (
    AreaOfActionFactory,
    ChallengeFactory,
    ChallengeIndicatorFactory,
    ChangeFactory,
    CompetitionFactory,
    CriterionFactory,
    EligibilityRuleFactory,
    ImportRunFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnerNoticeFactory,
    PartnershipFactory,
    QuestionFactory,
    ResourceFactory,
    UserFactory,
)

SAVE = "main form[method=post] .btn"
TEXT = (
    "## A heading\n\nText with a [link](https://example.org/).\n\n- one\n- two\n\n"
    "| a | b |\n|---|---|\n| 1 | 2 |"
)
WORST = "Verkehrsflächenentsiegelungsgeschwindigkeitsmessung in allen Stadtteilen"


def url(name, *args):
    return reverse(f"challenges:{name}", args=args)


def competition(**values):
    """A competition with everything on its page."""
    made = CompetitionFactory(
        ready=True,
        description=TEXT,
        policies=TEXT,
        tie_rule="The first criterion decides.",
        results_on=timezone.localdate(),
        is_demo=True,
        **values,
    )
    CriterionFactory(competition=made, weight=0, retired_at=timezone.now())
    return made


def challenge(state="published", **values):
    """A challenge with everything on its page."""
    call = values.pop("competition", None) or competition(running=True)
    return ChallengeFactory(
        competition=call,
        complete=True,
        area=AreaOfActionFactory(competition=call),
        problem=TEXT,
        prize_note="Pilot up to € 50,000",
        is_demo=True,
        **({state: True} if state != "draft" else {"filled": True}) | values,
    )


def challenges():
    call = competition(running=True)
    for number in range(16):
        title = WORST if number == 3 else f"Cool streets {number}"
        ChallengeFactory(
            published=True,
            competition=call,
            title=title,
            area=AreaOfActionFactory(competition=call, motif=number % 6),
            organisation=OrganisationFactory(country=["MX", "DE", "IN", "PE"][number % 4]),
            is_demo=True,
        )
    ChallengeFactory(in_selection=True)
    ChallengeFactory(withdrawn=True)
    return url("challenge_list")


def empty_list():
    return f"{url('challenge_list')}?status=decided&q=nothing"


def wrong_filter():
    return f"{url('challenge_list')}?status=nonsense"


def competitions():
    for number in range(14):
        CompetitionFactory(running=True, title=f"Competition {number}", is_demo=number % 2 == 0)
    return url("competition_list")


def detail(role):
    def build():
        made = challenge()
        QuestionFactory(challenge=made, answered=True, answer=TEXT)
        QuestionFactory(challenge=made)
        PartnershipFactory(challenge=made, standing="confirmed", contact="Office for markets")
        PartnershipFactory(challenge=made)
        return made.get_absolute_url(), who(made, role)

    return build


def who(made, role):
    """Somebody in the role towards the challenge."""
    if role == "public":
        return None
    if role == "coordinator":
        return MembershipFactory(organisation=made.competition.office, role="coordinator").user
    if role == "city":
        return MembershipFactory(organisation=made.organisation, editor=True).user
    return UserFactory()


def withdrawn():
    return challenge("withdrawn").get_absolute_url()


def to_reinstate():
    """A withdrawn challenge whose deadline is ahead, and its office."""
    made = ChallengeFactory(withdrawn=True, competition=CompetitionFactory(running=True))
    return reverse("challenges:challenge_reinstate", args=[made.code]), who(made, "coordinator")


def call_detail():
    made = challenge()
    ChangeFactory(item=made.competition)
    return made.competition.get_absolute_url()


def entry_form(name):
    def build():
        made = competition(announced=True)
        return url(name, made.code)

    return build


def for_city(name, *args, state="draft"):
    def build():
        made = challenge(state)
        made.history.create(transition="send_to_review", source="draft", target="in_review", note="Ready")
        audit.record(made, "created", by=None)
        return url(name, made.code, *args), who(made, "city")

    return build


def my_challenges(amount):
    def build():
        city = MembershipFactory(editor=True)
        for state in ["draft", "in_review", "returned", "published", "withdrawn"][:amount]:
            challenge(state, organisation=city.organisation)
        return url("my_challenge_list"), city.user

    return build


def begin(open_call=True):
    def build():
        if open_call:
            CompetitionFactory(announced=True)
        return url("challenge_create"), MembershipFactory(editor=True).user

    return build


def empty_draft(name, *args):
    def build():
        made = ChallengeFactory(returned_note="Please add figures.", state="returned")
        return url(name, made.code, *args), who(made, "city")

    return build


def indicator():
    made = ChallengeIndicatorFactory()
    return url("indicator_edit", made.challenge.code, made.pk), who(made.challenge, "city")


def questions(answer):
    def build():
        asked = QuestionFactory()
        address = url("question_answer", asked.challenge.code, asked.pk) if answer else url("question_list")
        return address, who(asked.challenge, "city")

    return build


def public(name, role):
    """A page of a published challenge."""

    def build():
        made = challenge()
        return url(name, made.code), who(made, role)

    return build


def corrected(name="challenge_correct", role="coordinator"):
    """A published challenge whose city proposes other words."""

    def build():
        made = ChallengeFactory(published=True, problem="Buses stop at noon.")
        city = who(made, "city")
        texts = {"problem": "Buses stop at ten in the evening."}
        propose_correction(made, by=city, version=made.version, reason="A misprint.", **texts)
        return url(name, made.code), city if role == "city" else who(made, role)

    return build


def answered():
    asked = QuestionFactory(answered=True)
    return url("question_correct", asked.challenge.code, asked.pk), who(asked.challenge, "city")


def for_office(name, *args, **values):
    def build():
        made = competition(**values)
        made.history.create(transition="announce", source="draft", target="announced")
        audit.record(made, "edited", by=None, fields=["title", "closes_at"])
        user = MembershipFactory(organisation=made.office, role="coordinator").user
        return url(
            name, *([made.code] if name.startswith(("competition", "part", "weights")) else []), *args
        ), user

    return build


def part(kind):
    def build():
        made = competition()
        row = PARTS[kind].rows(made)[0]
        user = MembershipFactory(organisation=made.office, role="coordinator").user
        return url("part_edit", made.code, kind, row.pk), user

    return build


def new_office(name):
    def build():
        return url(name), MembershipFactory(coordinator=True).user

    return build


def review(name):
    def build():
        made = challenge("in_review")
        return url(name, *([made.code] if name == "review_detail" else [])), who(made, "coordinator")

    return build


def report():
    problem = {"item": "1101", "field": "submission-start", "value": "03/02/20202", "reason": "Not a date."}
    made = ImportRunFactory(report={"read": 60, "created": 60, "unchanged": 0, "problems": [problem] * 60})
    user = MembershipFactory(organisation=made.competition.office, role="coordinator").user
    return url("import_detail", made.code), user


def to_start():
    """A competition that can be started, and its coordinator."""
    made = CompetitionFactory(ready=True, announced=True)
    user = MembershipFactory(organisation=made.office, role="coordinator").user
    return url("competition_transition", made.code), user


def in_review():
    """What can be published, and the coordinator who may."""
    made = challenge("in_review")
    return url("challenge_transition", made.code), who(made, "coordinator")


def to_begin_in_api():
    """Where a challenge is begun, and an editor of some city."""
    return reverse("challenge-list"), MembershipFactory(editor=True).user


def to_ask():
    """A challenge that takes questions, and somebody who has one."""
    return url("question_create", challenge().code), UserFactory()


def calendar():
    return url("challenge_calendar", challenge().code)


def other_weights(_user):
    """What is sent to weigh the criteria of the only competition anew."""
    made = Competition.objects.get()
    return dict(zip((f"weight_{one.pk}" for one in made.criteria_in_force()), (70, 30), strict=True))


def dates():
    """A published challenge whose dates its office may move."""
    made = challenge(competition=CompetitionFactory(running=True, ready=True))
    return url("challenge_dates", made.code), who(made, "coordinator")


def changes(kind):
    """The feed of what changed."""

    def build():
        made = challenge()
        item = made if kind == "challenge" else made.competition
        ChangeFactory(item=item)
        return url(f"{kind}_changes", item.code)

    return build


def one_indicator(name):
    def build():
        made = ChallengeIndicatorFactory()
        return url(name, made.challenge.code, made.pk), who(made.challenge, "city")

    return build


def one_part(name, **values):
    """A rule of a competition that is being set up, and its coordinator."""

    def build():
        made = competition()
        row = EligibilityRuleFactory(competition=made, **values)
        EligibilityRuleFactory(competition=made)  # so that it can be moved either way
        user = MembershipFactory(organisation=made.office, role="coordinator").user
        return url(name, made.code, "rules", row.pk), user

    return build


def in_api(name, state="draft", role="city"):
    """A challenge in the API."""

    def build():
        made = challenge(state)
        return reverse(name, args=[made.code]), who(made, role)

    return build


def criterion():
    made = CriterionFactory(competition__announced=True)
    return reverse("criterion-detail", args=[made.pk])


def public_indicator():
    made = challenge()
    return url("indicator_correct", made.code, made.indicators.first().pk), who(made, "city")


def resource(name, role="city", **values):
    """A file of a published challenge."""

    def build():
        made = ResourceFactory(description="Streets and their trees.", **values)
        args = [made.challenge.code] if name in ("resource_list", "resource_create") else None
        return url(name, *(args or [made.challenge.code, made.pk])), who(made.challenge, role)

    return build


def notice(name="partner_detail", role="stranger"):
    """A city that looks for a partner, with one of its people or somebody else."""

    def build():
        made = PartnerNoticeFactory(challenge=challenge())
        editor = MembershipFactory(organisation=made.organisation, editor=True).user
        return url(name, made.code), editor if role == "own" else UserFactory()

    return build


def notices():
    for number in range(22):
        PartnerNoticeFactory(title=WORST if number == 3 else f"A street for trees {number}", is_demo=True)
    return url("partner_list")
