"""Use cases of the jury: everything that writes by a rule."""

from juries.actions.assigning import (
    add_assignment,
    propose_plan,
    recuse_assignment,
    remove_assignment,
    save_plan,
)
from juries.actions.conflicts import (
    decide_conflict,
    declare_conflict,
    declare_free,
    declare_late_conflict,
    declare_ties,
    find_conflicts,
)
from juries.actions.deciding import (
    decide_for_city,
    propose_decision,
    record_meeting,
    record_motion,
    reopen_panel,
    sign_as_deputy,
    sign_panel,
    write_letter,
)
from juries.actions.jurors import (
    accept_invitation,
    edit_juror,
    invite_juror,
    remove_juror,
    revoke_invitation,
)
from juries.actions.panels import choose_challenges, create_panel, edit_panel, move_panel
from juries.actions.releasing import release_decisions
from juries.actions.scoring import finish_scorecard, reopen_scorecard, save_scorecard

__all__ = [
    "accept_invitation",
    "add_assignment",
    "choose_challenges",
    "create_panel",
    "decide_conflict",
    "decide_for_city",
    "declare_conflict",
    "declare_free",
    "declare_late_conflict",
    "declare_ties",
    "edit_juror",
    "edit_panel",
    "find_conflicts",
    "finish_scorecard",
    "invite_juror",
    "move_panel",
    "propose_decision",
    "propose_plan",
    "record_meeting",
    "record_motion",
    "recuse_assignment",
    "release_decisions",
    "remove_assignment",
    "remove_juror",
    "reopen_panel",
    "reopen_scorecard",
    "revoke_invitation",
    "save_plan",
    "save_scorecard",
    "sign_as_deputy",
    "sign_panel",
    "write_letter",
]
