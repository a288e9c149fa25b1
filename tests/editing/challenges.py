"""Forms of the call that two people can open."""

from django.urls import reverse

from tests.editing.windows import Shared
from tests.factories import (
    AreaOfActionFactory,
    ChallengeFactory,
    ChallengeIndicatorFactory,
    CompetitionFactory,
    CriterionFactory,
    EligibilityRuleFactory,
    FormQuestionFactory,
    FormSectionFactory,
    MembershipFactory,
    PartnerNoticeFactory,
    QuestionFactory,
    ResourceFactory,
)


def part(kind, factory, competition="competition"):
    """A part of a competition, opened by the office."""

    def build():
        call = CompetitionFactory()
        made = factory(**{competition: call})
        user = MembershipFactory(organisation=call.office, role="coordinator").user
        return user, reverse("challenges:part_edit", args=[call.code, kind, made.pk])

    return build


def set_up(section):
    """A page of a competition's set-up."""

    def build():
        call = CompetitionFactory()
        user = MembershipFactory(organisation=call.office, role="coordinator").user
        return user, reverse("challenges:competition_section", args=[call.code, section])

    return build


def of_city(page, *args, made=None):
    """A page of a challenge that its city writes."""

    def build():
        challenge = ChallengeFactory(title="Old")
        user = MembershipFactory(organisation=challenge.organisation, editor=True).user
        more = [made(challenge=challenge).pk] if made else []
        return user, reverse(f"challenges:{page}", args=[challenge.code, *args, *more])

    return build


def public_answer():
    """An answer that is public, opened by its city."""
    asked = QuestionFactory(answered=True)
    user = MembershipFactory(organisation=asked.challenge.organisation, editor=True).user
    return user, reverse("challenges:question_correct", args=[asked.challenge.code, asked.pk])


def published(page):
    """A page of a published challenge, opened by the office."""

    def build():
        challenge = ChallengeFactory(published=True)
        user = MembershipFactory(organisation=challenge.competition.office, role="coordinator").user
        return user, reverse(f"challenges:{page}", args=[challenge.code])

    return build


def published_indicator():
    """The page on which an indicator of a published challenge is corrected, opened by the office."""
    indicator = ChallengeIndicatorFactory(challenge=ChallengeFactory(published=True))
    user = MembershipFactory(organisation=indicator.challenge.competition.office, role="coordinator").user
    return user, reverse("challenges:indicator_correct", args=[indicator.challenge.code, indicator.pk])


def public_file():
    """The page on which a file of a published challenge is described, opened by its city."""
    resource = ResourceFactory()
    user = MembershipFactory(organisation=resource.challenge.organisation, editor=True).user
    return user, reverse("challenges:resource_edit", args=[resource.challenge.code, resource.pk])


def notice():
    """The page on which a search for a partner is changed, opened by its organisation."""
    made = PartnerNoticeFactory()
    user = MembershipFactory(organisation=made.organisation, editor=True).user
    return user, reverse("challenges:partner_edit", args=[made.code])


FORMS = [
    Shared("challenges.partners.NoticeForm", notice, {"title": "A street"}, {"text": "Two of them."}),
    Shared(
        "challenges.parts.AreaForm",
        part("areas", AreaOfActionFactory),
        {"title": "Water"},
        {"description": "All of it."},
    ),
    Shared(
        "challenges.parts.CriterionForm",
        part("criteria", CriterionFactory),
        {"title": "Effect"},
        {"weight": "35"},
    ),
    Shared(
        "challenges.parts.CriterionForm anchors",
        part("criteria", CriterionFactory),
        {"anchor_0": "None at all"},
        {"description": "How much."},
    ),
    Shared(
        "challenges.parts.SectionForm",
        part("sections", FormSectionFactory),
        {"title": "The idea"},
        {"help": "In short."},
    ),
    Shared(
        "challenges.form_questions.QuestionForm",
        part("questions", FormQuestionFactory, "section__competition"),
        {"label": "What is new?"},
        {"word_limit": "120"},
    ),
    Shared(
        "challenges.parts.RuleForm",
        part("rules", EligibilityRuleFactory),
        {"text": "It is new"},
        {"help": "Look it up."},
    ),
    Shared(
        "challenges.competitions.BasicsForm",
        set_up("basics"),
        {"title": "Cooler cities"},
        {"description": "Shade."},
    ),
    Shared(
        "challenges.competitions.CalendarForm",
        set_up("calendar"),
        {"tolerance_seconds": "60"},
        {"results_on": "2050-01-01"},
        other="12",
    ),
    Shared(
        "challenges.competitions.CalendarForm zone",
        set_up("calendar"),
        {"tolerance_seconds": "60"},
        {"time_zone": "Europe/Berlin"},
        other="12",
    ),
    Shared("challenges.competitions.PoliciesForm", set_up("policies"), {"policies": "Be kind."}),
    Shared(
        "challenges.competitions.JudgingForm",
        set_up("judging"),
        {"tie_rule": "The older entry."},
        {"reviews_per_entry": "4"},
    ),
    Shared(
        "challenges.challenges.SectionForm",
        of_city("challenge_section", "summary"),
        {"title": "Cool"},
        {"summary": "In short."},
    ),
    Shared(
        "challenges.dates.DatesForm",
        published("challenge_dates"),
        {"closes_at": "2090-05-01T10:00"},
        other="2090-06-01T10:00",
    ),
    Shared(
        "challenges.corrections.CorrectionForm",
        published("challenge_correct"),
        {"problem": "It is hot."},
        {"summary": "In short."},
    ),
    Shared(
        "challenges.corrections.IndicatorCorrectionForm",
        published_indicator,
        {"name": "Vendors online"},
        {"target": "40"},
    ),
    Shared(
        "challenges.resources.ResourceForm",
        public_file,
        {"title": "Trees"},
        {"terms": "CC BY 4.0, with attribution"},
    ),
    Shared(
        "challenges.questions.CorrectionForm",
        public_answer,
        {"answer": "Yes, schools may."},
        {"text": "May schools take part?"},
    ),
    Shared(
        "challenges.challenges.IndicatorForm",
        of_city("indicator_edit", made=ChallengeIndicatorFactory),
        {"name": "Orders"},
        {"source": "The market office counts."},
    ),
]
