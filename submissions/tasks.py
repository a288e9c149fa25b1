"""What the clock rings for. The rules are elsewhere."""

from celery import shared_task

from submissions.actions.reminders import remind_drafts, tell_what_comes_next


@shared_task
def tell_teams_about_deadlines() -> int:
    """Remind those who write drafts, and tell teams of closed calls what comes next."""
    return remind_drafts() + tell_what_comes_next()
