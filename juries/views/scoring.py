"""The scoring page: entry beside rubric."""

import io

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.autosave import autosave
from core.cleaning import clean_copy
from core.editing import Clash
from core.files import download
from core.forms import answer
from core.models import StoredFile
from core.requests import SignedIn
from core.templatetags.forms import first_id
from core.workflow import after_saving, require_step
from juries.actions.conflicts import step_back
from juries.actions.scoring import finish_scorecard, reopen_scorecard, save_scorecard
from juries.arithmetic.ranking.totals import shown
from juries.forms.conflicts import LateConflictForm
from juries.forms.scoring import ScoreForm
from juries.models import Assignment
from juries.models.assignment import Gap
from juries.places.workload import own_strip
from submissions.queries import jury_content


def own_assignment(request: SignedIn, code: str) -> Assignment:
    """The assignment if its entry is open to the person; before the declaration it does not exist."""
    own = Assignment.objects.readable_by(request.user).select_related(
        "juror__panel__competition",
        "entry__organisation",
        "entry__challenge__organisation",
        "entry__challenge__competition",
        "entry_version__entry",
    )
    return get_object_or_404(own, code=code)


def _not_saved(request: SignedIn, assignment: Assignment) -> HttpResponse | None:
    """Save what the button sent; where another window wrote something else, the page with both texts."""
    form = ScoreForm(request.POST, criteria=assignment.criteria(), card=assignment.card())
    names = [name for name in form.touched() if name in request.POST]
    fields = {name: request.POST[name].replace("\r\n", "\n") for name in names}
    if not fields:
        return None
    try:
        save_scorecard(assignment, by=request.user, fields=fields, version=form.version_read())
    except Clash as clash:
        clash.note()
        form.show_clash(clash)
        return _score_page(request, own_assignment(request, assignment.code), form=form, status=409)
    except ValidationError as error:
        gaps = [Gap(name, text) for name, texts in error.message_dict.items() for text in texts]
        return _score_page(request, assignment, gaps, form=form, status=400)
    return None


@login_required
def assignment_score(request: SignedIn, code: str) -> HttpResponse:
    """Read the entry and score it; the button saves a draft, finishes, or goes on."""
    assignment = own_assignment(request, code)
    if request.method == "POST":
        if refusal := _not_saved(request, assignment):
            return refusal
        messages.success(request, _("Your draft is saved."))
        if request.POST.get("go") == "skip":
            return redirect(_next(request, assignment))
        return redirect(assignment)
    return _score_page(request, assignment)


def _score_page(
    request: SignedIn,
    assignment: Assignment,
    gaps: list[Gap] | None = None,
    *,
    form: ScoreForm | None = None,
    status: int = 200,
) -> HttpResponse:
    card, criteria = assignment.card(), assignment.criteria()
    panel = assignment.juror.panel
    strip = own_strip(request.user, panel)
    content = jury_content(assignment.entry_version)
    form = form or ScoreForm(criteria=criteria, card=card)
    if gaps and not form.is_bound:
        form = ScoreForm(form.as_shown(), criteria=criteria, card=card)
    for gap in gaps or []:
        if gap.field in form.fields:
            form.add_error(gap.field, gap.text)
    context = {
        "assignment": assignment,
        "panel": panel,
        "entry": assignment.entry,
        "content": content,
        "form": form,
        "card": card,
        "total": shown(card.total(criteria), 0) if card else None,
        "scored": sum(one.value is not None for one in card.scores.all()) if card else 0,
        "open": panel.scoring_is_open() and assignment.is_to_do(),
        "gaps": [(_target(form, gap.field), gap.text) for gap in gaps or []],
        "has_errors": bool(gaps or form.clash),
        "strip": strip,
        "done": sum(one.is_scored() for one in strip),
        "next": _next_of(assignment, strip),
    }
    return render(request, "juries/assignment_score.html", context, status=status)


def _target(form: ScoreForm, name: str) -> str:
    """The id of the first thing of that field that can take the focus."""
    return first_id(form[name]) if name in form.fields else "score"


def _next_of(assignment: Assignment, strip: list[Assignment]) -> Assignment | None:
    """The next entry to do after this one, then from the beginning."""
    place = next((n for n, one in enumerate(strip) if one.pk == assignment.pk), 0)
    return next((one for one in strip[place + 1 :] + strip[:place] if one.is_to_do()), None)


def _next(request: SignedIn, assignment: Assignment) -> Assignment | str:
    following = _next_of(assignment, own_strip(request.user, assignment.juror.panel))
    return following or "juries:my_scoring"


@login_required
@require_POST
def scorecard_autosave(request: SignedIn, code: str) -> HttpResponse:
    """The saving form's own call; see docs/autosave.md."""
    assignment = own_assignment(request, code)
    return autosave(
        request,
        lambda version, fields: save_scorecard(assignment, by=request.user, fields=fields, version=version),
    )


@login_required
@require_POST
def assignment_finish(request: SignedIn, code: str) -> HttpResponse:
    """Save what was sent, then finish; what is lacking is listed and nothing is lost."""
    assignment = own_assignment(request, code)
    if refusal := _not_saved(request, assignment):
        return refusal
    assignment = own_assignment(request, code)
    if gaps := assignment.open_points():
        return _score_page(request, assignment, gaps)
    with after_saving():
        finish_scorecard(assignment, by=request.user)
    following = _next(request, assignment)
    if following == "juries:my_scoring":
        messages.success(request, _("Finished. That was the last entry that waited for you here."))
    else:
        messages.success(request, _("Finished. Here is the next entry."))
    return redirect(following)


@login_required
@require_POST
def assignment_reopen(request: SignedIn, code: str) -> HttpResponse:
    """Correct a finished scorecard."""
    assignment = own_assignment(request, code)
    reopen_scorecard(assignment, by=request.user)
    messages.info(request, _("You can change your score. Finish it again, or it does not count."))
    return redirect(assignment)


@login_required
def assignment_recuse(request: SignedIn, code: str) -> HttpResponse:
    """A conflict that shows late, or another reason to step back: the entry closes at once."""
    assignment = own_assignment(request, code)
    require_step(assignment, "recuse", request.user)
    form = LateConflictForm(request.POST or None)
    if answer(form, lambda: step_back(assignment, by=request.user, **form.cleaned_data)):
        messages.success(
            request, _("You have stepped back, and the entry is closed to you. Thank you for telling us.")
        )
        return redirect("juries:my_scoring")
    return render(request, "juries/assignment_recuse.html", {"assignment": assignment, "form": form})


@login_required
def assignment_file(request: SignedIn, code: str, number: int) -> FileResponse:
    """A file of the entry as a copy that tells nothing about who made it."""
    assignment = own_assignment(request, code)
    files = jury_content(assignment.entry_version)["attachments"]
    if not 1 <= number <= len(files):
        raise Http404
    stored = get_object_or_404(StoredFile, public_id=files[number - 1]["file"], scan=StoredFile.Scan.CLEAN)
    content, media_type = clean_copy(stored)
    return download(io.BytesIO(content), files[number - 1]["name"], media_type)
