"""Pages of `core`."""

from django.urls import reverse

from core.models import RenderedDocument
from tests.factories import (
    MembershipFactory,
    NoticeFactory,
    OutboxItemFactory,
    RenderedDocumentFactory,
    UserFactory,
)
from tests.pages.inventory import Page

SAVE = "main form .btn"


def home():
    user = UserFactory()
    NoticeFactory(user=user, url="/challenges/")
    return reverse("home"), user


def mine(route, /, **values):
    return lambda: (reverse(route), UserFactory(**values))


def mails():
    OutboxItemFactory.create_batch(30)
    OutboxItemFactory(state="uncertain")
    return reverse("mail_list"), MembershipFactory(coordinator=True).user


def mail():
    row = OutboxItemFactory(state="dead", attempts=10, last_error="SMTPRecipientsRefused")
    return reverse("mail_detail", args=[row.pk]), MembershipFactory(coordinator=True).user


def document(state, **values):
    def build():
        paper = RenderedDocumentFactory(state=state, back_url="/challenges/", **values)
        return paper.get_absolute_url(), paper.requested_by

    return build


State = RenderedDocument.State
PAGES: list[Page] = [
    Page("home", "signed in", home),
    Page("settings", "signed in", mine("settings_edit")),
    Page(
        "settings, with errors",
        "signed in",
        mine("settings_edit", name=""),
        click=SAVE,
    ),
    Page("tokens", "signed in", mine("token_list")),
    Page("new token", "signed in", mine("token_list"), click="form[action$='create/'] .btn"),
    Page("outgoing mail", "coordinator", mails),
    Page("one mail", "coordinator", mail),
    Page("outgoing mail", "signed in", mine("mail_list")),
    Page("document waits", "signed in", document(State.WAITING)),
    Page("document ready", "signed in", document(State.READY, title="Challenge brief", file="x")),
    Page("document failed", "signed in", document(State.FAILED, error="There is nothing here.")),
    Page("report a barrier", "public", lambda: reverse("barrier_report")),
    Page("report a barrier, with errors", "public", lambda: reverse("barrier_report"), click=SAVE),
    Page("barrier reported", "public", lambda: reverse("barrier_thanks")),
]
