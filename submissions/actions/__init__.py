"""Everything that writes entries by a rule."""

from submissions.actions.drafting import (
    Conflict,
    mark_section,
    part_of,
    reopen_entry,
    save_fields,
    start_entry,
    start_with_new_team,
    started_with,
)
from submissions.actions.files import (
    add_attachment,
    edit_attachment,
    remove_attachment,
    replace_attachment,
    restore_attachment,
)
from submissions.actions.hand_in import submit_entry, withdraw_entry
from submissions.actions.outcomes import award_entry, decline_entry, pass_over_entry, shortlist_entry
from submissions.actions.reminders import remind_drafts, tell_what_comes_next
from submissions.actions.screening import (
    ask_clarification,
    close_clarification,
    grant_extension,
    overturn_rejection,
    save_checks,
    screen_entry,
)
from submissions.actions.team import (
    change_role,
    invite_contributor,
    join_team,
    remove_contributor,
    revoke_invitation,
)

__all__ = [
    "Conflict",
    "add_attachment",
    "ask_clarification",
    "award_entry",
    "change_role",
    "close_clarification",
    "decline_entry",
    "edit_attachment",
    "grant_extension",
    "invite_contributor",
    "join_team",
    "mark_section",
    "overturn_rejection",
    "part_of",
    "pass_over_entry",
    "remind_drafts",
    "remove_attachment",
    "remove_contributor",
    "reopen_entry",
    "replace_attachment",
    "restore_attachment",
    "revoke_invitation",
    "save_checks",
    "save_fields",
    "screen_entry",
    "shortlist_entry",
    "start_entry",
    "start_with_new_team",
    "started_with",
    "submit_entry",
    "tell_what_comes_next",
    "withdraw_entry",
]
