from django.urls import path

from core.views import account, barriers, documents, health, jobs, journal, kept, mail, notices, papers

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("documents/<uuid:public_id>/", documents.document_detail, name="document_detail"),
    path("documents/<uuid:public_id>/file/", documents.document_file, name="document_file"),
    path("documents/request/", documents.document_request, name="document_request"),
    path("jobs/", jobs.job_list, name="job_list"),
    path("jobs/<slug:code>/", jobs.job_detail, name="job_detail"),
    path("jobs/<slug:code>/cancel/", jobs.job_cancel, name="job_cancel"),
    path("earlier-texts/<str:kind>/<int:pk>/", journal.journal_list, name="journal_list"),
    path(
        "earlier-texts/<str:kind>/<int:pk>/<int:row>/restore/",
        journal.journal_restore,
        name="journal_restore",
    ),
    path("papers/check/", papers.paper_check, name="paper_check"),
    path("papers/<slug:code>/file/", papers.paper_file, name="paper_file"),
    path("notices/<int:pk>/read/", notices.notice_read, name="notice_read"),
    path("office/mail/", mail.mail_list, name="mail_list"),
    path("office/mail/again/", mail.mail_all_again, name="mail_all_again"),
    path("office/mail/<int:pk>/", mail.mail_detail, name="mail_detail"),
    path("office/mail/<int:pk>/again/", mail.mail_again, name="mail_again"),
    path("office/mail/<int:pk>/arrived/", mail.mail_arrived, name="mail_arrived"),
    path("office/mail/<int:pk>/leave/", mail.mail_leave, name="mail_leave"),
    path("kept/", kept.kept_detail, name="kept_detail"),
    path("kept/discard/", kept.kept_discard, name="kept_discard"),
    path("settings/", account.settings_edit, name="settings_edit"),
    path("settings/sign-out-everywhere/", account.sign_out_everywhere, name="sign_out_everywhere"),
    path("settings/tokens/", account.token_list, name="token_list"),
    path("settings/tokens/create/", account.token_create, name="token_create"),
    path("settings/tokens/<str:key>/revoke/", account.token_revoke, name="token_revoke"),
    path("report-a-barrier/", barriers.barrier_report, name="barrier_report"),
    path("report-a-barrier/thanks/", barriers.barrier_thanks, name="barrier_thanks"),
]
