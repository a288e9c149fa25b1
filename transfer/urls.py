from django.urls import path

from transfer.views import adoption, package, parts, release, review

app_name = "transfer"

urlpatterns = [
    path("packages/", package.package_list, name="package_list"),
    path("packages/new/", package.package_create, name="package_create"),
    path("packages/new/from-project/", package.package_from_project, name="package_from_project"),
    path("my-packages/", package.my_package_list, name="my_package_list"),
    path("packages/<slug:code>/", package.package_detail, name="package_detail"),
    path("packages/<slug:code>/edit/", package.package_edit, name="package_edit"),
    path("packages/<slug:code>/edit/steps/", package.package_steps, name="package_steps"),
    path("packages/<slug:code>/edit/<slug:section>/", package.package_section, name="package_section"),
    path("packages/<slug:code>/releases/new/", release.release_create, name="release_create"),
    path("packages/<slug:code>/adopt/", adoption.adoption_create, name="adoption_create"),
    path(
        "packages/<slug:code>/adoptions/",
        adoption.package_adoption_list,
        name="package_adoption_list",
    ),
    path("releases/<slug:code>/", release.release_detail, name="release_detail"),
    path("releases/<slug:code>/notes/", release.release_edit, name="release_edit"),
    path("releases/<slug:code>/check/", review.release_check, name="release_check"),
    path("releases/<slug:code>/send/", review.release_send, name="release_send"),
    path("releases/<slug:code>/return/", review.release_return, name="release_return"),
    path("releases/<slug:code>/approve/", review.release_approve, name="release_approve"),
    path("releases/<slug:code>/stop/", review.release_stop, name="release_stop"),
    path("releases/<slug:code>/withdraw/", release.release_withdraw, name="release_withdraw"),
    path("releases/<slug:code>/recheck/", release.release_recheck, name="release_recheck"),
    path("releases/<slug:code>/download/", release.release_download, name="release_download"),
    path("releases/<slug:code>/history/", release.release_history, name="release_history"),
    path("releases/<slug:code>/source/", parts.source_edit, name="source_edit"),
    path("releases/<slug:code>/readiness/", parts.readiness_edit, name="readiness_edit"),
    path("releases/<slug:code>/manuals/new/", parts.manual_create, name="manual_create"),
    path(
        "releases/<slug:code>/manuals/<slug:audience>/<slug:language>/", parts.manual_read, name="manual_read"
    ),
    path(
        "releases/<slug:code>/manuals/<slug:audience>/<slug:language>/edit/",
        parts.manual_edit,
        name="manual_edit",
    ),
    path(
        "releases/<slug:code>/manuals/<slug:audience>/<slug:language>/remove/",
        parts.manual_remove,
        name="manual_remove",
    ),
    path("office/releases/", review.release_review_list, name="release_review_list"),
    path("my-adoptions/", adoption.my_adoption_list, name="my_adoption_list"),
    path("adoptions/<slug:code>/", adoption.adoption_detail, name="adoption_detail"),
    path("adoptions/<slug:code>/edit/", adoption.adoption_edit, name="adoption_edit"),
    path("adoptions/<slug:code>/transition/", adoption.adoption_transition, name="adoption_transition"),
    path("adoptions/<slug:code>/drop/", adoption.adoption_drop, name="adoption_drop"),
    path("adoptions/<slug:code>/tasks/<int:pk>/", adoption.task_tick, name="task_tick"),
    path(
        "adoptions/<slug:code>/follow-ups/<int:months>/", adoption.follow_up_answer, name="follow_up_answer"
    ),
    path("adoptions/<slug:code>/history/", adoption.adoption_history, name="adoption_history"),
    path("map/", adoption.network_map, name="network_map"),
]
