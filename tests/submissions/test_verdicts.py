"""A verdict is one on a version and on a rule as they were; what changed since is judged anew."""

import pytest
from django.urls import reverse

from submissions.actions.screening import save_checks
from submissions.models import EligibilityCheck, Entry
from submissions.parts import changed_parts
from tests.factories import EligibilityRuleFactory, EntryVersionFactory

pytestmark = pytest.mark.django_db


def content(licence="MIT", title="ShadeWays", files=()):
    answers = [{"identifier": "licence", "label": "Licence", "text": licence}]
    return {
        "title": title,
        "summary": "",
        "language": "en",
        "sections": [{"identifier": "open", "title": "Openness", "answers": answers}],
        "attachments": [{"sha256": one, "title": "Plan"} for one in files],
    }


@pytest.fixture
def entry(handed_in):
    first = handed_in.entry.versions.get()
    type(first).objects.filter(pk=first.pk).update(content=content())
    return handed_in.entry


def rule(call, **values):
    return EligibilityRuleFactory(competition=call.challenge.competition, text="Open licence", **values)


def judge(entry, call, one, verdict="yes", reason=""):
    return save_checks(entry, by=call.coordinator, verdicts={one.pk: (verdict, reason)})


def hand_in_again(entry, **changed):
    EntryVersionFactory(entry=entry, number=2, content=content(**changed))
    return Entry.objects.get(pk=entry.pk)


def test_a_verdict_on_what_the_team_changed_has_to_be_given_again(client, call, entry):
    one = rule(call)
    judge(entry, call, one)
    assert Entry.objects.get().unchecked_rules() == []

    entry = hand_in_again(entry, licence="No licence.")

    assert entry.unchecked_rules() == [one]
    client.force_login(call.coordinator)
    page = client.get(reverse("submissions:screening_detail", args=[entry.code])).text
    assert "On version 1: Met. The team has changed this since." in page
    judge(entry, call, one, "no", "There is none.")
    check = EligibilityCheck.objects.get()
    assert (check.version.number, check.verdict) == (2, "no")
    assert Entry.objects.get().unchecked_rules() == []


@pytest.mark.parametrize(
    ("looks_at", "changed", "stands"),
    [
        ([], {}, True),
        ([], {"title": "Shade"}, False),
        (["open"], {"title": "Shade"}, True),
        (["open"], {"licence": "None."}, False),
        (["_basics"], {"title": "Shade"}, False),
        (["_files"], {"files": ["abc"]}, False),
        (["_basics", "open"], {"files": ["abc"]}, True),
    ],
)
def test_a_rule_names_what_it_looks_at(call, entry, looks_at, changed, stands):
    judge(entry, call, rule(call, sections=looks_at))

    assert (hand_in_again(entry, **changed).unchecked_rules() == []) == stands


def test_a_verdict_keeps_the_words_of_the_rule_that_was_judged(call, entry):
    one = rule(call)
    judge(entry, call, one, "no", "There is none.")
    type(one).objects.filter(pk=one.pk).update(text="A licence that the OSI has approved")

    [check] = Entry.objects.get().rules_not_met()

    assert check.judged_rule() == "Open licence"


def test_the_same_verdict_on_a_new_version_is_a_verdict_of_its_own(call, entry):
    one = rule(call)
    judge(entry, call, one)
    entry = hand_in_again(entry, licence="Apache 2.0")

    judge(entry, call, one)

    assert EligibilityCheck.objects.get().version.number == 2


def test_parts_that_were_added_or_removed_have_changed():
    gone = content() | {"sections": []}

    assert changed_parts(content(), gone) == {"open"}
    assert changed_parts(gone, content()) == {"open"}
    assert changed_parts(content(), content()) == set()
