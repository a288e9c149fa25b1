"""What a change of form or rules, while entries are in, means for whom: said before it is done."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import ngettext

from challenges.models import Competition, EligibilityRule, FormQuestion
from submissions.models import Answer, EligibilityCheck, Entry

ASKING = {"required_from", "shown_if", "shown_value"}
LIMITS = {"word_limit", "letter_limit", "kind", "choices", "unit", "minimum", "maximum", "decimals"}


def consequences(competition: Competition, part: Any, change: str | dict[str, Any]) -> list[str]:
    """Sentences for a part that is added, removed or restored, or whose fields get these values."""
    entries = Entry.objects.filter(challenge__competition=competition).not_withdrawn()
    if isinstance(part, FormQuestion):
        return _of_question(part, change, entries)
    if isinstance(part, EligibilityRule):
        return _of_rule(part, change, entries)
    return []


def is_answered(question: FormQuestion) -> bool:
    """Whether a team has written something there."""
    return Answer.objects.filter(question=question).exclude(text="").exists()


def _of_question(question: FormQuestion, change: str | dict[str, Any], entries: QuerySet) -> list[str]:
    drafts = entries.filter(state=Entry.State.DRAFT).count()
    handed_in = entries.exclude(state=Entry.State.DRAFT).count()
    becomes = (
        change.get("required") if isinstance(change, dict) else change != "removed" and question.required
    )
    found = []
    if isinstance(change, dict) and (said := _of_reading(change, handed_in)):
        return [said]
    if becomes or (isinstance(change, dict) and question.required and ASKING & change.keys()):
        since = change.get("required_from") if isinstance(change, dict) else question.required_from
        must = _must_answer_later if since and since > timezone.now() else _must_answer
        found = [must(drafts), _need_not_answer(handed_in)]
    elif change == "removed":
        answers = Answer.objects.filter(question=question).exclude(text="").count() if question.pk else 0
        found = [_answers_stay(answers)]
    elif isinstance(change, dict) and LIMITS & change.keys():
        found = [_are_checked(drafts), _stay_as_they_are(handed_in)]
    return [sentence for sentence in found if sentence]


def _of_reading(change: dict[str, Any], handed_in: int) -> str:
    """Of who reads the answers: it holds at once, also for what is in."""
    if not handed_in or not {"seen_by", "names_people"} & change.keys():
        return ""
    words = ngettext(
        "It holds at once for %d entry that is in; what was asked for one side alone stays so.",
        "It holds at once for %d entries that are in; what was asked for one side alone stays so.",
        handed_in,
    )
    return words % handed_in


def _of_rule(rule: EligibilityRule, change: str | dict[str, Any], entries: QuerySet) -> list[str]:
    open_ones = entries.filter(state__in=[Entry.State.SUBMITTED, Entry.State.CLARIFICATION])
    decided = entries.exclude(state=Entry.State.DRAFT).exclude(pk__in=open_ones.values("pk")).count()
    checks = EligibilityCheck.objects.filter(rule=rule) if rule.pk else EligibilityCheck.objects.none()
    found = []
    if change in ("added", "restored"):
        found = [_need_a_verdict(open_ones.exclude(checks__in=checks).count()), _stay_decided(decided)]
    elif change == "removed":
        refused = checks.filter(entry__in=open_ones.values("pk"), verdict="no").count()
        found = [_no_longer_count(checks.count()), _no_longer_held_back(refused), _stay_decided(decided)]
    elif isinstance(change, dict) and "text" in change:
        found = [_keep_their_words(checks.filter(~Q(verdict="")).count())]
    return [sentence for sentence in found if sentence]


def _must_answer(n: int) -> str:
    words = ngettext(
        "%d draft has to answer it before it is handed in.",
        "%d drafts have to answer it before they are handed in.",
        n,
    )
    return words % n if n else ""


def _must_answer_later(n: int) -> str:
    words = ngettext(
        "%d draft has to answer it if it is handed in from its date on.",
        "%d drafts have to answer it if they are handed in from its date on.",
        n,
    )
    return words % n if n else ""


def _need_not_answer(n: int) -> str:
    words = ngettext(
        "%d entry that is in need not answer it, also while it clarifies something.",
        "%d entries that are in need not answer it, also while they clarify something.",
        n,
    )
    return words % n if n else ""


def _answers_stay(n: int) -> str:
    words = ngettext(
        "%d answer to it is kept, and is not asked for any more.",
        "%d answers to it are kept, and are not asked for any more.",
        n,
    )
    return words % n if n else ""


def _are_checked(n: int) -> str:
    words = ngettext(
        "%d draft is checked by it when it is handed in.",
        "%d drafts are checked by it when they are handed in.",
        n,
    )
    return words % n if n else ""


def _stay_as_they_are(n: int) -> str:
    words = ngettext("%d entry that is in stays as it is.", "%d entries that are in stay as they are.", n)
    return words % n if n else ""


def _need_a_verdict(n: int) -> str:
    words = ngettext(
        "%d entry needs a verdict on it before it is admitted.",
        "%d entries need a verdict on it before they are admitted.",
        n,
    )
    return words % n if n else ""


def _stay_decided(n: int) -> str:
    words = ngettext(
        "%d entry that is decided stays as it was decided.",
        "%d entries that are decided stay as they were decided.",
        n,
    )
    return words % n if n else ""


def _no_longer_count(n: int) -> str:
    words = ngettext("%d verdict on it no longer counts.", "%d verdicts on it no longer count.", n)
    return words % n if n else ""


def _no_longer_held_back(n: int) -> str:
    words = ngettext(
        "%d entry did not meet it, and is no longer held back by it.",
        "%d entries did not meet it, and are no longer held back by it.",
        n,
    )
    return words % n if n else ""


def _keep_their_words(n: int) -> str:
    words = ngettext(
        "%d verdict was given on the old words, which stay beside it.",
        "%d verdicts were given on the old words, which stay beside them.",
        n,
    )
    return words % n if n else ""
