from django.urls import path

from challenges.views import (
    challenges,
    competitions,
    corrections,
    dates,
    imports,
    parts,
    public,
    questions,
    reviews,
)

app_name = "challenges"
own, part = "challenges/<slug:code>/", "office/competitions/<slug:code>/parts/<slug:kind>/"

urlpatterns = [
    path("competitions/", public.competition_list, name="competition_list"),
    path("competitions/<slug:code>/", public.competition_detail, name="competition_detail"),
    path("competitions/<slug:code>/history/", public.competition_history, name="competition_history"),
    path("competitions/<slug:code>/changes.atom", public.competition_changes, name="competition_changes"),
    path("challenges/", public.challenge_list, name="challenge_list"),
    path(own, public.challenge_detail, name="challenge_detail"),
    path(f"{own}calendar.ics", public.challenge_calendar, name="challenge_calendar"),
    path(f"{own}changes.atom", public.challenge_changes, name="challenge_changes"),
    path(f"{own}correct/", corrections.challenge_correct, name="challenge_correct"),
    path(f"{own}correct/decline/", corrections.correction_decline, name="correction_decline"),
    path(f"{own}correct/take-back/", corrections.correction_take_back, name="correction_take_back"),
    path(f"{own}questions/", questions.question_create, name="question_create"),
    path(f"{own}questions/<int:pk>/answer/", questions.question_answer, name="question_answer"),
    path(f"{own}history/", public.challenge_history, name="challenge_history"),
    path(f"{own}questions/<int:pk>/correct/", questions.question_correct, name="question_correct"),
    path("my-questions/", questions.question_list, name="question_list"),
    path("my-challenges/", challenges.my_challenge_list, name="my_challenge_list"),
    path("my-challenges/new/", challenges.challenge_create, name="challenge_create"),
    path(f"{own}edit/", challenges.challenge_edit, name="challenge_edit"),
    path(f"{own}edit/<slug:section>/", challenges.challenge_section, name="challenge_section"),
    path(f"{own}edit/<slug:section>/save/", challenges.challenge_autosave, name="challenge_autosave"),
    path(f"{own}indicators/new/", challenges.indicator_edit, name="indicator_create"),
    path(f"{own}indicators/<int:pk>/", challenges.indicator_edit, name="indicator_edit"),
    path(f"{own}indicators/<int:pk>/remove/", challenges.indicator_remove, name="indicator_remove"),
    path(f"{own}check/", reviews.challenge_check, name="challenge_check"),
    path(f"{own}transition/", reviews.challenge_transition, name="challenge_transition"),
    path(f"{own}withdraw/", reviews.challenge_withdraw, name="challenge_withdraw"),
    path(f"{own}reinstate/", reviews.challenge_reinstate, name="challenge_reinstate"),
    path("office/competitions/", competitions.office_competition_list, name="office_competition_list"),
    path("office/competitions/new/", competitions.competition_create, name="competition_create"),
    path("office/competitions/<slug:code>/", competitions.competition_edit, name="competition_edit"),
    path(
        "office/competitions/<slug:code>/setup/<slug:section>/",
        competitions.competition_section,
        name="competition_section",
    ),
    path(
        "office/competitions/<slug:code>/transition/",
        competitions.competition_transition,
        name="competition_transition",
    ),
    path(
        "office/competitions/<slug:code>/cancel/", competitions.competition_cancel, name="competition_cancel"
    ),
    path("office/competitions/<slug:code>/weights/", parts.weights_edit, name="weights_edit"),
    path(part, parts.part_list, name="part_list"),
    path(f"{part}new/", parts.part_edit, name="part_create"),
    path(f"{part}<int:pk>/", parts.part_edit, name="part_edit"),
    path(f"{part}<int:pk>/remove/", parts.part_remove, name="part_remove"),
    path(f"{part}<int:pk>/restore/", parts.part_restore, name="part_restore"),
    path("office/challenges/", reviews.review_list, name="review_list"),
    path("office/challenges/<slug:code>/", reviews.review_detail, name="review_detail"),
    path("office/challenges/<slug:code>/dates/", dates.challenge_dates, name="challenge_dates"),
    path("office/import/", imports.import_list, name="import_list"),
    path("office/import/<slug:code>/", imports.import_detail, name="import_detail"),
]
