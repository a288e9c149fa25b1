"""Two windows on an entry: the office's verdicts, the roles of a team, and files that somebody takes away."""

import pytest
from django.urls import reverse

from submissions.actions.files import remove_attachment
from submissions.models import Attachment, EligibilityCheck, Entry
from tests.editing.submissions import attachment
from tests.editing.windows import Window
from tests.factories import ContributorFactory, EligibilityRuleFactory, EntryFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    """Opens the office's page of one entry with two rules, as often as asked for."""
    entry = EntryFactory(submitted=True)
    competition = entry.challenge.competition
    competition.closes_at = entry.submitted_at
    competition.save()
    rules = [EligibilityRuleFactory(competition=competition) for _n in range(2)]
    user = MembershipFactory(organisation=competition.office, role="coordinator").user
    address = reverse("submissions:screening_detail", args=[entry.code])

    def window():
        return Window(user, address, f"reason-{rules[0].pk}")

    window.one, window.two = (rule.pk for rule in rules)
    window.decide = reverse("submissions:screening_decide", args=[entry.code])
    return window


def verdicts():
    return {check.rule_id: (check.verdict, check.reason) for check in EligibilityCheck.objects.all()}


def test_two_colleagues_on_two_rules_keep_both_verdicts(desk):
    first, second = desk(), desk()
    written = Entry.objects.get().saved_at

    assert first.send(**{f"rule-{desk.one}": "yes"}) == 302
    assert second.send(**{f"rule-{desk.two}": "no", f"reason-{desk.two}": "You are two."}) == 302

    assert verdicts() == {desk.one: ("yes", ""), desk.two: ("no", "You are two.")}
    assert Entry.objects.get().saved_at == written


def test_a_verdict_that_was_left_alone_does_not_undo_a_later_one(desk):
    desk().send(**{f"rule-{desk.one}": "unclear"})
    first, second = desk(), desk()

    assert first.send(**{f"rule-{desk.one}": "yes"}) == 302
    assert second.send(**{f"rule-{desk.two}": "yes"}) == 302

    assert verdicts() == {desk.one: ("yes", ""), desk.two: ("yes", "")}


def test_two_colleagues_on_one_rule_see_what_the_other_judged(desk):
    first, second = desk(), desk()
    theirs = {f"rule-{desk.one}": "no", f"reason-{desk.one}": "You are two."}

    assert first.send(**theirs) == 302
    assert second.send(**{f"rule-{desk.one}": "yes"}) == 409

    assert "You are two." in second.text()
    assert second.fields[f"rule-{desk.one}"] == ["yes"]
    assert verdicts() == {desk.one: ("no", "You are two.")}

    assert second.send(**{f"reason-{desk.one}": ""}) == 302
    assert verdicts() == {desk.one: ("yes", "")}


def test_nobody_is_rejected_for_a_reason_that_was_not_read(desk):
    desk().send(**{f"rule-{desk.one}": "no", f"reason-{desk.one}": "You are two.", f"rule-{desk.two}": "yes"})
    first, second = desk(), desk()
    first.send(**{f"reason-{desk.one}": "You are one."})
    second.target = desk.decide

    assert second.send(name="reject", note="We are sorry.") == 409

    assert "You are one." in second.text()
    assert second.fields["note"].strip() == "We are sorry."
    assert Entry.objects.get().state == "submitted"
    second.target = desk.decide
    assert second.send(name="reject") == 302
    assert Entry.objects.get().state == "ineligible"


def test_two_leads_give_one_person_two_roles():
    entry = EntryFactory()
    lead = entry.contributors.get().user
    seat = ContributorFactory(entry=entry)
    page = reverse("submissions:contributor_list", args=[entry.code])
    one, two = Window(lead, page, "as_read"), Window(lead, page, "as_read")
    for window in (one, two):
        window.take(reverse("submissions:contributor_role", args=[entry.code, seat.pk]))

    assert one.send(role="viewer") == 302
    assert two.send(role="lead") == 409

    seat.refresh_from_db()
    assert seat.role == "viewer"
    assert "Viewer: reads" in two.page.find(role="alert").get_text()

    two.take(reverse("submissions:contributor_role", args=[entry.code, seat.pk]))
    assert two.fields["role"] == "lead"
    assert two.send() == 302
    seat.refresh_from_db()
    assert seat.role == "lead"


def test_words_for_a_file_that_was_taken_away_stay_with_the_person():
    user, address = attachment()
    window = Window(user, address, "title")
    remove_attachment(Attachment.objects.get(), by=user)

    assert window.send(title="Site plan") == 200

    assert "removed or replaced meanwhile" in window.text()
    assert window.fields["title"] == "Site plan"
    assert Attachment.objects.get().title != "Site plan"


def test_a_file_that_is_taken_away_keeps_what_a_colleague_wrote_meanwhile():
    user, address = attachment()
    before = Attachment.objects.select_related("entry").get()
    Window(user, address, "title").send(title="Site plan")

    remove_attachment(before, by=user)

    removed = Attachment.objects.get()
    assert (removed.title, removed.removed_at is None) == ("Site plan", False)
