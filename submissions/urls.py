from django.urls import path

from submissions.views import drafting, files, hand_in, preview, reading, screening, sections, team

app_name = "submissions"

ENTRY = "entries/<slug:code>/"
SECTION = ENTRY + "sections/<slug:section>/"
FILE = ENTRY + "files/<uuid:public_id>/"
OFFICE = "office/entries/<slug:code>/"

urlpatterns = [
    path("my-entries/", drafting.my_entry_list, name="my_entry_list"),
    path("challenges/<slug:code>/enter/", drafting.entry_start, name="entry_start"),
    path(ENTRY, drafting.entry_detail, name="entry_detail"),
    path(SECTION, sections.entry_section, name="entry_section"),
    path(SECTION + "save/", sections.entry_autosave, name="entry_autosave"),
    path(SECTION + "done/", sections.section_mark, name="section_mark"),
    path(ENTRY + "history/", drafting.entry_history, name="entry_history"),
    path(ENTRY + "preview/", hand_in.entry_preview, name="entry_preview"),
    path(ENTRY + "check/", hand_in.entry_check, name="entry_check"),
    path(ENTRY + "submit/", hand_in.entry_submit, name="entry_submit"),
    path(ENTRY + "receipt/", hand_in.entry_receipt, name="entry_receipt"),
    path(ENTRY + "versions/<int:number>/", hand_in.entry_version, name="entry_version"),
    path(ENTRY + "reopen/", hand_in.entry_reopen, name="entry_reopen"),
    path(ENTRY + "withdraw/", hand_in.entry_withdraw, name="entry_withdraw"),
    path(ENTRY + "files/", files.attachment_list, name="attachment_list"),
    path(ENTRY + "files/add/", files.attachment_add, name="attachment_add"),
    path(FILE, files.attachment_file, name="attachment_file"),
    path(FILE + "edit/", files.attachment_edit, name="attachment_edit"),
    path(FILE + "replace/", files.attachment_replace, name="attachment_replace"),
    path(FILE + "remove/", files.attachment_remove, name="attachment_remove"),
    path(FILE + "restore/", files.attachment_restore, name="attachment_restore"),
    path(ENTRY + "team/", team.contributor_list, name="contributor_list"),
    path(ENTRY + "team/<int:pk>/role/", team.contributor_role, name="contributor_role"),
    path(ENTRY + "team/<int:pk>/remove/", team.contributor_remove, name="contributor_remove"),
    path(ENTRY + "invitations/<int:pk>/revoke/", team.invitation_revoke, name="invitation_revoke"),
    path("team-invitations/<str:token>/", team.contributor_accept, name="contributor_accept"),
    path("challenges/<slug:code>/entries/", reading.challenge_entry_list, name="challenge_entry_list"),
    path(ENTRY + "read/", reading.entry_read, name="entry_read"),
    path("challenges/<slug:code>/extensions/", screening.extension_create, name="extension_create"),
    path("office/competitions/<slug:code>/preview/", preview.form_preview, name="form_preview"),
    path("office/entries/", screening.screening_list, name="screening_list"),
    path(OFFICE, screening.screening_detail, name="screening_detail"),
    path(OFFICE + "checks/", screening.screening_save, name="screening_save"),
    path(OFFICE + "decide/", screening.screening_decide, name="screening_decide"),
    path(OFFICE + "confirm/", screening.screening_confirm, name="screening_confirm"),
    path(OFFICE + "return/", screening.screening_return, name="screening_return"),
    path(OFFICE + "clarification/", screening.clarification_create, name="clarification_create"),
    path(OFFICE + "clarification/close/", screening.clarification_close, name="clarification_close"),
    path(OFFICE + "second-look/", screening.screening_overturn, name="screening_overturn"),
]
