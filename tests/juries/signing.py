"""The chair's signature in tests: the paper is there as the worker leaves it, but not printed."""

from core import papers
from core.models import Paper
from juries.actions.deliberation import sign_panel
from juries.models import Panel

DIGEST = "5e" * 32


def prepared(panel, by):
    """The panel, once its protocol is a paper that can be signed."""
    paper = papers.prepare(Panel.PROTOCOL, panel, by=by)
    if not paper.is_ready():
        Paper.objects.filter(pk=paper.pk).update(
            state=Paper.State.READY, sha256=DIGEST, title="Protocol", made_at=paper.prepared_at
        )
    return panel


def sign_protocol(panel, by):
    """Prepare and sign."""
    return sign_panel(prepared(panel, by), by=by, sha256=DIGEST)
