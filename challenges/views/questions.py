"""Questions about a challenge and their answers."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges.actions.questions import answer_question, ask_question, correct_question, plan_correction
from challenges.forms.questions import AnswerForm, CorrectionForm, QuestionForm
from challenges.models import Question
from challenges.permissions import is_challenge_editor_or_coordinator
from challenges.views.public import detail_context, seen_challenge
from core import lists
from core.changes.page import ask_first
from core.forms import answer, status_of
from core.requests import SignedIn
from core.workflow import Refused


@login_required
@require_POST
def question_create(request: SignedIn, code: str) -> HttpResponse:
    """Ask the city."""
    challenge = seen_challenge(request, code)
    form = QuestionForm(request.POST)
    if answer(form, lambda: ask_question(challenge, by=request.user, **form.cleaned_data), once=request):
        messages.success(
            request, _("Your question is with the city. You will get a mail when it is answered.")
        )
        return redirect(f"{challenge.get_absolute_url()}#questions")
    return render(request, "challenges/challenge_detail.html", detail_context(request, challenge, form))


@login_required
def question_answer(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """The city answers, for everybody to read."""
    challenge = seen_challenge(request, code)
    rows = challenge.questions.visible_to(request.user)
    question = get_object_or_404(rows, pk=pk)
    question.challenge = challenge
    if not is_challenge_editor_or_coordinator(challenge, request.user):
        raise Http404
    form = AnswerForm(request.POST or None, question=question)
    if answer(form, lambda: answer_question(question, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Your answer is public now."))
        return redirect(f"{challenge.get_absolute_url()}#questions")
    context = {"challenge": challenge, "question": question, "form": form}
    return render(request, "challenges/question_answer.html", context)


@login_required
def question_correct(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """Other words for a public answer: asked, shown with who is told, then done."""
    challenge = seen_challenge(request, code)
    question = get_object_or_404(challenge.questions.answered().select_related("challenge"), pk=pk)
    question.challenge = challenge
    if not is_challenge_editor_or_coordinator(challenge, request.user):
        raise Http404
    if not question.may_be_corrected():
        raise Refused(_("The challenge is called off: its answers stay as they are."))
    form = CorrectionForm(request.POST or None, instance=question)

    def show() -> HttpResponse:
        context = {"challenge": challenge, "question": question, "form": form}
        return render(request, "challenges/question_correct.html", context, status=status_of(form))

    def done() -> HttpResponse:
        messages.success(request, _("Saved."))
        return redirect(f"{challenge.get_absolute_url()}#questions")

    def read() -> dict[str, Any]:
        return {"by": request.user, "version": form.version_read(), **form.values()}

    return ask_first(
        request,
        form,
        plan=lambda: plan_correction(question, **read()),
        act=lambda reason="", weight="": correct_question(question, reason=reason, weight=weight, **read()),
        show=show,
        done=done,
    )


@login_required
def question_list(request: SignedIn) -> HttpResponse:
    """Questions that wait for an answer by the person's city."""
    questions = Question.objects.open_for(request.user).select_related("challenge__organisation")
    return render(request, "challenges/question_list.html", lists.page(request, None, questions).context)
