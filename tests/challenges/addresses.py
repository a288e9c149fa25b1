"""Addresses of competitions and challenges, for everybody, for cities and for the office."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from challenges.forms.competitions import COMPETITION_FORMS
from challenges.forms.parts import PARTS
from challenges.models import Challenge, Competition, ImportRun
from challenges.sections import BY_IDENTIFIER, SECTIONS
from tests.addresses import (
    CITY,
    EDITORS,
    EVERYBODY,
    OFFICE,
    OFFICES,
    SIGNED_IN,
    Address,
    Page,
    Send,
    and_others,
    answer,
    each,
)
from tests.challenges import corrections, entry_form, partners, partnerships, resources, scenes
from tests.challenges.scenes import SAVE, detail, for_city, for_office, new_office, url
from tests.challenges.test_import import SMALL
from tests.factories import CompetitionFactory, UserFactory


def of_own(user):
    """The organisation and the competition that a person chooses from."""
    competition = CompetitionFactory(announced=True)
    return {"organisation": user.memberships.first().organisation_id, "competition": competition.pk}


def feed(user):
    """A feed, for a competition of one's own."""
    own = Competition.objects.coordinated_by(user).being_set_up().first()
    file = SimpleUploadedFile("small.json", SMALL, "application/json")
    return {"file": file, "competition": own.pk if own else None}


def sections(_challenge):
    return list(BY_IDENTIFIER)


def kinds(_competition):
    return list(PARTS)


def each_part(chosen):
    """For the walk: a part of each kind."""
    return [
        (competition.code, kind, pk)
        for competition in chosen[Competition]
        for kind, of in PARTS.items()
        for pk in and_others(part.pk for part in of.rows(competition)[:1])
    ]


def criteria(chosen):
    """For the walk: a few criteria of each competition."""
    return [(one.pk,) for competition in chosen[Competition] for one in competition.criteria.all()[:2]]


def questions(challenge):
    return and_others(challenge.questions.values_list("pk", flat=True)[:3])


def of_own_in_api(user):
    """The same as the API names it."""
    competition = CompetitionFactory(announced=True)
    return {"organisation": user.memberships.first().organisation.code, "competition": competition.code}


