from django.urls import path

from network.views import agenda, events, invitations, members, membership, organisations, withholding

app_name = "network"

urlpatterns = [
    path("organisations/", organisations.organisation_list, name="organisation_list"),
    path("organisations/new/", organisations.organisation_create, name="organisation_create"),
    path("organisations/<slug:code>/", organisations.organisation_detail, name="organisation_detail"),
    path("organisations/<slug:code>/edit/", organisations.organisation_edit, name="organisation_edit"),
    path("organisations/<slug:code>/members/", members.member_list, name="member_list"),
    path("organisations/<slug:code>/members/<int:pk>/role/", members.member_role, name="member_role"),
    path("organisations/<slug:code>/members/<int:pk>/remove/", members.member_remove, name="member_remove"),
    path(
        "organisations/<slug:code>/invitations/new/", invitations.invitation_create, name="invitation_create"
    ),
    path(
        "organisations/<slug:code>/invitations/<int:pk>/revoke/",
        invitations.invitation_revoke,
        name="invitation_revoke",
    ),
    path("organisations/<slug:code>/step/", membership.organisation_step, name="organisation_step"),
    path("organisations/<slug:code>/refuse/", membership.organisation_refuse, name="organisation_refuse"),
    path("organisations/<slug:code>/suspend/", membership.organisation_suspend, name="organisation_suspend"),
    path("office/off-the-site/", withholding.withheld_list, name="withheld_list"),
    path("office/off-the-site/<slug:kind>/<slug:code>/", withholding.withhold, name="withhold"),
    path("office/off-the-site/<slug:kind>/<slug:code>/restore/", withholding.restore_again, name="restore"),
    path("applications/", membership.application_list, name="application_list"),
    path("my-organisations/", organisations.my_organisation_list, name="my_organisation_list"),
    path("invitations/<str:token>/", invitations.invitation_accept, name="invitation_accept"),
    path("events/", events.event_list, name="event_list"),
    path("events/new/", events.event_create, name="event_create"),
    path("events/<slug:code>/", events.event_detail, name="event_detail"),
    path("events/<slug:code>/edit/", events.event_edit, name="event_edit"),
    path("events/<slug:code>/changes.atom", events.event_changes, name="event_changes"),
    path("events/<slug:code>/calendar.ics", events.event_calendar, name="event_calendar"),
    path("events/<slug:code>/guests/", events.event_guest_list, name="event_guest_list"),
    path("events/<slug:code>/cancel/", events.event_cancel, name="event_cancel"),
    path("events/<slug:code>/register/", events.event_register, name="event_register"),
    path("events/<slug:code>/sign-off/", events.event_sign_off, name="event_sign_off"),
    path("events/<slug:code>/agenda/new/", agenda.agenda_item_create, name="agenda_item_create"),
    path(
        "events/<slug:code>/agenda/<int:pk>/support/", agenda.agenda_item_support, name="agenda_item_support"
    ),
    path("events/<slug:code>/agenda/<int:pk>/place/", agenda.agenda_item_place, name="agenda_item_place"),
    path("events/<slug:code>/material/new/", agenda.material_create, name="material_create"),
    path("events/<slug:code>/material/<int:pk>/", agenda.material_file, name="material_file"),
    path("events/<slug:code>/material/<int:pk>/remove/", agenda.material_remove, name="material_remove"),
]
