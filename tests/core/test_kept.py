"""Nothing typed is lost by signing in: a post that found nobody signed in leads back to its form, unsent."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from core.kept import AGE, FRAME, HOUSEKEEPING, KEY, LIMIT, purge, takes_posts_alone
from core.models import User
from submissions.models import Entry
from tests.factories import ContributorFactory, UserFactory
from tests.factories.core import PASSWORD
from tests.journeys.visitor import Visitor, pdf, values_of
from tests.submissions.scenes import complete

pytestmark = pytest.mark.django_db
UNSENT = "This has not been sent yet"


class Tab(Visitor):
    """A browser as it is: with cookies, tokens against forgery, and the address of the page before."""

    def __init__(self, client=None):
        super().__init__()
        self.client = client or Client(enforce_csrf_checks=True)
        self.client.defaults["HTTP_ORIGIN"] = "http://testserver"

    def press(self, button, expect=200, **fields):
        self.client.defaults["HTTP_REFERER"] = f"http://testserver{self.url}"
        return super().press(button, expect, **fields)

    def sign_in(self, user):
        if "/login/" not in self.url:
            self.open(reverse("account_login"))
        return self.press("Sign in", login=user.email, password=PASSWORD)

    def end_session(self):
        """What a deployment, a long lunch or a clock does."""
        self.client.session.flush()
        return self

    def value(self, name):
        return self.page.find(attrs={"name": name}).text.strip("\n")


@pytest.fixture
def entry():
    """A complete draft, and its lead."""
    url, lead = complete("submissions:entry_check")()
    return Entry.objects.get(code=url.split("/")[2]), lead


@pytest.fixture
def tab():
    return Tab()


def at(entry, route, *args):
    return reverse(f"submissions:{route}", args=[entry.code, *args])


def test_handing_in_leads_back_to_its_button_and_says_that_it_has_not_happened(tab, entry):
    entry, lead = entry
    tab.sign_in(lead).open(at(entry, "entry_check")).end_session().press("Hand in now")
    tab.sees("You were signed out meanwhile, so nothing has been sent.")

    tab.sign_in(lead)

    assert tab.url == at(entry, "entry_check")
    tab.sees(UNSENT, "Press the button once more.")
    assert not entry.versions.exists()
    tab.press("Hand in now")
    assert entry.versions.count() == 1
    assert UNSENT not in tab.open(at(entry, "entry_check")).page.text


def test_what_was_typed_stands_in_the_form_again_until_it_is_sent(tab, entry):
    entry, lead = entry
    url = at(entry, "entry_withdraw")
    tab.sign_in(lead).open(url).end_session().press("Withdraw", reason="We lost <b>our</b> partner.")

    tab.sign_in(lead)

    assert tab.url == url
    tab.sees(UNSENT)
    assert tab.value("reason") == "We lost <b>our</b> partner."
    assert tab.open(reverse("home")).open(url).value("reason")  # and it stays while one looks elsewhere
    tab.press("Withdraw")
    assert Entry.objects.get().state == "withdrawn"
    assert KEY not in tab.client.session


def test_files_are_named_because_they_cannot_be_kept(tab, entry):
    entry, lead = entry
    url = at(entry, "attachment_list")
    tab.sign_in(lead).open(url).end_session()
    tab.press("Add the file", file=pdf("shade.pdf"), title="Plan of the shade", alternative_text="A plan.")

    tab.sign_in(lead)

    assert tab.url == url
    tab.sees(UNSENT, "Files cannot be kept. Choose again: shade.pdf")
    assert tab.page.find(attrs={"name": "title"})["value"] == "Plan of the shade"


def test_nobody_else_sees_what_was_written(tab, entry):
    entry, lead = entry
    other = UserFactory()
    tab.sign_in(lead).open(reverse("settings_edit")).end_session().press("Save", name="Only mine")

    tab.sign_in(other)

    assert tab.url == reverse("settings_edit")
    assert "Only mine" not in tab.page.decode()
    assert UNSENT not in tab.page.text
    assert KEY not in tab.client.session


def test_a_form_from_before_signing_in_again_comes_back_filled(tab):
    user = UserFactory(name="Asha")
    tab.sign_in(user).open(reverse("settings_edit"))
    other = Tab(tab.client)
    tab.end_session()
    other.sign_in(user)

    tab.press("Save", name="Asha Rao")

    tab.sees(UNSENT, "The page was opened before you signed in.")
    assert tab.page.find(attrs={"name": "name"})["value"] == "Asha Rao"
    assert User.objects.get().name == "Asha"
    tab.press("Save")
    assert User.objects.get().name == "Asha Rao"


def test_another_site_puts_no_words_into_the_form(tab):
    user = UserFactory(name="Asha")
    tab.sign_in(user)
    tab.client.defaults["HTTP_ORIGIN"] = "https://evil.example"

    answer = tab.client.post(reverse("settings_edit"), {"name": "Evil words"})

    assert answer.status_code == 403
    assert "Evil words" not in answer.text
    assert KEY not in tab.client.session


@pytest.mark.parametrize("fault", ["too long", "unknown browser"])
def test_what_cannot_be_kept_is_said(tab, fault):
    user = UserFactory()
    tab.sign_in(user).open(reverse("settings_edit")).end_session()
    if fault == "unknown browser":
        del tab.client.cookies["known"]
    tab.press("Save", name="x" * (LIMIT + 1) if fault == "too long" else "Asha Rao")

    tab.sign_in(user)

    assert tab.url == reverse("settings_edit")
    tab.sees(UNSENT, "What you wrote could not be kept here.")
    assert "Asha Rao" not in tab.page.decode()


def test_passwords_are_never_kept_and_a_fresh_one_leads_back_to_what_was_typed(tab):
    user = UserFactory()
    tab.sign_in(user).open(reverse("account_change_password")).end_session()
    tab.press("Change the password", oldpassword=PASSWORD, password1="new horse 99", password2="new horse 99")
    assert "horse" not in str(dict(tab.client.session))

    tab.sign_in(user).open(reverse("account_email"))
    session = tab.client.session
    session["account_authentication_methods"][-1]["at"] -= 3600
    session.save()
    tab.press("Add", email="new@example.org").press("Continue", password=PASSWORD)

    assert tab.url == reverse("account_email")
    tab.sees(UNSENT)
    assert tab.page.find(attrs={"name": "email", "type": "email"})["value"] == "new@example.org"


def test_without_a_page_of_its_own_it_is_shown_with_a_button_and_can_be_forgotten(tab):
    user = UserFactory()
    tab.sign_in(user).end_session()
    del tab.client.defaults["HTTP_ORIGIN"], tab.client.defaults["HTTP_REFERER"]
    token = tab.client.cookies["csrftoken"].value
    body = {"kind": "challenge_brief", "code": "abc", "csrfmiddlewaretoken": token}
    way = tab.client.post(reverse("document_request"), body).url
    assert way == "/account/login/?next=%2Fkept%2F"

    tab.open(way).sign_in(user).sees(UNSENT, "challenge_brief")

    assert tab.page.find("form", action=reverse("document_request")).find("button").text == "Send it now"
    tab.press("Forget it").open(reverse("kept_detail")).sees("Nothing waits to be sent.")


def test_a_refusal_shows_what_was_typed_and_the_way_back(tab, entry):
    entry, lead = entry
    url = at(entry, "entry_withdraw")
    tab.sign_in(lead).open(url)
    Entry.objects.update(state="withdrawn")

    tab.press("Withdraw", expect=409, reason="We lost <b>our</b> partner.")

    tab.sees("We lost <b>our</b> partner.", "Nothing has been changed.")
    assert tab.page.find("a", string="Back to the page")["href"].endswith(url)
    tab.client.defaults.pop("HTTP_REFERER")
    body = {"reason": "Again.", "csrfmiddlewaretoken": tab.client.cookies["csrftoken"].value}
    assert f'href="{url}"' in tab.client.post(url, body).text


def test_what_a_button_says_is_nothing_that_somebody_wrote():
    sources = (settings.BASE_DIR / "templates").rglob("*.html")
    names = {name for one in sources for name in re.findall(r'<button[^>]*?\bname="(\w+)"', one.read_text())}

    names -= {"language"}  # chosen by a button at the foot of every page, and a field elsewhere
    assert names == HOUSEKEEPING - FRAME


def test_two_forms_that_look_alike_are_told_apart(tab, entry):
    entry, lead = entry
    seats = [ContributorFactory(entry=entry, role="contributor") for _ in range(2)]
    tab.sign_in(lead).open(at(entry, "contributor_list")).end_session()
    form = tab.page.find("form", action=at(entry, "contributor_role", seats[0].pk))
    tab.client.defaults["HTTP_REFERER"] = f"http://testserver{tab.url}"
    body = values_of(form) | {"role": "viewer"}
    tab.open(tab.client.post(form["action"], body).url)

    tab.sign_in(lead).sees(UNSENT, "Press the button once more.")

    assert [chosen_in(tab, entry, seat) for seat in seats] == ["viewer", "contributor"]


def chosen_in(tab, entry, seat):
    return values_of(tab.page.find("form", action=at(entry, "contributor_role", seat.pk)))["role"]


def test_an_address_without_a_page_is_never_the_way_on_and_says_what_to_do(tab, entry):
    entry, lead = entry
    url = at(entry, "entry_submit")

    assert tab.client.get(url).url == "/account/login/?next=%2Fhome%2F"
    tab.sign_in(lead).open(url, expect=405).sees("Go to the page with the button")


def test_what_was_typed_stands_on_pages_of_things_that_are_gone_or_closed(tab, entry):
    entry, lead = entry
    tab.sign_in(lead).open(at(entry, "entry_withdraw"))
    entry.contributors.all().delete()

    tab.press("Withdraw", expect=404, reason="We lost our partner.")

    tab.sees("We lost our partner.")


def test_what_nobody_comes_back_for_is_gone_after_an_hour(tab, entry):
    entry, lead = entry
    tab.sign_in(lead).open(at(entry, "entry_withdraw")).end_session().press("Withdraw", reason="Only mine")
    rows = Session.objects.filter(session_key=tab.client.session.session_key)
    assert rows.get().expire_date <= timezone.now() + timedelta(seconds=AGE)
    assert rows.get().get_decoded()[KEY]["query"]

    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    purge()

    assert not rows.exists()


def test_signing_in_gives_back_a_whole_day(tab, entry):
    entry, lead = entry
    tab.sign_in(lead).open(at(entry, "entry_withdraw")).end_session().press("Withdraw", reason="Only mine")

    tab.sign_in(lead)

    assert Session.objects.get().expire_date > timezone.now() + timedelta(hours=11)


def every_view(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        elif pattern.namespace != "admin":
            yield from every_view(pattern.url_patterns)


def test_it_is_known_of_every_address_whether_it_takes_posts_alone():
    request = RequestFactory().get("/")
    request.user = UserFactory()
    wrong, posts = [], 0
    for pattern in every_view(get_resolver().url_patterns):
        if hasattr(pattern.callback, "cls") or hasattr(pattern.callback, "view_class"):
            continue
        try:
            status = pattern.callback(request, **dict.fromkeys(pattern.pattern.converters, "1")).status_code
        except Exception:
            status = 0  # it looked for something
        posts += status == 405
        if (status == 405) != takes_posts_alone(pattern.callback):
            wrong.append(pattern.name)

    assert not wrong
    assert posts > 50
