from django.urls import path

from core import views

urlpatterns = [
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
    path("documents/<uuid:public_id>/", views.document_detail, name="document_detail"),
    path("documents/<uuid:public_id>/file/", views.document_file, name="document_file"),
    path("documents/request/", views.document_request, name="document_request"),
    path("notices/<int:pk>/read/", views.notice_read, name="notice_read"),
    path("office/mail/", views.mail_list, name="mail_list"),
    path("office/mail/<int:pk>/", views.mail_detail, name="mail_detail"),
    path("office/mail/<int:pk>/again/", views.mail_again, name="mail_again"),
    path("settings/", views.settings_edit, name="settings_edit"),
    path("settings/tokens/", views.token_list, name="token_list"),
    path("settings/tokens/create/", views.token_create, name="token_create"),
    path("settings/tokens/<str:key>/revoke/", views.token_revoke, name="token_revoke"),
    path("report-a-barrier/", views.barrier_report, name="barrier_report"),
    path("report-a-barrier/thanks/", views.barrier_thanks, name="barrier_thanks"),
]
