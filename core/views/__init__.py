"""The pages of core, by noun."""

from core.views.account import settings_edit, token_create, token_list, token_revoke
from core.views.barriers import barrier_report, barrier_thanks
from core.views.documents import document_detail, document_file, document_request
from core.views.health import livez, readyz
from core.views.mail import mail_again, mail_detail, mail_list
from core.views.notices import notice_read
from core.views.tokens import TokenView

__all__ = [
    "TokenView",
    "barrier_report",
    "barrier_thanks",
    "document_detail",
    "document_file",
    "document_request",
    "livez",
    "mail_again",
    "mail_detail",
    "mail_list",
    "notice_read",
    "readyz",
    "settings_edit",
    "token_create",
    "token_list",
    "token_revoke",
]
