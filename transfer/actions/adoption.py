"""Adoptions: registered and moved on by the adopting city alone; the package's contact hears of it."""

from datetime import datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, journal, outbox
from core.editing import change, changes, lock, merge, write
from core.mail import notify
from core.models import User
from core.workflow import Refused, Stale, perform
from core.zones import zone
from network.models import Organisation
from network.permissions import is_editor_of, is_member_of
from network.roles import PUBLIC_BODIES
from transfer.models import Adoption, AdoptionTask, FollowUp, Package, Release
from transfer.people import contact_of
from transfer.permissions import is_adopter, is_adopting_member

STEPS = ["evaluate", "adapt", "pilot", "operate", "end"]
DAYS = {6: 183, 12: 365}


@transaction.atomic
def register_adoption(
    package: Package,
    *,
    by: User,
    organisation: Organisation,
    release: Release | None = None,
    contact: User | None = None,
    **values: Any,
) -> Adoption:
    """The city's adoption, with its own copy of the checklist and two follow-ups to come.

    Refused without a published release, for the publisher itself, for what is no public body, and while the
    city has one under way.
    """
    if not is_editor_of(organisation, by):
        raise PermissionDenied
    release = release or package.current_release()
    if release is None or release.package_id != package.pk or not release.is_on_the_shelf():
        raise Refused(_("Choose a version that is published at present."))
    _must_be_able_to_adopt(organisation, package)
    contact = contact or by
    if not is_member_of(organisation, contact):
        raise Refused(_("Choose a contact who belongs to your organisation."))
    lock(organisation)  # so that two editors of one city cannot both register
    if lock(package).is_withheld() or lock(release).is_withheld():
        raise Refused(_("The network office has taken this off the site. Adopt it when it returns."))
    if Adoption.objects.under_way().filter(package=package, organisation=organisation).exists():
        raise Refused(_("Your city has an adoption of this package under way already."))
    adoption = Adoption(
        package=package,
        release=release,
        organisation=organisation,
        contact=contact,
        created_by=by,
        time_zone=by.time_zone,
        **values,
    )
    adoption.full_clean(exclude=["state"])
    adoption.save()
    _copy_steps(adoption)
    _plan_follow_ups(adoption)
    audit.record(adoption, "register", by=by)
    _tell_contact(adoption, "adoption_registered", event="registered")
    return adoption


def _must_be_able_to_adopt(organisation: Organisation, package: Package) -> None:
    if organisation.pk == package.publisher_id:
        raise Refused(_("Your organisation publishes this package; another city can adopt it."))
    if organisation.kind not in PUBLIC_BODIES:
        raise Refused(_("A city or a public agency takes a package up. Choose one that you speak for."))
    if not organisation.is_approved():
        raise Refused(_("The network office has not admitted your organisation. Write to it first."))


def _copy_steps(adoption: Adoption) -> None:
    AdoptionTask.objects.bulk_create(
        AdoptionTask(adoption=adoption, order=n, title=step.title, text=step.text)
        for n, step in enumerate(adoption.package.steps.all(), 1)
    )


def _plan_follow_ups(adoption: Adoption) -> None:
    for months, days in DAYS.items():
        due_on = adoption.today() + timedelta(days=days)
        FollowUp.objects.create(adoption=adoption, months=months, due_on=due_on)
        outbox.add(
            "follow_up",
            dedupe=f"follow-up:{adoption.code}:{months}",
            not_before=datetime.combine(due_on, time(8), tzinfo=zone(adoption.time_zone)),
            adoption=adoption.code,
            months=months,
        )


@transaction.atomic
def advance_adoption(adoption: Adoption, name: str, *, by: User, note: str = "") -> Adoption:
    """Take the next step by its name, with a word on how it went."""
    if name not in STEPS:
        raise Refused(_("This step does not exist."))
    perform(getattr(adoption, name), by=by, note=note)
    _tell_contact(adoption, "adoption_moved", event=name, note=note, state=str(adoption.get_state_display()))
    return adoption


