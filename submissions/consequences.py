"""What a change of form or rules, while entries are in, means for whom: said before it is done."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import ngettext_lazy

from challenges.models import Competition, EligibilityRule, FormQuestion
from submissions.models import Answer, EligibilityCheck, Entry

ASKING = {"required_from", "shown_if", "shown_value"}
LIMITS = {"word_limit", "letter_limit", "kind", "choices", "unit", "minimum", "maximum", "decimals"}

# What is said of how many drafts, entries, answers or verdicts.
HOLDS_AT_ONCE = ngettext_lazy(
    "It holds at once for %d entry that is in; what was asked for one side alone stays so.",
    "It holds at once for %d entries that are in; what was asked for one side alone stays so.",
)
MUST_ANSWER = ngettext_lazy(
    "%d draft has to answer it before it is handed in.",
    "%d drafts have to answer it before they are handed in.",
)
MUST_ANSWER_LATER = ngettext_lazy(
    "%d draft has to answer it if it is handed in from its date on.",
    "%d drafts have to answer it if they are handed in from its date on.",
)
NEED_NOT_ANSWER = ngettext_lazy(
    "%d entry that is in need not answer it, also while it clarifies something.",
    "%d entries that are in need not answer it, also while they clarify something.",
)
ANSWERS_STAY = ngettext_lazy(
    "%d answer to it is kept, and is not asked for any more.",
    "%d answers to it are kept, and are not asked for any more.",
)
ARE_CHECKED = ngettext_lazy(
    "%d draft is checked by it when it is handed in.",
    "%d drafts are checked by it when they are handed in.",
)
STAY_AS_THEY_ARE = ngettext_lazy(
    "%d entry that is in stays as it is.",
    "%d entries that are in stay as they are.",
)
NEED_A_VERDICT = ngettext_lazy(
    "%d entry needs a verdict on it before it is admitted.",
    "%d entries need a verdict on it before they are admitted.",
)
STAY_DECIDED = ngettext_lazy(
    "%d entry that is decided stays as it was decided.",
    "%d entries that are decided stay as they were decided.",
)
NO_LONGER_COUNT = ngettext_lazy(
    "%d verdict on it no longer counts.",
    "%d verdicts on it no longer count.",
)
NO_LONGER_HELD_BACK = ngettext_lazy(
    "%d entry did not meet it, and is no longer held back by it.",
    "%d entries did not meet it, and are no longer held back by it.",
)
KEEP_THEIR_WORDS = ngettext_lazy(
    "%d verdict was given on the old words, which stay beside it.",
    "%d verdicts were given on the old words, which stay beside them.",
)


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
    return _answers_to(question).exists()


def _answers_to(question: FormQuestion) -> QuerySet:
    return Answer.objects.filter(question=question).exclude(text="")


def _of_question(question: FormQuestion, change: str | dict[str, Any], entries: QuerySet) -> list[str]:
    drafts = entries.filter(state=Entry.State.DRAFT).count()
    handed_in = entries.exclude(state=Entry.State.DRAFT).count()
    becomes = (
        change.get("required") if isinstance(change, dict) else change != "removed" and question.required
    )
    found: list[tuple[Any, int]] = []
    if isinstance(change, dict) and handed_in and {"seen_by", "names_people"} & change.keys():
        return _said([(HOLDS_AT_ONCE, handed_in)])
    if becomes or (isinstance(change, dict) and question.required and ASKING & change.keys()):
        since = change.get("required_from") if isinstance(change, dict) else question.required_from
        must = MUST_ANSWER_LATER if since and since > timezone.now() else MUST_ANSWER
        found = [(must, drafts), (NEED_NOT_ANSWER, handed_in)]
    elif change == "removed":
        answers = _answers_to(question).count() if question.pk else 0
        found = [(ANSWERS_STAY, answers)]
    elif isinstance(change, dict) and LIMITS & change.keys():
        found = [(ARE_CHECKED, drafts), (STAY_AS_THEY_ARE, handed_in)]
    return _said(found)


def _of_rule(rule: EligibilityRule, change: str | dict[str, Any], entries: QuerySet) -> list[str]:
    open_ones = entries.filter(state__in=[Entry.State.SUBMITTED, Entry.State.CLARIFICATION])
    decided = entries.exclude(state=Entry.State.DRAFT).exclude(pk__in=open_ones.values("pk")).count()
    checks = EligibilityCheck.objects.filter(rule=rule) if rule.pk else EligibilityCheck.objects.none()
    found: list[tuple[Any, int]] = []
    if change in ("added", "restored"):
        found = [(NEED_A_VERDICT, open_ones.exclude(checks__in=checks).count()), (STAY_DECIDED, decided)]
    elif change == "removed":
        refused = checks.filter(entry__in=open_ones.values("pk"), verdict="no").count()
        found = [(NO_LONGER_COUNT, checks.count()), (NO_LONGER_HELD_BACK, refused), (STAY_DECIDED, decided)]
    elif isinstance(change, dict) and "text" in change:
        found = [(KEEP_THEIR_WORDS, checks.filter(~Q(verdict="")).count())]
    return _said(found)


def _said(found: list[tuple[Any, int]]) -> list[str]:
    """The sentences with their numbers; nothing is said of none."""
    return [words % number for words, number in found if number]
