"""Long acts, done by the worker in steps: started once, shown with their progress, resumed, cancelled, told.

A step and the note of how far the job is are one transaction: a worker that dies in the midst of a step has
not done it, and whoever goes on begins with the next one. A short job is done at once, by whoever starts it.
The row of the job is held before all others: see the order of locks in `core/workflow.py`.
"""

import logging
from datetime import timedelta
from typing import Any, ClassVar, NamedTuple

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from core import outbox
from core.editing import lock
from core.mail import notify
from core.models import Anyone, Job, Notice, OutboxItem, User
from core.queries import about
from core.texts import shortened
from core.workflow import Refused

logger = logging.getLogger(__name__)
State = Job.State
AT_A_TIME = timedelta(seconds=15)  # then mails and other jobs have their turn
SHORT = timedelta(seconds=30)  # after which the worker looks whether a short job was left undone
LONG = timedelta(minutes=1)  # whoever waited longer gets a mail
MOST_FAULTS = 3
KEPT_FOR = timedelta(days=90)
MOVED = ["done", "total", "problems", "result"]  # by a step


class Step(NamedTuple):
    """What a step did: so many of so many are done now; what is wrong with single items; what came of it."""

    done: int
    total: int
    problems: list[dict[str, str]] = []
    result: dict[str, Any] | None = None


class Kind:
    """A kind of long act. Each app writes its own, and JOBS in config/switchboard.py names them."""

    model: ClassVar[type[models.Model]]
    whole: ClassVar[bool] = False  # one step for all or nothing: it cannot be cancelled once it has begun

    def says(self, subject: Any) -> str:
        """What is done, as its title: “Import of feed.json”."""
        raise NotImplementedError

    def open_to(self, subject: Any, user: Anyone) -> bool:
        """Who may see it and stop it. Whoever asked for it is looked at again before each step."""
        raise NotImplementedError

    def is_short(self, subject: Any) -> bool:
        """Whether it is over so soon that a person rather waits for it."""
        return False

    def prepare(self, job: Job, subject: Any) -> Any:
        """Read or work out what all steps need: outside of any transaction, since it may take long."""
        return None

    def step(self, job: Job, subject: Any, prepared: Any) -> Step:
        """Do what follows after `job.done`, inside a transaction. Refused ends the job with its sentence."""
        raise NotImplementedError

    def leads_to(self, subject: Any) -> str:
        """The address where what came of it stands."""
        raise NotImplementedError

    def clean_up(self, subject: Any) -> None:
        """Take away what only the job needed: it has ended, one way or another."""


def kind_of(job: Job) -> Kind:
    """What the job is."""
    return import_string(settings.JOBS[job.kind])()


def subject_of(job: Job) -> Any:
    """What the job is about, or None where that is gone."""
    return kind_of(job).model._default_manager.filter(pk=job.item_id).first()


def start(name: str, subject: models.Model, *, by: User) -> Job:
    """Ask for a long act; the same that is going on already, where there is one.

    Call it outside of any transaction. A short one has ended when this returns: Refused, if it was refused.
    """
    kind: Kind = import_string(settings.JOBS[name])()
    short = kind.is_short(subject)
    it = {"kind": name, **about(subject)}
    try:
        with transaction.atomic():
            language = translation.get_language() or settings.LANGUAGE_CODE
            title = shortened(kind.says(subject), 200)
            job = Job.objects.create(**it, title=title, asked_by=by, language=language)
            due = timezone.now() + SHORT if short else None
            outbox.add("job", dedupe=f"job:{job.code}:0", not_before=due, job=job.code)
    except IntegrityError:
        known = Job.objects.filter(**it, state__in=Job.GOING_ON).first()
        return known or start(name, subject, by=by)
    if short:
        _go_on(job, told=False)
        job = Job.objects.get(pk=job.pk)
        if job.has_failed():
            raise Refused(job.error)
    return job


def latest(name: str, subject: models.Model) -> Job | None:
    """The newest job of that kind about the subject."""
    return Job.objects.filter(kind=name, **about(subject)).first()


def run(row: OutboxItem) -> None:
    """Go on with the job that the outbox row names, for a while; the rest has its turn after others."""
    job = Job.objects.filter(code=row.payload["job"], state__in=Job.GOING_ON).first()
    if job is None:
        return
    if fault := _go_on(job):
        raise fault  # the outbox tries again after a while


