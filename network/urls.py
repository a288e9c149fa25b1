from django.urls import path

from network import views

app_name = "network"

urlpatterns = [
    path("organisations/", views.organisation_list, name="organisation_list"),
    path("organisations/new/", views.organisation_create, name="organisation_create"),
    path("organisations/<slug:code>/", views.organisation_detail, name="organisation_detail"),
    path("organisations/<slug:code>/edit/", views.organisation_edit, name="organisation_edit"),
    path("organisations/<slug:code>/members/", views.member_list, name="member_list"),
    path("organisations/<slug:code>/members/<int:pk>/role/", views.member_role, name="member_role"),
    path("organisations/<slug:code>/members/<int:pk>/remove/", views.member_remove, name="member_remove"),
    path("organisations/<slug:code>/invitations/new/", views.invitation_create, name="invitation_create"),
    path(
        "organisations/<slug:code>/invitations/<int:pk>/revoke/",
        views.invitation_revoke,
        name="invitation_revoke",
    ),
    path("my-organisations/", views.my_organisation_list, name="my_organisation_list"),
    path("invitations/<str:token>/", views.invitation_accept, name="invitation_accept"),
    path("events/", views.event_list, name="event_list"),
    path("events/new/", views.event_create, name="event_create"),
    path("events/<slug:code>/", views.event_detail, name="event_detail"),
    path("events/<slug:code>/edit/", views.event_edit, name="event_edit"),
    path("events/<slug:code>/cancel/", views.event_cancel, name="event_cancel"),
    path("events/<slug:code>/register/", views.event_register, name="event_register"),
    path("events/<slug:code>/sign-off/", views.event_sign_off, name="event_sign_off"),
    path("events/<slug:code>/agenda/new/", views.agenda_item_create, name="agenda_item_create"),
    path(
        "events/<slug:code>/agenda/<int:pk>/support/", views.agenda_item_support, name="agenda_item_support"
    ),
    path("events/<slug:code>/agenda/<int:pk>/place/", views.agenda_item_place, name="agenda_item_place"),
    path("events/<slug:code>/material/new/", views.material_create, name="material_create"),
    path("events/<slug:code>/material/<int:pk>/", views.material_file, name="material_file"),
    path("events/<slug:code>/material/<int:pk>/remove/", views.material_remove, name="material_remove"),
]
