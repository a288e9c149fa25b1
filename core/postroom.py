"""How outgoing mail stands, and what is told of it on the home page, since no mail can tell it."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.models import OutboxItem, User
from core.permissions import looks_after_mail
from core.waiting import Waiting

State = OutboxItem.State
STANDSTILL = timedelta(minutes=15)


@dataclass(frozen=True)
class Trouble:
    """Mails that wait for the same thing; `state` is theirs."""

    state: str
    number: int
    text: str
    act: str = ""  # what the button says that sends all of them again; none where each needs a look


@dataclass(frozen=True)
class Standing:
    """How mail stands: its troubles, and whether some waits for a quarter of an hour and none has left."""

    troubles: list[Trouble]
    still: bool

    @property
    def sentences(self) -> list[str]:
        """All of it in words."""
        return ([_still()] if self.still else []) + [trouble.text for trouble in self.troubles]


def standing() -> Standing:
    """How mail stands now, in one query."""
    long_ago = timezone.now() - STANDSTILL
    waits, of_late = Q(state=State.PENDING), Q(state=State.DONE, done_at__gte=long_ago)
    # A mail that has been tried is put off again and again: how long it waits its age tells.
    for_long = Q(attempts__gt=0) | Q(not_before__lt=long_ago)
    asks = Q(state__in=OutboxItem.NEED_A_HAND, done_at=None)
    numbers = OutboxItem.objects.filter(waits | of_late | asks, kind="mail").aggregate(
        for_long=Count("pk", filter=waits & for_long & Q(created_at__lt=long_ago)),
        left=Count("pk", filter=of_late),
        put_off=Count("pk", filter=waits & Q(attempts__gt=0)),
        **{state: Count("pk", filter=Q(state=state)) for state in OutboxItem.NEED_A_HAND},
    )
    troubles = [
        _put_off(numbers["put_off"]),
        _given_up(numbers[State.DEAD]),
        _refused(numbers[State.BOUNCED]),
        _uncertain(numbers[State.UNCERTAIN]),
    ]
    still = numbers["for_long"] > 0 and not numbers["left"]
    return Standing([trouble for trouble in troubles if trouble.number], still)


def waiting_for(user: User) -> list[Waiting]:
    """The outgoing mail, when it needs somebody and the user looks after it."""
    if not looks_after_mail(user):
        return []
    now = standing()
    if not now.still and all(trouble.state == State.PENDING for trouble in now.troubles):
        return []
    what, why = _("Look after the outgoing mail"), " ".join(now.sentences)
    return [Waiting(role=_("Coordinator"), what=what, url=reverse("mail_list"), why=why)]


def _still() -> str:
    return _("No mail has left for a quarter of an hour: tell whoever runs the site.")


def _put_off(number: int) -> Trouble:
    text = ngettext(
        "%d mail did not get out and is tried again by itself.",
        "%d mails did not get out and are tried again by themselves.",
        number,
    )
    return Trouble(State.PENDING, number, text % number, _("Try them now"))


def _given_up(number: int) -> Trouble:
    text = ngettext(
        "%d mail was given up after days of tries.", "%d mails were given up after days of tries.", number
    )
    return Trouble(State.DEAD, number, text % number, _("Send all again"))


def _refused(number: int) -> Trouble:
    text = ngettext(
        "%d mail was refused for good by a mail server.",
        "%d mails were refused for good by a mail server.",
        number,
    )
    return Trouble(State.BOUNCED, number, text % number, _("Send all again"))


def _uncertain(number: int) -> Trouble:
    text = ngettext(
        "Of %d mail nobody knows whether it arrived: decide what becomes of it.",
        "Of %d mails nobody knows whether they arrived: decide on each.",
        number,
    )
    return Trouble(State.UNCERTAIN, number, text % number)
