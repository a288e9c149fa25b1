"""What the clock rings for. The rules are elsewhere."""

from celery import shared_task

from core import documents, health, jobs, journal, kept, once, outbox


@shared_task
def sweep_outbox() -> int:
    """Do what is due in the outbox."""
    done = outbox.sweep()
    health.note_sweep()
    return done


@shared_task
def purge() -> None:
    """Delete what has served its time."""
    outbox.purge()
    documents.purge()
    jobs.purge()
    once.purge()
    kept.purge()
    journal.purge()
