"""Shapes of input around entries."""

from submissions.forms.entry import (
    AttachmentEditForm,
    AttachmentForm,
    BasicsForm,
    FileForm,
    InviteForm,
    RoleForm,
    StartForm,
    WithdrawForm,
    section_form,
)
from submissions.forms.screening import ChecksForm, ClarificationForm, ExtensionForm, ReasonForm

__all__ = [
    "AttachmentEditForm",
    "AttachmentForm",
    "BasicsForm",
    "ChecksForm",
    "ClarificationForm",
    "ExtensionForm",
    "FileForm",
    "InviteForm",
    "ReasonForm",
    "RoleForm",
    "StartForm",
    "WithdrawForm",
    "section_form",
]
