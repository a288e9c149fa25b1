"""Updates: written, published, told to followers."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cocreation.actions.rules import must_be_member
from cocreation.models import Project, Update
from cocreation.people import followers, readers
from core import audit
from core.editing import change, check, lock
from core.mail import notify
from core.models import User
from core.workflow import Refused


@transaction.atomic
def write_update(project: Project, *, by: User, publish: bool = False, **values: Any) -> Update:
    """A draft of news; with `publish` it goes out at once."""
    must_be_member(project, by)
    update = Update(project=project, by=by, **values)
    check(update)
    update.save()
    return publish_update(update, by=by) if publish else update


@transaction.atomic
def edit_update(update: Update, *, by: User, version: int, **values: Any) -> Update:
    """Change a draft, or mend published news; for whom it is stays as it was published."""
    must_be_member(update.project, by)
    stored = lock(update)
    if stored.is_published() and values.get("public", stored.public) != stored.public:
        raise Refused(_("For whom the news is cannot be changed once it is published."))
    update = change(update, by=by, version=version, values=values)
    audit.record(update.project, "update_edited", by=by, code=update.code)
    return update


@transaction.atomic
def publish_update(update: Update, *, by: User) -> Update:
    """Make the news visible and mail it: to members, and to followers when it is for everybody."""
    must_be_member(update.project, by)
    update = lock(update)
    if update.is_published():
        raise Refused(_("This update is published already."))
    update.published_at = timezone.now()
    update.save(update_fields=["published_at"])
    project = update.project
    audit.record(project, "update_published", by=by, code=update.code)
    everybody = update.public and project.public and not project.is_withheld()
    people = readers(project) + (followers(project) if everybody else [])
    notify(
        "cocreation/mail/update_published",
        to=[user for user in people if user != by],
        dedupe=f"project-update:{update.code}",
        title=update.title,
        project=project.title,
        text=update.text,
        url=update.get_absolute_url(),
    )
    return update