@transaction.atomic
def drop_adoption(adoption: Adoption, *, by: User, reason: str) -> Adoption:
    """Stop before operation, and say why."""
    fresh = lock(adoption)
    if fresh.state != adoption.state:
        raise Stale(_("Somebody else has just moved this on. Reload the page to see where it stands."))
    fresh.drop_reason = reason.strip()
    fresh.save()
    perform(fresh.drop, by=by, note=reason)
    _tell_contact(fresh, "adoption_moved", event="drop", note=reason, state=str(fresh.get_state_display()))
    return fresh


def _tell_contact(adoption: Adoption, template: str, *, event: str, note: str = "", state: str = "") -> None:
    notify(
        f"transfer/mail/{template}",
        to=contact_of(adoption.package),
        dedupe=f"adoption:{adoption.code}:{event}",
        url=adoption.get_absolute_url(),
        title=adoption.package.title,
        city=adoption.organisation.name,
        kind=str(adoption.get_kind_display()),
        note=note,
        state=state,
    )


@transaction.atomic
def edit_adoption(adoption: Adoption, *, by: User, version: int, **values: Any) -> Adoption:
    """The adoption with a new story, contact, address or visibility."""
    if not is_adopter(adoption, by):
        raise PermissionDenied
    contact = values.get("contact")
    if contact is not None and not is_member_of(adoption.organisation, contact):
        raise Refused(_("Choose a contact who belongs to your organisation."))
    fresh = change(adoption, by=by, version=version, values=values)
    audit.record(fresh, "edit", by=by, fields=sorted(values))
    return fresh


@transaction.atomic
def tick_task(task: AdoptionTask, *, by: User, version: int | None = None, **values: Any) -> AdoptionTask:
    """Mark a step of the city's own checklist as done or open again, with `done`, and write its `note`.

    Raises Clash when somebody else changed the same since `version`.
    """
    if not is_adopting_member(task.adoption, by):
        raise PermissionDenied
    fresh = lock(task)
    stored = {"done": fresh.done_at is not None, "note": fresh.note}
    changed = merge(fresh, by=by, version=version, fields=values, stored=stored).changed
    if "done" in changed:
        fresh.done_at = timezone.now() if changed["done"] else None
        fresh.done_by = by if changed["done"] else None
    fresh.note = changed.get("note", fresh.note).strip()
    fresh.stamp(changed)
    fresh.save()
    journal.note(fresh, by=by, before=stored, after=changed)
    return fresh


@transaction.atomic
def answer_follow_up(follow_up: FollowUp, *, by: User, answer: str, version: int | None = None) -> FollowUp:
    """The city's answer; it can be mended, the day of the first one stays.

    Raises Clash when somebody else answered since `version`.
    """
    adoption = follow_up.adoption
    if not is_adopting_member(adoption, by):
        raise PermissionDenied
    fresh = lock(follow_up)
    if fresh.due_on > adoption.today():
        raise Refused(_("This question is asked later; there is nothing to answer yet."))
    if not answer.strip():
        raise Refused(_("Write your answer first."))
    first = fresh.answered_at is None
    changed = changes(fresh, by=by, version=version, values={"answer": answer.strip()}).changed
    fresh.answered_by, fresh.answered_at = by, fresh.answered_at or timezone.now()
    write(fresh, changed, by=by)
    audit.record(adoption, "answer follow-up", by=by, months=fresh.months)
    if first:
        _tell_contact(adoption, "follow_up_answered", event=f"follow-up-{fresh.months}", note=fresh.answer)
    return fresh


@transaction.atomic
def remind_of_follow_up(code: str, months: int) -> None:
    """Ask the city where it stands; nothing once it has answered or stopped."""
    follow_up = (
        FollowUp.objects.select_related("adoption__contact", "adoption__package", "adoption__organisation")
        .filter(adoption__code=code, months=months, answered_at=None)
        .first()
    )
    if follow_up is None or follow_up.adoption.is_over():
        return
    adoption = follow_up.adoption
    notify(
        "transfer/mail/follow_up_due",
        to=[adoption.contact] if adoption.contact else [],
        dedupe=f"follow-up:{code}:{months}",
        url=adoption.get_absolute_url(),
        title=adoption.package.title,
        city=adoption.organisation.name,
        months=months,
    )
