"""The challenge brief as a PDF."""

from django.http import Http404

from challenges.models import Challenge
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
