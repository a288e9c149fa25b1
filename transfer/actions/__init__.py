"""Everything that writes by a rule."""

from transfer.actions.adoption import (
    advance_adoption,
    answer_follow_up,
    drop_adoption,
    edit_adoption,
    register_adoption,
    remind_of_follow_up,
    tick_task,
)
from transfer.actions.build import approve_release, build_release, stop_build
from transfer.actions.package import create_package, create_package_from_project, edit_package, edit_steps
from transfer.actions.parts import add_manual, assess_readiness, edit_manual, remove_manual, set_source
from transfer.actions.release import (
    edit_release,
    recheck_release,
    return_release,
    send_release_to_review,
    start_release,
    withdraw_release,
)

__all__ = [
    "add_manual",
    "advance_adoption",
    "answer_follow_up",
    "approve_release",
    "assess_readiness",
    "build_release",
    "create_package",
    "create_package_from_project",
    "drop_adoption",
    "edit_adoption",
    "edit_manual",
    "edit_package",
    "edit_release",
    "edit_steps",
    "recheck_release",
    "register_adoption",
    "remind_of_follow_up",
    "remove_manual",
    "return_release",
    "send_release_to_review",
    "set_source",
    "start_release",
    "stop_build",
    "tick_task",
    "withdraw_release",
]
