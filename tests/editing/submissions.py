"""Forms of an entry that two people of its team can open."""

from django.urls import reverse

from tests.editing.windows import Shared
from tests.factories import (
    AnswerFactory,
    AttachmentFactory,
    ContributorFactory,
    EntryFactory,
    FormQuestionFactory,
)


def section(identifier=""):
    """A section of a draft: the one that each entry has, or one of the competition's form."""

    def build():
        answer = AnswerFactory(entry=EntryFactory(), question__identifier="how")
        part = answer.question.section
        FormQuestionFactory(section=part, identifier="who")
        user = ContributorFactory(entry=answer.entry).user
        return user, reverse(
            "submissions:entry_section", args=[answer.entry.code, identifier or part.identifier]
        )

    return build


def attachment():
    """A file of a draft."""
    added = AttachmentFactory()
    user = ContributorFactory(entry=added.entry).user
    return user, reverse("submissions:attachment_edit", args=[added.entry.code, added.file.public_id])


FORMS = [
    Shared(
        "submissions.sections.BasicsForm", section("_basics"), {"title": "ShadeWays"}, {"summary": "Awnings."}
    ),
    Shared("submissions.sections.AnswersForm", section(), {"how": "With awnings."}, {"who": "Vendors."}),
    Shared(
        "submissions.files.AttachmentEditForm",
        attachment,
        {"title": "Site plan"},
        {"alternative_text": "Awnings along the street."},
    ),
]
