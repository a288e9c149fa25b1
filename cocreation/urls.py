"""Addresses of projects and of what is on their boards."""

from django.urls import path

from cocreation.views import board, gates, indicators, milestones, notes, people, projects, updates

app_name = "cocreation"

urlpatterns = [
    path("projects/", projects.project_list, name="project_list"),
    path("my-projects/", projects.my_project_list, name="my_project_list"),
    path("results/<slug:code>/project/", projects.project_start, name="project_start"),
    path("projects/<slug:code>/", projects.project_detail, name="project_detail"),
    path("projects/<slug:code>/board/", board.project_board, name="project_board"),
    path("projects/<slug:code>/edit/", projects.project_edit, name="project_edit"),
    path("projects/<slug:code>/move/", projects.project_transition, name="project_transition"),
    path("projects/<slug:code>/discontinue/", projects.project_discontinue, name="project_discontinue"),
    path("projects/<slug:code>/follow/", projects.project_follow, name="project_follow"),
    path("projects/<slug:code>/history/", projects.project_history, name="project_history"),
    path("projects/<slug:code>/members/", people.member_list, name="member_list"),
    path("projects/<slug:code>/members/new/", people.member_create, name="member_create"),
    path("projects/<slug:code>/members/<int:member>/remove/", people.member_remove, name="member_remove"),
    path("projects/<slug:code>/gates/", gates.gate_list, name="gate_list"),
    path("projects/<slug:code>/gate/", gates.gate_edit, name="gate_edit"),
    path("gates/<slug:code>/decide/", gates.gate_decide, name="gate_decide"),
    path("projects/<slug:code>/milestones/", milestones.milestone_list, name="milestone_list"),
    path("projects/<slug:code>/milestones/new/", milestones.milestone_create, name="milestone_create"),
    path("milestones/<slug:code>/", milestones.milestone_detail, name="milestone_detail"),
    path("milestones/<slug:code>/edit/", milestones.milestone_edit, name="milestone_edit"),
    path("milestones/<slug:code>/move/", milestones.milestone_move, name="milestone_move"),
    path("milestones/<slug:code>/finish/", milestones.milestone_finish, name="milestone_finish"),
    path("milestones/<slug:code>/evidence/", milestones.milestone_file, name="milestone_file"),
    path("projects/<slug:code>/indicators/", indicators.indicator_list, name="indicator_list"),
    path("projects/<slug:code>/indicators/new/", indicators.indicator_create, name="indicator_create"),
    path("indicators/<slug:code>/", indicators.indicator_detail, name="indicator_detail"),
    path("indicators/<slug:code>/edit/", indicators.indicator_edit, name="indicator_edit"),
    path("indicators/<slug:code>/retire/", indicators.indicator_retire, name="indicator_retire"),
    path("indicators/<slug:code>/readings/new/", indicators.reading_create, name="reading_create"),
    path("readings/<slug:code>/correct/", indicators.reading_correct, name="reading_correct"),
    path("projects/<slug:code>/updates/", updates.update_list, name="update_list"),
    path("projects/<slug:code>/updates/new/", updates.update_create, name="update_create"),
    path("updates/<slug:code>/", updates.update_detail, name="update_detail"),
    path("updates/<slug:code>/edit/", updates.update_edit, name="update_edit"),
    path("updates/<slug:code>/publish/", updates.update_publish, name="update_publish"),
    path("projects/<slug:code>/risks/", notes.risk_list, name="risk_list"),
    path("projects/<slug:code>/risks/new/", notes.risk_create, name="risk_create"),
    path("risks/<slug:code>/edit/", notes.risk_edit, name="risk_edit"),
    path("projects/<slug:code>/decisions/", notes.decision_list, name="decision_list"),
    path("projects/<slug:code>/decisions/new/", notes.decision_create, name="decision_create"),
    path("projects/<slug:code>/documents/", notes.document_list, name="document_list"),
    path("projects/<slug:code>/documents/new/", notes.document_create, name="document_create"),
    path("projects/<slug:code>/documents/<uuid:public_id>/", notes.document_file, name="document_file"),
    path(
        "projects/<slug:code>/documents/<uuid:public_id>/remove/",
        notes.document_remove,
        name="document_remove",
    ),
]
