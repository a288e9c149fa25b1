"""Everything that writes by a rule."""

from cocreation.actions.editing import must_be_member, must_be_owner
from cocreation.actions.gates import decide_gate, prepare_gate
from cocreation.actions.indicators import add_indicator, edit_indicator, record_reading, retire_indicator
from cocreation.actions.milestones import (
    add_milestone,
    edit_milestone,
    finish_milestone,
    move_milestone,
    remind_late,
)
from cocreation.actions.notes import (
    add_document,
    add_risk,
    edit_risk,
    edit_update,
    log_decision,
    publish_update,
    remove_document,
    write_update,
)
from cocreation.actions.people import add_member, follow, remove_member, unfollow
from cocreation.actions.projects import discontinue_project, edit_project, move_project, start_project

__all__ = [
    "add_document",
    "add_indicator",
    "add_member",
    "add_milestone",
    "add_risk",
    "decide_gate",
    "discontinue_project",
    "edit_indicator",
    "edit_milestone",
    "edit_project",
    "edit_risk",
    "edit_update",
    "finish_milestone",
    "follow",
    "log_decision",
    "move_milestone",
    "move_project",
    "must_be_member",
    "must_be_owner",
    "prepare_gate",
    "publish_update",
    "record_reading",
    "remind_late",
    "remove_document",
    "remove_member",
    "retire_indicator",
    "start_project",
    "unfollow",
    "write_update",
]
