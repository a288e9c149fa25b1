"""Addresses of the partner search."""

from challenges.models import PartnerNotice
from tests.addresses import CITY, EDITORS, EVERYBODY, SIGNED_IN, Address, Page, Send, each
from tests.cast import enter
from tests.challenges import scenes
from tests.factories import PartnerNoticeFactory


def own(name):
    """A notice of the city of the cast, and its editor."""

    def build():
        user = enter("city")
        made = PartnerNoticeFactory(organisation=user.memberships.get().organisation)
        return scenes.url(name, made.code), user

    return build


def new():
    return scenes.url("partner_create"), enter("city")


ADDRESSES: list[Address] = [
    Address(
        "challenges:partner_list",
        EVERYBODY,
        [
            Page("partner search", "public", scenes.notices),
            Page("partner search, empty", "public", lambda: scenes.url("partner_list")),
        ],
    ),
    Address(
        "challenges:partner_create",
        EDITORS,
        [Page("new notice", "city", new)],
        Send(title="A street", text="We bring shade.", languages="en"),
    ),
    Address(
        "challenges:partner_detail",
        EVERYBODY,
        [
            Page("notice", "stranger", scenes.notice()),
            Page("notice, own", "city", own("partner_detail")),
        ],
        walk=each(PartnerNotice),
    ),
    Address(
        "challenges:partner_edit",
        CITY,
        [Page("notice, change", "city", own("partner_edit"))],
        Send(title="Two streets"),
        walk=each(PartnerNotice),
    ),
    Address("challenges:partner_end", sends=Send(own("partner_end"), by=CITY)),
    Address(
        "challenges:partner_write",
        SIGNED_IN,
        [Page("notice, message", "stranger", scenes.notice("partner_write"))],
        Send(text="We have a street."),
        walk=each(PartnerNotice),
    ),
]