def _go_on(job: Job, *, told: bool = True) -> Exception | None:
    """Do steps until the job has ended or its time is up; the fault of ours that ended it before, if any."""
    kind, until = kind_of(job), timezone.now() + AT_A_TIME
    with translation.override(job.language):
        try:
            _begin(job)
            prepared = kind.prepare(job, _must_be_there(job))
            while _step(job, kind, prepared, told=told):
                if timezone.now() > until:
                    done = Job.objects.values_list("done", flat=True).get(pk=job.pk)
                    outbox.add("job", dedupe=f"job:{job.code}:{done}", job=job.code)
                    break
        except Refused as refusal:
            _stop(job, kind, str(refusal), told=told)
        except PermissionDenied:
            text = _("Whoever asked for this may not do it any more. What was done until then stays.")
            _stop(job, kind, text, told=told)
        except Exception as error:
            logger.exception("job %s (%s) failed", job.code, job.kind)
            Job.objects.filter(pk=job.pk).update(faults=F("faults") + 1)
            if job.faults + 1 < MOST_FAULTS:
                return error
            text = _("Something went wrong on our side. What was done until then stays; try it once more.")
            _stop(job, kind, text, told=told)
    return None


@transaction.atomic
def _begin(job: Job) -> None:
    fresh = lock(job)
    if fresh.state == State.WAITING:
        fresh.state, fresh.began_at = State.RUNNING, timezone.now()
        fresh.save(update_fields=["state", "began_at"])


def _must_be_there(job: Job) -> Any:
    subject = subject_of(job)
    if subject is None:
        raise Refused(_("What this was about is gone."))
    return subject


@transaction.atomic
def _step(job: Job, kind: Kind, prepared: Any, *, told: bool) -> bool:
    """Do one step; whether another one follows."""
    fresh = lock(job, "asked_by")
    if not fresh.goes_on():
        return False
    subject = _must_be_there(fresh)
    if fresh.is_to_stop():
        _end(fresh, kind, subject, State.CANCELLED, told=told)
        return False
    if fresh.asked_by is None or not fresh.asked_by.is_active or not kind.open_to(subject, fresh.asked_by):
        raise PermissionDenied
    step = kind.step(fresh, subject, prepared)
    fresh.done, fresh.total = step.done, step.total
    fresh.problems += step.problems
    fresh.result |= step.result or {}
    if step.done >= step.total:
        _end(fresh, kind, subject, State.DONE, told=told)
        return False
    fresh.save(update_fields=MOVED)
    return True


@transaction.atomic
def _stop(job: Job, kind: Kind, error: str, *, told: bool) -> None:
    fresh = lock(job, "asked_by")
    if fresh.goes_on():
        fresh.error = error
        _end(fresh, kind, subject_of(fresh), State.FAILED, told=told)


def _end(job: Job, kind: Kind, subject: Any, state: State, *, told: bool) -> None:
    """Note how it ended, and tell whoever asked for it and does not stand before the page."""
    job.state, job.ended_at = state, timezone.now()
    job.save(update_fields=[*MOVED, "state", "error", "ended_at"])
    if subject is None:
        return
    kind.clean_up(subject)
    if job.asked_by is None or not told:
        return
    url = job.get_absolute_url()
    if job.ended_at - job.asked_at > LONG:
        notify(
            "core/mail/job_ended",
            to=[job.asked_by],
            dedupe=f"job:{job.code}",
            what=job.title,
            state=str(state),
            error=job.error,
            url=url,
        )
    else:
        text = shortened(f"{job.title}: {job.get_state_display()}", 300)
        Notice.objects.create(user=job.asked_by, text=text, url=url)


def may_be_cancelled(job: Job) -> bool:
    """Whether a person can still stop it: not what is done all at once, once it has begun."""
    begun = job.state == State.RUNNING and kind_of(job).whole
    return job.goes_on() and not begun and not job.is_to_stop()


@transaction.atomic
def cancel(job: Job, *, by: User) -> None:
    """Ask the job to stop before its next step; what was done stays. Refused where it cannot be stopped."""
    fresh = lock(job)
    if not may_be_seen(fresh, by):
        raise PermissionDenied
    if not may_be_cancelled(fresh):
        raise Refused(_("This cannot be stopped any more: it has ended, or is done all at once."))
    fresh.cancelled_by, fresh.cancel_asked_at = by, timezone.now()
    fresh.save(update_fields=["cancelled_by", "cancel_asked_at"])


def may_be_seen(job: Job, user: Anyone) -> bool:
    """Whether the job is the person's own, or about something that the person answers for."""
    if user.is_authenticated and job.asked_by_id == user.pk:
        return True
    subject = subject_of(job)
    return subject is not None and kind_of(job).open_to(subject, user)


def purge() -> None:
    """Delete what ended long ago: what came of it stands elsewhere."""
    Job.objects.filter(ended_at__lt=timezone.now() - KEPT_FOR).delete()
