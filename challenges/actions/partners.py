"""Looking for a partner: a notice is put up, changed, ended, and answered by a message through the site."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from challenges.models import PartnerAnswer, PartnerNotice
from core import audit
from core.editing import change, check, lock
from core.mail import notify
from core.models import User
from core.workflow import Refused
from core.zones import today_in
from network.models import Organisation
from network.people import acting_for
from network.permissions import is_editor_of

LONGEST = timedelta(days=180)
MOST = 5  # that an organisation has on the list at once
A_DAY = 10  # messages that a person may send in a day


@transaction.atomic
def put_up_notice(*, organisation: Organisation, by: User, **values: Any) -> PartnerNotice:
    """A new notice of a member of the network. Raises ValidationError for a day that is past or far away."""
    fresh = lock(organisation)
    if not is_editor_of(fresh, by):
        raise PermissionDenied
    if not fresh.is_approved():
        raise Refused(
            _("Your organisation is not a member of the network yet. The network office looks at it.")
        )
    if fresh.partner_notices.shown().count() >= MOST:
        raise Refused(_("You have %(most)s notices on the list. End one first.") % {"most": MOST})
    notice = PartnerNotice(organisation=fresh, author=by, **values)
    _check(notice)
    notice.save()
    audit.record(notice, "created", by=by)
    return notice


@transaction.atomic
def edit_notice(notice: PartnerNotice, *, by: User, version: int, **values: Any) -> PartnerNotice:
    """Other words, or another day. Raises Clash where somebody else changed the same since `version`."""
    _held(notice, by)
    fresh = change(notice, by=by, version=version, values=values)
    _check(fresh)
    audit.record(fresh, "edited", by=by, fields=sorted(values))
    return fresh


@transaction.atomic
def end_notice(notice: PartnerNotice, *, by: User) -> PartnerNotice:
    """Take it from the list; its page says that the search is over. Doing it twice changes nothing."""
    fresh = lock(notice, "organisation")
    if not is_editor_of(fresh.organisation, by):
        raise PermissionDenied
    if fresh.ended_at is None:
        fresh.ended_at = timezone.now()
        fresh.save(update_fields=["ended_at"])
        audit.record(fresh, "ended", by=by)
    return fresh


@transaction.atomic
def answer_notice(notice: PartnerNotice, *, by: User, text: str) -> PartnerAnswer:
    """Write to whoever looks: name, organisation and address of the writer go along, theirs stay unseen.

    One message for each notice and person, ten a day; raises Refused beyond.
    """
    organisation = lock(notice.organisation)
    fresh = lock(notice, "organisation", "author")
    if not fresh.is_on() or fresh.is_withheld() or not organisation.is_approved():
        raise Refused(_("This search is over. Look at the others on the list."))
    if is_editor_of(fresh.organisation, by):
        raise Refused(_("This is your own notice."))
    today = PartnerAnswer.objects.filter(by=by, at__gt=timezone.now() - timedelta(days=1))
    if today.count() >= A_DAY:
        raise Refused(_("You have written %(most)s times today. Go on tomorrow.") % {"most": A_DAY})
    try:
        with transaction.atomic():
            made = PartnerAnswer.objects.create(notice=fresh, by=by)
    except IntegrityError as error:
        raise Refused(_("You have written to them already. They answer by mail.")) from error
    own = by.memberships.select_related("organisation").order_by("since").first()
    notify(
        "challenges/mail/partner_answered",
        to=_readers(fresh),
        dedupe=f"partner_answered:{made.pk}",
        title=fresh.title,
        text=text.strip(),
        name=by.name,
        organisation=own.organisation.name if own else "",
        address=by.email,
        url=fresh.get_absolute_url(),
    )
    return made


def _readers(notice: PartnerNotice) -> list[User]:
    """Who put it up, while still acting there; else everybody who does."""
    acting = list(acting_for(notice.organisation))
    return [user for user in acting if user == notice.author] or acting


def _held(notice: PartnerNotice, by: User) -> PartnerNotice:
    fresh = lock(notice, "organisation")
    if not is_editor_of(fresh.organisation, by):
        raise PermissionDenied
    if fresh.ended_at:
        raise Refused(_("This search is over. Put up a new notice."))
    return fresh


def _check(notice: PartnerNotice) -> None:
    today = today_in("UTC")
    if not today <= notice.until <= today + LONGEST:
        raise ValidationError({"until": _("Choose a day from today on, at most half a year ahead.")})
    check(notice)
