"""A change of form or rules while entries are in: said before it is done, and fair to those who are in."""

import pytest
from django.urls import reverse
from django.utils import timezone

from challenges.actions.parts import Why, add_part, edit_part, plan_part, remove_part
from challenges.models import EligibilityRule, FormQuestion
from submissions.completeness import gaps
from submissions.models import Answer, EligibilityCheck, Entry
from tests.factories import (
    AnswerFactory,
    ChallengeFactory,
    EligibilityRuleFactory,
    EntryFactory,
    FormQuestionFactory,
    FormSectionFactory,
    MembershipFactory,
)

pytestmark = pytest.mark.django_db
WHY = Why("Asked by the ministry.")


@pytest.fixture
def challenge():
    return ChallengeFactory(published=True)


@pytest.fixture
def office(challenge):
    return MembershipFactory(organisation=challenge.competition.office, role="coordinator").user


@pytest.fixture
def section(challenge):
    return FormSectionFactory(competition=challenge.competition, identifier="idea")


@pytest.fixture
def entries(challenge, section):
    draft = EntryFactory(challenge=challenge)
    handed_in = EntryFactory(challenge=challenge, submitted=True)
    return draft, handed_in


def ask_more(challenge, section, office):
    question = FormQuestion(section=section, identifier="licence", label="Licence", required=True)
    return add_part(challenge.competition, question, by=office, why=WHY)


def fields_of(entry):
    return {gap.field for gap in gaps(Entry.objects.get(pk=entry.pk))}


def test_a_new_question_binds_drafts_and_no_entry_that_is_in(challenge, section, office, entries):
    draft, handed_in = entries
    ask_more(challenge, section, office)

    assert "licence" in fields_of(draft)
    assert "licence" not in fields_of(handed_in)
    Entry.objects.filter(pk=handed_in.pk).update(state="clarification")
    assert "licence" not in fields_of(handed_in)
    later = EntryFactory(challenge=challenge)
    Entry.objects.filter(pk=later.pk).update(state="submitted", submitted_at=timezone.now())
    assert "licence" in fields_of(later)


def test_a_question_that_becomes_required_is_treated_alike(challenge, section, office, entries):
    draft, handed_in = entries
    question = FormQuestionFactory(section=section, identifier="data", required=False)
    edit_part(challenge.competition, question, by=office, version=question.version, why=WHY, required=True)

    assert "data" in fields_of(draft)
    assert "data" not in fields_of(handed_in)


def test_a_condition_taken_away_binds_no_entry_that_is_in(challenge, section, office, entries):
    draft, handed_in = entries
    first = FormQuestionFactory(section=section, identifier="first", kind="yes_no", required=False)
    second = FormQuestionFactory(section=section, identifier="second", shown_if=first, shown_value="yes")
    change = {"version": second.version, "shown_if": None, "shown_value": ""}

    said = plan_part(challenge.competition, second, by=office, **change).consequences
    edit_part(challenge.competition, second, by=office, why=WHY, **change)

    assert "1 draft has to answer it before it is handed in." in said
    assert "second" in fields_of(draft)
    assert "second" not in fields_of(handed_in)


def test_an_answer_that_was_handed_in_stands_by_the_limits_of_then(challenge, section, office, entries):
    draft, handed_in = entries
    question = FormQuestionFactory(section=section, identifier="how", word_limit=9)
    for entry in entries:
        AnswerFactory(entry=entry, question=question, text="one two three four")
    Answer.objects.update(saved_at=handed_in.submitted_at)
    edit_part(challenge.competition, question, by=office, version=question.version, why=WHY, word_limit=3)

    assert "how" in fields_of(draft)
    assert "how" not in fields_of(handed_in)
    Answer.objects.update(saved_at=timezone.now())
    assert "how" in fields_of(handed_in)


def test_who_reads_the_answers_is_said_to_hold_for_those_that_are_in(challenge, section, office, entries):
    question = FormQuestionFactory(section=section, identifier="how")
    change = {"version": question.version, "seen_by": "office"}

    (said,) = plan_part(challenge.competition, question, by=office, **change).consequences

    assert "1 entry that is in" in said


def test_what_it_means_is_said_before_it_is_saved(challenge, section, office, entries, client):
    client.force_login(office)
    address = reverse("challenges:part_create", args=[challenge.competition.code, "questions"])
    data = {
        "section": section.pk,
        "label": "Licence",
        "identifier": "licence",
        "kind": "long",
        "required": "on",
    }

    page = client.post(address, data).text

    assert "1 draft has to answer it" in page
    assert "1 entry that is in need not answer it" in page
    assert not FormQuestion.objects.filter(identifier="licence").exists()


def test_a_rule_says_whom_it_holds_back_and_whom_no_more(challenge, office, entries):
    competition = challenge.competition
    new = EligibilityRule(competition=competition, text="Open licence")
    assert plan_part(competition, new, by=office).consequences == (
        "1 entry needs a verdict on it before it is admitted.",
    )
    rule = EligibilityRuleFactory(competition=competition)
    EligibilityCheck.objects.create(entry=entries[1], rule=rule, verdict="no", reason="None.", by=office)

    said = plan_part(competition, rule, by=office, act="removed").consequences

    assert said == (
        "1 verdict on it no longer counts.",
        "1 entry did not meet it, and is no longer held back by it.",
    )
    remove_part(competition, rule, by=office, why=WHY)
    assert not entries[1].rules_not_met()


def test_nothing_is_said_where_nobody_is_in(challenge, section, office):
    question = FormQuestion(section=section, identifier="licence", label="Licence")
    assert plan_part(challenge.competition, question, by=office).consequences == ()
