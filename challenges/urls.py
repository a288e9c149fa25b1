from django.urls import path

from challenges.views import city, office, parts, public

app_name = "challenges"
own, part = "challenges/<slug:code>/", "office/competitions/<slug:code>/parts/<slug:kind>/"

urlpatterns = [
    path("competitions/", public.competition_list, name="competition_list"),
    path("competitions/<slug:code>/", public.competition_detail, name="competition_detail"),
    path("competitions/<slug:code>/history/", public.competition_history, name="competition_history"),
    path("challenges/", public.challenge_list, name="challenge_list"),
    path(own, public.challenge_detail, name="challenge_detail"),
    path(f"{own}calendar.ics", public.challenge_calendar, name="challenge_calendar"),
    path(f"{own}questions/", public.question_create, name="question_create"),
    path(f"{own}questions/<int:pk>/answer/", public.question_answer, name="question_answer"),
    path(f"{own}history/", public.challenge_history, name="challenge_history"),
    path("my-questions/", public.question_list, name="question_list"),
    path("my-challenges/", city.my_challenge_list, name="my_challenge_list"),
    path("my-challenges/new/", city.challenge_create, name="challenge_create"),
    path(f"{own}edit/", city.challenge_edit, name="challenge_edit"),
    path(f"{own}edit/<slug:section>/", city.challenge_section, name="challenge_section"),
    path(f"{own}edit/<slug:section>/save/", city.challenge_autosave, name="challenge_autosave"),
    path(f"{own}indicators/new/", city.indicator_edit, name="indicator_create"),
    path(f"{own}indicators/<int:pk>/", city.indicator_edit, name="indicator_edit"),
    path(f"{own}indicators/<int:pk>/remove/", city.indicator_remove, name="indicator_remove"),
    path(f"{own}check/", city.challenge_check, name="challenge_check"),
    path(f"{own}transition/", city.challenge_transition, name="challenge_transition"),
    path(f"{own}withdraw/", city.challenge_withdraw, name="challenge_withdraw"),
    path("office/competitions/", office.office_competition_list, name="office_competition_list"),
    path("office/competitions/new/", office.competition_create, name="competition_create"),
    path("office/competitions/<slug:code>/", office.competition_edit, name="competition_edit"),
    path(
        "office/competitions/<slug:code>/setup/<slug:section>/",
        office.competition_section,
        name="competition_section",
    ),
    path(
        "office/competitions/<slug:code>/transition/",
        office.competition_transition,
        name="competition_transition",
    ),
    path("office/competitions/<slug:code>/cancel/", office.competition_cancel, name="competition_cancel"),
    path(part, parts.part_list, name="part_list"),
    path(f"{part}new/", parts.part_edit, name="part_create"),
    path(f"{part}<int:pk>/", parts.part_edit, name="part_edit"),
    path(f"{part}<int:pk>/remove/", parts.part_remove, name="part_remove"),
    path(f"{part}<int:pk>/restore/", parts.part_restore, name="part_restore"),
    path("office/challenges/", office.review_list, name="review_list"),
    path("office/challenges/<slug:code>/", office.review_detail, name="review_detail"),
    path("office/import/", office.import_list, name="import_list"),
    path("office/import/<slug:code>/", office.import_detail, name="import_detail"),
]
