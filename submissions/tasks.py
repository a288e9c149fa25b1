"""What the clock rings for. The rules are elsewhere."""

from celery import shared_task

from submissions import actions


@shared_task
def tell_teams_about_deadlines() -> int:
    """Remind those who write drafts, and tell teams of closed calls what comes next."""
    return actions.remind_drafts() + actions.tell_what_comes_next()
