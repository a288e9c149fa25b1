"""What the protocol of a panel says, for the page and for the paper."""

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from core import audit
from core.letters import by_letters
from juries.models import Conflict, Juror, Panel
from juries.results.certainty import agreement_on
from juries.results.standing import changed_weights, compare, handled_conflicts, lines_of
from submissions.models import Entry


def method_sentence(method: str) -> str:
    """How several totals become one score, in a sentence."""
    return {
        "mean": _("An entry’s score is the plain mean of its jurors’ totals."),
        "leniency": _(
            "An entry’s score is the mean of its jurors’ totals, each first corrected by how lenient or "
            "strict that juror was over all entries."
        ),
        "trimmed": _(
            "An entry’s score is the mean of its jurors’ totals; from five jurors on, one highest and one "
            "lowest total do not count."
        ),
        "median": _("An entry’s score is the middle one of its jurors’ totals."),
        "zscore": _(
            "An entry’s score is the mean of its jurors’ totals, each first brought to the same mean and the "
            "same spread for every juror."
        ),
        "borda": _("An entry’s score is the mean of its places in the jurors’ own orders; near 100 is best."),
    }[method]


def method_sentences(panel: Panel) -> list[str]:
    """How the list came about, in sentences anyone can follow."""
    return [
        _("Each entry was given to %(n)s jurors who had declared to have no conflict of interest with it.")
        % {"n": panel.reviews_per_entry},
        _(
            "Each juror marked every criterion from 0 to 5 with a reason, without seeing the marks of the "
            "others; the marks are weighted and shown as points out of 100."
        ),
        method_sentence(panel.method),
        _("Criteria that a juror did not mark do not count, neither for nor against the entry."),
        _(
            "To be ranked an entry needs finished scorecards of %(quorum)s or more jurors. The jury then "
            "talked about the entries and voted, and the cities took their own decisions on its advice."
        )
        % {"quorum": panel.quorum},
    ]


def load_meetings(panel: Panel) -> None:
    """Read the meetings with those present once, for the page and for the rules that ask about them."""
    prefetch_related_objects([panel], _present("meetings__present"))


def _present(path: str) -> Prefetch:
    return Prefetch(path, queryset=Juror.objects.select_related("user"))


def late_recusals(panel: Panel, hidden: set[int] | None = None) -> list[dict[str, Any]]:
    """Scores that were taken out of the count after scoring was closed, and whose rank that changed.

    Each with `entry`, `juror` (as the panel knows the person), `at`, `moved`: [(entry, rank before, after)].
    """
    events = list(audit.events_of(panel).filter(verb="score recused"))
    codes = {code for one in events for code in [one.details["entry"], *one.details["ranks"]]}
    entries = {one.code: one for one in Entry.objects.filter(code__in=codes).exclude(pk__in=hidden or set())}
    jurors = panel.jurors.in_bulk([one.details["juror"] for one in events])
    return [
        {
            "entry": entries[one.details["entry"]],
            "juror": jurors[one.details["juror"]].pseudonym,
            "at": one.at,
            "moved": [
                (entries[code], before, after)
                for code, (before, after) in one.details["ranks"].items()
                if code in entries
            ],
        }
        for one in events
        if one.details["entry"] in entries
    ]


def protocol_of(panel: Panel, *, hidden: set[int] | None = None, lines: bool = True) -> dict[str, Any]:
    """Meetings, motions, ranking and decisions; entries in `hidden` are left out.

    Without `lines` the tables hold the agreement alone, for a page that shows no ranking.
    """
    hidden = hidden or set()
    judged = panel.challenges.select_related("competition", "organisation")
    challenges = list(judged.order_by(by_letters("title"), "pk"))
    compared = compare(panel, challenges, hidden=hidden)
    shown = [place for one in challenges for place in compared.places[one.pk]] if lines else []
    by_entry = {line.entry.pk: line for line in lines_of(panel, shown, decisions=False)}
    by_challenge = [
        {
            "challenge": one,
            "lines": [by_entry[pk] for pk, _standing in compared.places[one.pk] if pk in by_entry],
            "agreement": agreement_on(compared, one),
        }
        for one in challenges
    ]
    decisions = panel.decisions.exclude(entry__in=hidden).select_related(
        "entry__challenge", "jury_signed_by", "city_signed_by"
    )
    return {
        "tables": by_challenge,
        "jurors": panel.seats(),
        "meetings": panel.meetings.prefetch_related(_present("present")),
        "motions": panel.motions.exclude(entry__in=hidden).select_related("entry"),
        "decisions": decisions.order_by(
            by_letters("entry__challenge__title"), "entry__challenge_id", "outcome", "entry__code"
        ),
        "method": method_sentences(panel),
        "changed_weights": changed_weights(panel),
        "conflicts": handled_conflicts(panel),
        "late_recusals": late_recusals(panel, hidden),
        "conflict_labels": dict(Conflict.Verdict.choices),
        "some_hidden": bool(hidden),
    }