ADDRESSES: list[Address] = [
    Address(
        "challenges:competition_list", EVERYBODY, [Page("competition list", "public", scenes.competitions)]
    ),
    Address(
        "challenges:competition_detail",
        EVERYBODY,
        [Page("competition", "public", scenes.call_detail)],
        walk=each(Competition),
    ),
    *entry_form.ADDRESSES,
    Address(
        "challenges:competition_history",
        OFFICE,
        [Page("competition history", "coordinator", for_office("competition_history"))],
        walk=each(Competition),
    ),
    Address(
        "challenges:challenge_list",
        EVERYBODY,
        [
            Page("challenge list", "public", scenes.challenges),
            Page("challenge list, nothing found", "public", scenes.empty_list),
            Page("challenge list, wrong filter", "public", scenes.wrong_filter),
        ],
    ),
    Address(
        "challenges:challenge_detail",
        EVERYBODY,
        [
            Page("challenge", "public", detail("public")),
            Page("challenge", "team", detail("team")),
            Page("challenge", "city", detail("city")),
            Page("challenge", "coordinator", detail("coordinator")),
            Page("challenge, question missing", "team", detail("team"), click="#questions .btn"),
            Page("challenge, withdrawn", "public", scenes.withdrawn),
        ],
        walk=each(Challenge),
    ),
    Address("challenges:challenge_calendar", EVERYBODY, opens=scenes.calendar, walk=each(Challenge)),
    *corrections.ADDRESSES,
    *resources.ADDRESSES,
    *partners.ADDRESSES,
    *partnerships.ADDRESSES,
    Address("challenges:question_create", sends=Send(scenes.to_ask, by=SIGNED_IN, text="May we bring two?")),
    Address(
        "challenges:question_answer",
        CITY | OFFICE,
        [Page("question answer", "city", scenes.questions(answer=True))],
        Send(answer="Yes."),
        walk=each(Challenge, questions),
    ),
    Address(
        "challenges:question_list",
        SIGNED_IN,
        [Page("question list", "city", scenes.questions(answer=False))],
    ),
    Address(
        "challenges:challenge_history",
        CITY | OFFICE,
        [Page("challenge history", "city", for_city("challenge_history"))],
        walk=each(Challenge),
    ),
    Address(
        "challenges:my_challenge_list",
        SIGNED_IN,
        [
            Page("my challenges", "city", scenes.my_challenges(5)),
            Page("my challenges, empty", "city", scenes.my_challenges(0)),
            Page("my challenges, nobody", "signed_in", lambda: (url("my_challenge_list"), UserFactory())),
        ],
    ),
    Address(
        "challenges:challenge_create",
        EDITORS,
        [
            Page("challenge create", "city", scenes.begin()),
            Page("challenge create, errors", "city", scenes.begin(), click=SAVE),
            Page("challenge create, no call", "city", scenes.begin(open_call=False)),
        ],
        Send(data=of_own, title="Cool streets", language="en"),
    ),
    Address(
        "challenges:challenge_edit",
        CITY,
        [
            Page("challenge editor", "city", for_city("challenge_edit")),
            Page("challenge editor, returned", "city", scenes.empty_draft("challenge_edit")),
            Page("challenge editor, published", "city", for_city("challenge_edit", state="published")),
        ],
        walk=each(Challenge),
    ),
    Address(
        "challenges:challenge_section",
        CITY,
        [
            *[
                Page(
                    f"challenge section {one.identifier}",
                    "city",
                    for_city("challenge_section", one.identifier),
                )
                for one in SECTIONS
            ],
            Page(
                "challenge section, in review",
                "city",
                for_city("challenge_section", "outcome", state="in_review"),
            ),
        ],
        Send(title="Cool streets for children"),
        walk=each(Challenge, sections),
    ),
    Address(
        "challenges:challenge_autosave",
        sends=Send(
            for_city("challenge_autosave", "summary"),
            by=CITY,
            json=True,
            version=1,
            data={"fields": {"title": "Cool streets for children"}},
        ),
    ),
    Address(
        "challenges:indicator_create",
        CITY,
        [Page("indicator create", "city", for_city("indicator_create"))],
        Send(name="Trees", unit="trees", baseline="0", target="90"),
        walk=each(Challenge),
    ),
    Address(
        "challenges:indicator_edit",
        CITY,
        [Page("indicator edit", "city", scenes.indicator)],
        Send(name="Trees"),
        walk=each(
            Challenge, lambda challenge: and_others(challenge.indicators.values_list("pk", flat=True)[:2])
        ),
    ),
    Address("challenges:indicator_remove", sends=Send(scenes.one_indicator("indicator_remove"), by=CITY)),
    Address(
        "challenges:challenge_check",
        CITY,
        [
            Page("challenge check", "city", for_city("challenge_check")),
            Page("challenge check, empty", "city", scenes.empty_draft("challenge_check")),
        ],
        walk=each(Challenge),
    ),
    Address(
        "challenges:challenge_transition",
        sends=Send(scenes.in_review, by=OFFICE, step="publish"),
    ),
    Address(
        "challenges:challenge_dates",
        OFFICE,
        [Page("challenge dates", "coordinator", scenes.dates)],
        Send(
            data=lambda _user: {
                "closes_at": f"{timezone.now() + timedelta(days=30):%Y-%m-%dT10:00}",
                "confirm": "1",
                "change-reason": "Holidays.",
                "change-weight": "mail",
            },
        ),
        walk=each(Challenge),
    ),
    Address(
        "challenges:competition_changes",
        EVERYBODY,
        opens=scenes.changes("competition"),
        walk=each(Competition),
    ),
    Address(
        "challenges:challenge_changes", EVERYBODY, opens=scenes.changes("challenge"), walk=each(Challenge)
    ),
    Address(
        "challenges:challenge_withdraw",
        CITY | OFFICE,
        [
            Page("challenge withdraw", "city", for_city("challenge_withdraw", state="published")),
            Page(
                "challenge withdraw, errors",
                "city",
                for_city("challenge_withdraw", state="published"),
                click=SAVE,
            ),
        ],
        Send(note="The hall was sold."),
        walk=each(Challenge),
    ),
    Address(
        "challenges:challenge_reinstate",
        OFFICE,
        [
            Page("challenge on again", "coordinator", scenes.to_reinstate),
            Page("challenge on again, errors", "coordinator", scenes.to_reinstate, click=SAVE),
        ],
        Send(note="The sale fell through."),
        walk=each(Challenge),
    ),
    Address(
        "challenges:office_competition_list",
        OFFICES,
        [
            Page("office competitions", "coordinator", for_office("office_competition_list")),
            Page("office competitions, empty", "coordinator", new_office("office_competition_list")),
        ],
    ),
    Address(
        "challenges:competition_create",
        OFFICES,
        [
            Page("competition create", "coordinator", new_office("competition_create")),
            Page("competition create, errors", "coordinator", new_office("competition_create"), click=SAVE),
        ],
        Send(
            title="Cool streets",
            languages=["en"],
            time_zone="UTC",
            opens_at="2030-05-01T10:00",
            closes_at="2030-06-01T10:00",
            retention_until="2031-06-01",
        ),
    ),
    Address(
        "challenges:competition_clone",
        OFFICE,
        [Page("competition, cloned", "coordinator", scenes.for_office("competition_clone"))],
        Send(title="The next one", opens_at="2031-05-01T10:00"),
        walk=each(Competition),
    ),
    Address(
        "challenges:competition_edit",
        OFFICE,
        [
            Page("competition set-up", "coordinator", for_office("competition_edit")),
            Page("competition set-up, judging", "coordinator", for_office("competition_edit", judging=True)),
        ],
        walk=each(Competition),
    ),
    Address(
        "challenges:competition_section",
        OFFICE,
        [
            Page(f"competition set-up {key}", "coordinator", for_office("competition_section", key))
            for key in COMPETITION_FORMS
        ],
        Send(
            title="Cool streets", data={"confirm": "1", "change-reason": "A slip.", "change-weight": "listed"}
        ),
        walk=each(Competition, lambda _competition: list(COMPETITION_FORMS)),
    ),
    Address(
        "challenges:competition_transition",
        sends=Send(scenes.to_start, by=OFFICE, step="start"),
    ),
    Address(
        "challenges:competition_cancel",
        OFFICE,
        [Page("competition cancel", "coordinator", for_office("competition_cancel"))],
        Send(for_office("competition_cancel", announced=True), note="No money is left."),
        walk=each(Competition),
    ),
    Address(
        "challenges:weights_edit",
        OFFICE,
        [Page("competition weights", "coordinator", for_office("weights_edit"))],
        Send(data=scenes.other_weights),
        walk=each(Competition),
    ),
    Address(
        "challenges:part_list",
        OFFICE,
        [Page(f"competition {key}", "coordinator", for_office("part_list", key)) for key in PARTS],
        walk=each(Competition, kinds),
    ),
    Address(
        "challenges:part_create",
        OFFICE,
        [
            *[Page(f"new part in {key}", "coordinator", for_office("part_create", key)) for key in PARTS],
            Page("new criterion, errors", "coordinator", for_office("part_create", "criteria"), click=SAVE),
        ],
        Send(title="Water"),
        walk=each(Competition, kinds),
    ),
    Address(
        "challenges:part_edit",
        OFFICE,
        [Page(f"part of {key}", "coordinator", scenes.part(key)) for key in PARTS],
        Send(title="Water"),
        walk=each_part,
    ),
    Address("challenges:part_remove", sends=Send(scenes.one_part("part_remove"), by=OFFICE)),
    Address(
        "challenges:part_restore",
        sends=Send(scenes.one_part("part_restore", retired_at=timezone.now()), by=OFFICE),
    ),
    Address(
        "challenges:review_list",
        OFFICES,
        [
            Page("review list", "coordinator", scenes.review("review_list")),
            Page("review list, empty", "coordinator", new_office("review_list")),
            Page(
                "review list, refused",
                "signed_in",
                lambda: (url("review_list"), UserFactory()),
                expect=403,
            ),
        ],
    ),
    Address(
        "challenges:review_detail",
        OFFICE,
        [Page("review", "coordinator", scenes.review("review_detail"))],
        walk=each(Challenge),
    ),
    Address(
        "challenges:import_list",
        OFFICES,
        [
            Page("import", "coordinator", for_office("import_list")),
            Page("import, errors", "coordinator", for_office("import_list"), click=SAVE),
        ],
        Send(by=OFFICE, data=feed, refusals={200}),  # another office has no competition to choose,
    ),
    Address(
        "challenges:import_detail",
        OFFICE,
        [Page("import report", "coordinator", scenes.report)],
        walk=each(ImportRun),
    ),
    Address("competition-list", EVERYBODY, opens=lambda: reverse("competition-list")),
    Address(
        "competition-detail",
        EVERYBODY,
        opens=answer("competition-detail", lambda: CompetitionFactory(announced=True)),
        walk=each(Competition),
    ),
    Address(
        "challenge-list",
        EVERYBODY,
        opens=lambda: reverse("challenge-list"),
        sends=Send(scenes.to_begin_in_api, by=EDITORS, json=True, data=of_own_in_api, title="Cool streets"),
    ),
    Address(
        "challenge-detail",
        EVERYBODY,
        opens=scenes.in_api("challenge-detail", "published", "public"),
        sends=Send(
            scenes.in_api("challenge-detail"),
            by=CITY,
            json=True,
            method="patch",
            title="Cool streets",
            version=1,
        ),
        walk=each(Challenge),
    ),
    Address(
        "challenge-send-to-review", sends=Send(scenes.in_api("challenge-send-to-review"), by=CITY, json=True)
    ),
    Address("criterion-list", EVERYBODY, opens=lambda: reverse("criterion-list")),
    Address("criterion-detail", EVERYBODY, opens=scenes.criterion, walk=criteria),
]
