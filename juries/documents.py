"""Papers of the jury: the protocol and the certificate of an award."""

from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from core.models import Anyone, User
from core.papers import Kind
from core.pdf import render_pdf
from juries.models import Award, Panel
from juries.permissions import is_chair, is_panel_coordinator
from juries.results.protocol import protocol_of
from juries.results.standing import hidden_entries, may_see_scores


def jury_protocol(code: str, user: User) -> tuple[str, bytes]:
    """The protocol of a panel, as the person may read it; 404 unless scores are open to the person."""
    panel = Panel.objects.visible_to(user).select_related("competition__office").filter(code=code).first()
    if panel is None or not may_see_scores(panel, user):
        raise Http404
    language = translation.get_language() or "en"
    title = _("Jury protocol: %(panel)s") % {"panel": panel.title}
    context = protocol_of(panel, hidden=hidden_entries(panel, user)) | {
        "panel": panel,
        "is_demo": panel.is_demo,
        "names_shown": is_chair(panel, user) or is_panel_coordinator(panel, user),
    }
    return title, render_pdf("juries/documents/jury_protocol.html", context, title=title, language=language)


def _paper_of(panel: Panel) -> tuple[str, str, dict[str, Any]]:
    """What the protocol that is signed says: everything, with the jurors' names."""
    context = protocol_of(panel) | {
        "panel": panel,
        "is_demo": panel.is_demo,
        "names_shown": True,
        "stays": True,
        "check_url": settings.SITE_URL + reverse("paper_check"),
    }
    title = _("Jury protocol: %(panel)s") % {"panel": panel.title}
    return title, "juries/documents/jury_protocol.html", context


def _reads_paper(panel: Panel, user: Anyone) -> bool:
    """Who may read the whole protocol: chair and office, unless an entry is hidden from the person."""
    signs = is_chair(panel, user) or is_panel_coordinator(panel, user)
    return signs and may_see_scores(panel, user) and not hidden_entries(panel, user)


def protocol_paper() -> Kind:
    """The protocol as the paper that the chair signs."""
    return Kind(Panel, _paper_of, _reads_paper)


def award_certificate(code: str, user: User) -> tuple[str, bytes]:
    """The certificate of an announced award; anybody who is signed in may have it."""
    award = Award.objects.visible_to(user).for_lists().filter(code=code).first()
    if award is None:
        raise Http404
    language = translation.get_language() or "en"
    title = award.title
    context = {
        "award": award,
        "entry": award.entry,
        "challenge": award.entry.challenge,
        "is_demo": award.entry.is_demo,
    }
    return title, render_pdf(
        "juries/documents/award_certificate.html", context, title=title, language=language
    )
