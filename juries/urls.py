from django.urls import path

from juries.views import (
    assignments,
    city_decision,
    conflicts,
    deliberation,
    jurors,
    overview,
    panels,
    release,
    results,
    scoring,
    workload,
)

app_name = "juries"

urlpatterns = [
    # Juror
    path("my-scoring/", workload.my_scoring, name="my_scoring"),
    path("my-scoring/<slug:code>/compared/", workload.score_list, name="score_list"),
    path("jury-invitations/<str:token>/", jurors.invitation_accept, name="invitation_accept"),
    path("panels/<slug:code>/ties/", conflicts.tie_declare, name="tie_declare"),
    path("panels/<slug:code>/declare/", conflicts.conflict_declare, name="conflict_declare"),
    path("scoring/<slug:code>/", scoring.assignment_score, name="assignment_score"),
    path("scoring/<slug:code>/autosave/", scoring.scorecard_autosave, name="scorecard_autosave"),
    path("scoring/<slug:code>/finish/", scoring.assignment_finish, name="assignment_finish"),
    path("scoring/<slug:code>/reopen/", scoring.assignment_reopen, name="assignment_reopen"),
    path("scoring/<slug:code>/step-back/", scoring.assignment_recuse, name="assignment_recuse"),
    path("scoring/<slug:code>/files/<int:number>/", scoring.assignment_file, name="assignment_file"),
    # Office
    path("office/panels/", panels.panel_list, name="panel_list"),
    path("office/panels/new/", panels.panel_create, name="panel_create"),
    path("office/panels/<slug:code>/", panels.panel_detail, name="panel_detail"),
    path("office/panels/<slug:code>/edit/", panels.panel_edit, name="panel_edit"),
    path("office/panels/<slug:code>/challenges/", panels.panel_challenges, name="panel_challenges"),
    path("office/panels/<slug:code>/jurors/", jurors.panel_jurors, name="panel_jurors"),
    path("office/panels/<slug:code>/jurors/invite/", jurors.juror_invite, name="juror_invite"),
    path("office/panels/<slug:code>/jurors/<int:pk>/", jurors.juror_edit, name="juror_edit"),
    path("office/panels/<slug:code>/jurors/<int:pk>/remove/", jurors.juror_remove, name="juror_remove"),
    path(
        "office/panels/<slug:code>/invitations/<int:pk>/revoke/",
        jurors.invitation_revoke,
        name="invitation_revoke",
    ),
    path("office/panels/<slug:code>/assignments/", assignments.panel_assignments, name="panel_assignments"),
    path(
        "office/panels/<slug:code>/assignments/work-out/",
        assignments.assignment_work_out,
        name="assignment_work_out",
    ),
    path(
        "office/panels/<slug:code>/assignments/propose/",
        assignments.assignment_propose,
        name="assignment_propose",
    ),
    path("office/panels/<slug:code>/assignments/add/", assignments.assignment_add, name="assignment_add"),
    path(
        "office/panels/<slug:code>/assignments/<slug:assignment>/remove/",
        assignments.assignment_remove,
        name="assignment_remove",
    ),
    path("office/panels/<slug:code>/move/", panels.panel_transition, name="panel_transition"),
    path("office/panels/<slug:code>/decisions/", release.panel_decisions, name="panel_decisions"),
    path("office/panels/<slug:code>/decisions/<int:pk>/letter/", release.letter_edit, name="letter_edit"),
    path("office/panels/<slug:code>/release/", release.panel_release, name="panel_release"),
    # The panel together
    path("panels/<slug:code>/conflicts/", conflicts.conflict_list, name="conflict_list"),
    path("panels/<slug:code>/conflicts/<int:pk>/", conflicts.conflict_decide, name="conflict_decide"),
    path("panels/<slug:code>/overview/", overview.panel_overview, name="panel_overview"),
    path("panels/<slug:code>/ranking/", overview.panel_ranking, name="panel_ranking"),
    path("panels/<slug:code>/history/", overview.panel_history, name="panel_history"),
    path("panels/<slug:code>/deliberation/", deliberation.panel_deliberation, name="panel_deliberation"),
    path("panels/<slug:code>/deliberation/meeting/", deliberation.meeting_create, name="meeting_create"),
    path("panels/<slug:code>/deliberation/motion/", deliberation.motion_create, name="motion_create"),
    path(
        "panels/<slug:code>/entries/<slug:entry>/decision/", deliberation.decision_edit, name="decision_edit"
    ),
    path("panels/<slug:code>/entries/<slug:entry>/sign/", deliberation.decision_sign, name="decision_sign"),
    path("panels/<slug:code>/protocol/", deliberation.panel_protocol, name="panel_protocol"),
    path("panels/<slug:code>/protocol/paper/", deliberation.protocol_paper, name="protocol_paper"),
    path("panels/<slug:code>/protocol/prepare/", deliberation.protocol_prepare, name="protocol_prepare"),
    path("panels/<slug:code>/protocol/sign/", deliberation.panel_sign, name="panel_sign"),
    path("panels/<slug:code>/protocol/reopen/", deliberation.panel_reopen, name="panel_reopen"),
    # City, team, public
    path("challenges/<slug:code>/decision/", city_decision.city_decision, name="city_decision"),
    path("entries/<slug:code>/feedback/", results.entry_feedback, name="entry_feedback"),
    path("results/", results.result_list, name="result_list"),
    path("results/<slug:code>/", results.result_detail, name="result_detail"),
]
