"""Addresses of everybody's own things, of outgoing mail, documents and health."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from knox.models import AuthToken

from core.models import Job, OutboxItem, RenderedDocument
from tests.addresses import EVERYBODY, NO_ROLE, OFFICES, SIGNED_IN, Address, Page, Send
from tests.factories import (
    ChallengeFactory,
    JobFactory,
    MembershipFactory,
    NoticeFactory,
    OutboxItemFactory,
    PanelFactory,
    RenderedDocumentFactory,
    UserFactory,
)

SAVE = "main form .btn"


def home():
    user = UserFactory()
    NoticeFactory(user=user, url="/challenges/")
    return reverse("home"), user


def some_paper(_user):
    return {"file": SimpleUploadedFile("protocol.pdf", b"%PDF-1.7 not ours", "application/pdf")}


def mine(route, /, **values):
    return lambda: (reverse(route), UserFactory(**values))


def mails():
    OutboxItemFactory.create_batch(30)
    OutboxItemFactory(state="uncertain")
    return reverse("mail_list"), MembershipFactory(coordinator=True).user


def troubled_mails():
    """Mail of every kind that needs somebody, and none that leaves."""
    long_ago = timezone.now() - timedelta(hours=1)
    OutboxItemFactory(attempts=3, created_at=long_ago, not_before=timezone.now() + timedelta(hours=1))
    for state in OutboxItem.NEED_A_HAND:
        OutboxItemFactory.create_batch(2, state=state)
    return reverse("mail_list"), MembershipFactory(coordinator=True).user


def all_mails():
    return reverse("mail_all_again"), troubled_mails()[1]


def mail(route="mail_detail", state="dead"):
    row = OutboxItemFactory(state=state, attempts=10, last_error="550 No such mailbox")
    return reverse(route, args=[row.pk]), MembershipFactory(coordinator=True).user


def document(state, route="document_detail", **values):
    def build():
        paper = RenderedDocumentFactory(state=state, back_url="/challenges/", **values)
        return reverse(route, args=[paper.public_id]), paper.requested_by

    return build


def finished():
    """A document that is ready, as the worker leaves it."""
    paper = RenderedDocumentFactory(state=State.READY, title="Challenge brief")
    paper.file.save("brief.pdf", ContentFile(b"%PDF-1.4"))
    return reverse("document_file", args=[paper.public_id]), paper.requested_by


def notice():
    row = NoticeFactory()
    return reverse("notice_read", args=[row.pk]), row.user


def token():
    row, _secret = AuthToken.objects.create(user=UserFactory())
    return reverse("token_revoke", args=[row.token_key]), row.user


def brief(_user):
    """What asks for the brief of a challenge."""
    return {"kind": "challenge_brief", "code": ChallengeFactory(published=True).code}


def mail_numbers(_chosen):
    """For the walk: the newest mails."""
    return [(pk,) for pk in OutboxItem.objects.order_by("-pk").values_list("pk", flat=True)[:2]]


def documents(_chosen):
    """For the walk: some documents that somebody asked for."""
    return [(public_id,) for public_id in RenderedDocument.objects.values_list("public_id", flat=True)[:2]]


PROBLEMS = [
    {"item": "17", "field": "closes_at", "value": "02/30/2026", "reason": "This is no day of the calendar."}
]


def job(state, route="job_detail", **values):
    """A long act on a panel, asked for by its coordinator, who looks at it."""

    def build():
        by = MembershipFactory(coordinator=True).user
        panel = PanelFactory(competition__office=by.memberships.get().organisation)
        if state != "waiting":
            values.setdefault("began_at", timezone.now())
        made = JobFactory(state=state, item_id=panel.pk, asked_by=by, **values)
        return reverse(route, args=[made.code]), by

    return build


def long_acts(_chosen):
    """For the walk: some long acts that somebody asked for."""
    return [(code,) for code in Job.objects.values_list("code", flat=True)[:2]]


def somebody_at(name):
    """An address that takes what anybody signed in sends, and somebody who is."""
    return lambda: (reverse(name), UserFactory())


State = RenderedDocument.State
ADDRESSES: list[Address] = [
    Address("livez", EVERYBODY, opens=lambda: reverse("livez")),
    Address("readyz", EVERYBODY, opens=lambda: reverse("readyz"), answers=frozenset({200, 503})),
    Address("home", SIGNED_IN, [Page("home", "signed in", home)]),
    Address(
        "settings_edit",
        SIGNED_IN,
        [
            Page("settings", "signed in", mine("settings_edit")),
            Page("settings, with errors", "signed in", mine("settings_edit", name=""), click=SAVE),
        ],
        Send(name="Another Name"),
    ),
    Address("kept_detail", SIGNED_IN, [Page("nothing is kept", "signed in", mine("kept_detail"))]),
    Address("kept_discard", sends=Send(mine("kept_discard"), by=SIGNED_IN, silent=True)),
    Address(
        "sign_out_everywhere",
        SIGNED_IN,
        [Page("sign out everywhere", "signed in", mine("sign_out_everywhere"))],
        Send(),
    ),
    Address(
        "token_list",
        SIGNED_IN,
        [
            Page("tokens", "signed in", mine("token_list")),
            Page("new token", "signed in", mine("token_list"), click="form[action$='create/'] .btn"),
        ],
    ),
    Address("token_create", sends=Send(mine("token_create"), by=SIGNED_IN)),
    Address("token_revoke", sends=Send(token, by=NO_ROLE)),
    Address(
        "mail_list",
        SIGNED_IN,  # in a demo everybody reads what was written to them
        [
            Page("outgoing mail", "coordinator", mails),
            Page("outgoing mail in trouble", "coordinator", troubled_mails),
            Page("outgoing mail", "signed in", mine("mail_list")),
        ],
    ),
    Address(
        "mail_detail",
        OFFICES | {"administrator"},
        [
            Page("one mail", "coordinator", mail),
            Page("one mail of unknown fate", "coordinator", lambda: mail(state="uncertain")),
        ],
        walk=mail_numbers,
    ),
    Address("mail_again", sends=Send(lambda: mail("mail_again"), by=OFFICES | {"administrator"})),
    Address(
        "mail_arrived",
        sends=Send(lambda: mail("mail_arrived", "uncertain"), by=OFFICES | {"administrator"}),
    ),
    Address("mail_all_again", sends=Send(all_mails, by=OFFICES | {"administrator"}, data={"state": "dead"})),
    Address("mail_leave", sends=Send(lambda: mail("mail_leave"), by=OFFICES | {"administrator"})),
    Address("document_request", sends=Send(mine("document_request"), by=SIGNED_IN, data=brief)),
    Address(
        "document_detail",
        NO_ROLE,  # who asked for it
        [
            Page("document waits", "signed in", document(State.WAITING)),
            Page("document ready", "signed in", document(State.READY, title="Challenge brief", file="x")),
            Page("document failed", "signed in", document(State.FAILED, error="There is nothing here.")),
        ],
        walk=documents,
    ),
    Address(
        "paper_check",
        EVERYBODY,
        [
            Page("check a paper", "public", lambda: reverse("paper_check")),
            Page("check a paper, with errors", "public", lambda: reverse("paper_check"), click=SAVE),
        ],
        Send(data=some_paper, stays=True, silent=True),
    ),
    Address("job_list", SIGNED_IN, [Page("long acts", "signed in", mine("job_list"))]),
    Address(
        "job_detail",
        {"coordinator"},  # of the office of what it is about, and whoever asked for it
        [
            Page("long act waits", "coordinator", job("waiting")),
            Page("long act is under way", "coordinator", job("running", done=150, total=1000)),
            Page("long act is done", "coordinator", job("done", problems=PROBLEMS)),
            Page("long act was cancelled", "coordinator", job("cancelled", done=150, total=1000)),
            Page("long act was stopped", "coordinator", job("failed", error="The panel has no jurors.")),
        ],
        walk=long_acts,
    ),
    Address("job_cancel", sends=Send(job("waiting", "job_cancel"), by={"coordinator"})),
    Address("job-list", SIGNED_IN, opens=mine("job-list")),
    Address("job-detail", {"coordinator"}, opens=job("running", "job-detail", done=150), walk=long_acts),
    Address("job-cancel", sends=Send(job("waiting", "job-cancel"), by={"coordinator"}, json=True)),
    Address("document_file", NO_ROLE, opens=finished, walk=documents),
    Address("notice_read", sends=Send(notice, by=NO_ROLE)),
    Address("text_count", sends=Send(somebody_at("text_count"), by=SIGNED_IN, silent=True)),
    Address("paste", sends=Send(somebody_at("paste"), by=SIGNED_IN, silent=True)),
    Address(
        "barrier_report",
        EVERYBODY,
        [
            Page("report a barrier", "public", lambda: reverse("barrier_report")),
            Page("report a barrier, with errors", "public", lambda: reverse("barrier_report"), click=SAVE),
        ],
        Send(text="The map cannot be read aloud."),
    ),
    Address(
        "barrier_thanks",
        EVERYBODY,
        [Page("barrier reported", "public", lambda: reverse("barrier_thanks"))],
    ),
]
