"""Who each address of core and of the site's frame is for."""

ROUTES: dict[str, str] = {
    "start": "public",
    "about": "public",
    "home": "signed_in",
    "livez": "public",
    "readyz": "public",
    "document_request": "post",
    "document_detail": "owner",
    "document_file": "owner",
    "notice_read": "post",
    "mail_list": "signed_in",
    "mail_detail": "signed_in",
    "mail_again": "post",
    "settings_edit": "signed_in",
    "token_list": "signed_in",
    "token_create": "post",
    "token_revoke": "post",
    "barrier_report": "public",
    "barrier_thanks": "public",
    "api_token": "public",
    "api_schema": "public",
}
