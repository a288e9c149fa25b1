"""The challenge brief and the entry form as PDFs."""

from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from challenges.blank_form import blank_form
from challenges.models import Challenge, Competition
from core.models import User
from core.pdf import render_pdf


def challenge_brief(code: str, user: User) -> tuple[str, bytes]:
    """Title and PDF of the brief. Raises Http404 when the user may not see the challenge."""
    rows = Challenge.objects.visible_to(user).select_related("competition__office", "organisation", "area")
    challenge = rows.filter(code=code).first()
    if challenge is None:
        raise Http404
    context = {
        "challenge": challenge,
        "competition": challenge.competition,
        "indicators": list(challenge.indicators.all()),
        "criteria": challenge.criteria_in_force(),
        "partners": challenge.partners(),
        "is_demo": challenge.is_demo,
    }
    pdf = render_pdf(
        "challenges/documents/challenge_brief.html",
        context,
        title=challenge.title,
        language=challenge.language,
    )
    return challenge.title, pdf


def entry_form(code: str, user: User) -> tuple[str, bytes]:
    """Title and PDF of a competition's entry form, to read and to draft in."""
    competition = Competition.objects.visible_to(user).filter(code=code).first()
    if competition is None:
        raise Http404
    title = _("Entry form: %(title)s") % {"title": competition.title}
    context = {
        "competition": competition,
        "sections": blank_form(competition),
        "is_demo": competition.is_demo,
    }
    template = "challenges/documents/entry_form.html"
    return title, render_pdf(template, context, title=title, language=get_language() or "en")
