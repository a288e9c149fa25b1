"""People, files, outbox."""

import hashlib

import factory
from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile

from core.models import Change, Job, Notice, OutboxItem, RenderedDocument, StoredFile, User

PASSWORD = "correct horse battery"
PDF = b"%PDF-1.4\n%%EOF\n"


class UserFactory(factory.django.DjangoModelFactory):
    """A person with a confirmed address; the password is PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def confirmed(self, create, extracted, **kwargs):
        if create and extracted is not False:
            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)


class StoredFileFactory(factory.django.DjangoModelFactory):
    """A small file that has been checked; `quarantined=True` for one that has not."""

    class Meta:
        model = StoredFile

    class Params:
        content = PDF
        quarantined = factory.Trait(scan=StoredFile.Scan.QUARANTINED)

    original_name = factory.Sequence(lambda n: f"paper-{n}.pdf")
    kind = "pdf"
    size = factory.LazyAttribute(lambda o: len(o.content))
    sha256 = factory.LazyAttribute(lambda o: hashlib.sha256(o.content).hexdigest())
    scan = StoredFile.Scan.CLEAN
    uploaded_by = factory.SubFactory(UserFactory)
    file = factory.LazyAttribute(lambda o: ContentFile(o.content, name=f"files/test/{o.original_name}"))


class ChangeFactory(factory.django.DjangoModelFactory):
    """A new title of an item, put right; pass `item`."""

    class Meta:
        model = Change
        exclude = ["item"]

    item_kind = factory.LazyAttribute(lambda o: o.item._meta.label_lower)
    item_id = factory.LazyAttribute(lambda o: o.item.pk)
    weight = Change.Weight.LISTED
    facts = factory.LazyFunction(lambda: [{"field": "title", "before": "Cites", "after": "Cities"}])
    reason = "A slip of the pen."


class OutboxItemFactory(factory.django.DjangoModelFactory):
    """A mail that waits."""

    class Meta:
        model = OutboxItem

    kind = "mail"
    dedupe = factory.Sequence(lambda n: f"mail:{n}")
    payload = factory.Sequence(
        lambda n: {"to": f"to{n}@example.org", "subject": f"Subject {n}", "text": "Text\n"}
    )


class NoticeFactory(factory.django.DjangoModelFactory):
    """Unread news for a new person."""

    class Meta:
        model = Notice

    user = factory.SubFactory(UserFactory)
    text = factory.Sequence(lambda n: f"News {n}")


class RenderedDocumentFactory(factory.django.DjangoModelFactory):
    """A document that waits for the worker."""

    class Meta:
        model = RenderedDocument

    kind = "challenge_brief"
    item_code = "bcdfghjkmn"
    requested_by = factory.SubFactory(UserFactory)


class JobFactory(factory.django.DjangoModelFactory):
    """A long act on a panel that waits for the worker; whoever asked for it is a coordinator of the panel."""

    class Meta:
        model = Job

    kind = "assignment_proposal"
    title = "Proposal of assignments: Panel 1"
    item_kind = "juries.panel"
    language = "en"
    asked_by = factory.SubFactory(UserFactory)
