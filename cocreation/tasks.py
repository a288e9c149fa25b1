"""What the clock rings for. The rules are elsewhere."""

from celery import shared_task

from cocreation.actions.milestones import remind_late


@shared_task
def remind_late_milestones() -> int:
    """Mail those whose milestones are late."""
    return remind_late()
