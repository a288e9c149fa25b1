"""Every kind of item with a journal: what its form overwrote is read, and written again by its own rules."""

import pytest
from django.conf import settings
from django.urls import reverse

from core.editing import same
from core.models import Writing
from tests.editing import cocreation, juries, transfer

pytestmark = pytest.mark.django_db
KINDS = {
    "cocreation.projects.ProjectForm": "cocreation.project",
    "juries.release.LetterForm": "juries.decision",
    "transfer.package.BasicsForm": "transfer.package",
}
FORMS = [
    pytest.param(form, id=form.name)
    for app in (cocreation, juries, transfer)
    for form in app.FORMS
    if form.name in KINDS
]


@pytest.mark.parametrize("form", FORMS)
def test_what_was_overwritten_is_restored_from_the_page_of_earlier_texts(form, client):
    user, address = form.build()
    client.force_login(user)
    name, text = next(iter(form.first.items()))
    for value in (text, form.other):
        assert form.open(user, address).send(**{name: value}, **form.also) == 302
    # One spell of one person: what stood before it is the text that can be restored.
    row = Writing.objects.get(field=name)
    assert row.item_kind == KINDS[form.name]
    assert row.item_kind in settings.JOURNALS

    page = reverse("journal_list", args=[row.item_kind, row.item_id])
    assert page in client.get(address).text
    assert "words" in client.get(page).text
    version = client.get(page).context["item"].version
    restore = reverse("journal_restore", args=[row.item_kind, row.item_id, row.pk])
    answer = client.post(restore, {"which": "before", "version": version})

    assert answer.status_code == 302
    assert same(form.open(user, address).fields[name], row.before)
