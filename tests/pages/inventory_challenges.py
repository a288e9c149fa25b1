"""Pages of `challenges`."""

from django.urls import reverse
from django.utils import timezone

from challenges.forms.competitions import COMPETITION_FORMS
from challenges.forms.parts import PARTS
from challenges.sections import SECTIONS
from core import audit
from tests.factories import (
    AreaOfActionFactory,
    ChallengeFactory,
    ChallengeIndicatorFactory,
    CompetitionFactory,
    CriterionFactory,
    ImportRunFactory,
    MembershipFactory,
    OrganisationFactory,
    QuestionFactory,
    UserFactory,
)
from tests.pages.inventory import Page

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
        made.partners.add(OrganisationFactory())
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


def call_detail():
    made = challenge()
    return made.competition.get_absolute_url()


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


def for_office(name, *args, **values):
    def build():
        made = competition(**values)
        made.history.create(transition="announce", source="draft", target="announced")
        audit.record(made, "edited", by=None, fields=["title", "closes_at"])
        user = MembershipFactory(organisation=made.office, role="coordinator").user
        return url(name, *([made.code] if name.startswith(("competition", "part")) else []), *args), user

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


PAGES = [
    Page("challenge list", "public", challenges),
    Page("challenge list, nothing found", "public", empty_list),
    Page("challenge list, wrong filter", "public", wrong_filter),
    Page("competition list", "public", competitions),
    Page("competition", "public", call_detail),
    Page("challenge", "public", detail("public")),
    Page("challenge", "team", detail("team")),
    Page("challenge", "city", detail("city")),
    Page("challenge", "coordinator", detail("coordinator")),
    Page("challenge, question missing", "team", detail("team"), click="#questions .btn"),
    Page("challenge, withdrawn", "public", withdrawn),
    Page("my challenges", "city", my_challenges(5)),
    Page("my challenges, empty", "city", my_challenges(0)),
    Page("my challenges, nobody", "signed_in", lambda: (url("my_challenge_list"), UserFactory())),
    Page("challenge create", "city", begin()),
    Page("challenge create, errors", "city", begin(), click=SAVE),
    Page("challenge create, no call", "city", begin(open_call=False)),
    Page("challenge editor", "city", for_city("challenge_edit")),
    Page("challenge editor, returned", "city", empty_draft("challenge_edit")),
    Page("challenge editor, published", "city", for_city("challenge_edit", state="published")),
    *[
        Page(f"challenge section {one.identifier}", "city", for_city("challenge_section", one.identifier))
        for one in SECTIONS
    ],
    Page("challenge section, in review", "city", for_city("challenge_section", "outcome", state="in_review")),
    Page("indicator create", "city", for_city("indicator_create")),
    Page("indicator edit", "city", indicator),
    Page("challenge check", "city", for_city("challenge_check")),
    Page("challenge check, empty", "city", empty_draft("challenge_check")),
    Page("challenge withdraw", "city", for_city("challenge_withdraw", state="published")),
    Page("challenge withdraw, errors", "city", for_city("challenge_withdraw", state="published"), click=SAVE),
    Page("challenge history", "city", for_city("challenge_history")),
    Page("question list", "city", questions(answer=False)),
    Page("question answer", "city", questions(answer=True)),
    Page("office competitions", "coordinator", for_office("office_competition_list")),
    Page("office competitions, empty", "coordinator", new_office("office_competition_list")),
    Page("review list, refused", "signed_in", lambda: (url("review_list"), UserFactory()), expect=403),
    Page("competition create", "coordinator", new_office("competition_create")),
    Page("competition create, errors", "coordinator", new_office("competition_create"), click=SAVE),
    Page("competition set-up", "coordinator", for_office("competition_edit")),
    Page("competition set-up, judging", "coordinator", for_office("competition_edit", judging=True)),
    *[
        Page(f"competition set-up {key}", "coordinator", for_office("competition_section", key))
        for key in COMPETITION_FORMS
    ],
    *[Page(f"competition {key}", "coordinator", for_office("part_list", key)) for key in PARTS],
    *[Page(f"new part in {key}", "coordinator", for_office("part_create", key)) for key in PARTS],
    *[Page(f"part of {key}", "coordinator", part(key)) for key in PARTS],
    Page("new criterion, errors", "coordinator", for_office("part_create", "criteria"), click=SAVE),
    Page("competition cancel", "coordinator", for_office("competition_cancel")),
    Page("competition history", "coordinator", for_office("competition_history")),
    Page("review list", "coordinator", review("review_list")),
    Page("review list, empty", "coordinator", new_office("review_list")),
    Page("review", "coordinator", review("review_detail")),
    Page("import", "coordinator", for_office("import_list")),
    Page("import, errors", "coordinator", for_office("import_list"), click=SAVE),
    Page("import report", "coordinator", report),
]
