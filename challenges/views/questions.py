"""Questions about a challenge and their answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges.actions.questions import answer_question, ask_question
from challenges.forms.questions import AnswerForm, QuestionForm
from challenges.models import Question
from challenges.permissions import is_challenge_editor_or_coordinator
from challenges.views.public import detail_context, seen_challenge
from core import lists
from core.forms import answer
from core.requests import SignedIn


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
    if not is_challenge_editor_or_coordinator(challenge, request.user):
        raise Http404
    form = AnswerForm(request.POST or None)
    if answer(form, lambda: answer_question(question, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Your answer is public now."))
        return redirect(f"{challenge.get_absolute_url()}#questions")
    context = {"challenge": challenge, "question": question, "form": form}
    return render(request, "challenges/question_answer.html", context)


@login_required
def question_list(request: SignedIn) -> HttpResponse:
    """Questions that wait for an answer by the person's city."""
    questions = Question.objects.open_for(request.user).select_related("challenge__organisation")
    return render(request, "challenges/question_list.html", lists.page(request, None, questions).context)
