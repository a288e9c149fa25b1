"""What a stolen session can do, and what its owner hears of it."""

from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse
from knox.models import AuthToken

from core.models import OutboxItem
from core.tokens import create
from tests.factories import UserFactory
from tests.factories.core import PASSWORD
from tests.juries import scenes
from tests.transfer import scenes as transfer_scenes

pytestmark = pytest.mark.django_db
NEW = {"oldpassword": PASSWORD, "password1": "another correct horse", "password2": "another correct horse"}


@pytest.fixture
def user(client):
    user = UserFactory(email="asha@example.org")
    client.force_login(user)
    return user


def long_ago(client):
    """The password was typed when the session began, an hour ago; all that a thief has is the cookie."""
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 3600
    session.save()


def mails_to(address):
    """Subjects of the mails that were written to the address."""
    return [row.payload["subject"] for row in OutboxItem.objects.filter(payload__to=address).order_by("pk")]


def works(token):
    return (
        Client().get("/api/v1/organisations/", headers={"Authorization": f"Token {token}"}).status_code == 200
    )


def sign_in(client, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": "asha@example.org", "password": password}, **more)


@pytest.mark.parametrize(
    ("route", "data", "page"),
    [
        ("token_create", {}, "/settings/tokens/"),
        ("account_email", {"email": "thief@example.org", "action_add": ""}, "/account/email/"),
    ],
)
def test_a_cookie_alone_makes_no_token_and_adds_no_address(client, user, route, data, page):
    long_ago(client)

    answer = client.post(reverse(route), data, headers={"referer": "http://testserver/settings/tokens/"})

    assert answer.url == f"{reverse('account_reauthenticate')}?{urlencode({'next': page})}"
    assert not AuthToken.objects.exists()
    assert EmailAddress.objects.count() == 1

    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert not AuthToken.objects.exists()  # nothing is done by itself
    client.post(reverse(route), data)
    assert AuthToken.objects.exists() or EmailAddress.objects.count() == 2


ACTS = {
    "protocol": scenes.to_sign,
    "deputy": scenes.to_sign_as_deputy,
    "city": scenes.city,
    "letters": scenes.release,
    "package": transfer_scenes.office("release_approve", in_review=True),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_cookie_alone_signs_and_releases_nothing(client, act):
    url, person = ACTS[act]()
    client.force_login(person)
    assert not client.post(url).headers.get("Location", "").startswith(reverse("account_reauthenticate"))

    client.force_login(person)
    long_ago(client)

    assert client.post(url).url.startswith(reverse("account_reauthenticate"))


def test_the_password_typed_to_sign_in_counts_for_a_quarter_of_an_hour(client):
    UserFactory(email="asha@example.org")
    sign_in(client)
    assert client.post(reverse("token_create")).url == reverse("token_list")

    long_ago(client)
    assert client.post(reverse("token_create")).url.startswith(reverse("account_reauthenticate"))


def test_tokens_end_with_the_password_and_the_owner_is_told(client, user):
    token = create(user)
    assert works(token)

    client.post(reverse("account_change_password"), NEW)

    assert not works(token)
    assert mails_to(user.email) == ["A token was made for your account", "Your password was changed"]
    assert "office@cityrelay.example" in OutboxItem.objects.last().payload["text"]


def test_signing_out_everywhere_ends_sessions_and_tokens(client, user):
    thief, token = Client(), create(user)
    thief.cookies = client.cookies.copy()
    other = Client()
    other.force_login(user)
    assert "Your API token ends" in client.get(reverse("sign_out_everywhere")).text
    assert other.get(reverse("home")).status_code == 200

    assert client.post(reverse("sign_out_everywhere")).url == reverse("account_login")

    assert not works(token)
    assert [one.get(reverse("home")).status_code for one in (client, thief, other)] == [302, 302, 302]
    assert sign_in(client).url == reverse("home")


def test_the_old_address_hears_of_a_new_one_before_and_after_it_is_the_main_one(client, user):
    client.post(reverse("account_email"), {"email": "thief@example.org", "action_add": ""})
    EmailAddress.objects.filter(email="thief@example.org").update(verified=True)
    client.post(reverse("account_email"), {"email": "thief@example.org", "action_primary": ""})

    told = mails_to("asha@example.org")
    assert told == ["An address was added to your account", "The main address of your account was changed"]


def test_wrong_passwords_from_elsewhere_do_not_lock_the_owner_out(client):
    UserFactory(email="asha@example.org")
    sign_in(client)
    client.post(reverse("account_logout"))
    stranger = Client(REMOTE_ADDR="10.0.0.9")
    for _ in range(6):
        refused = sign_in(stranger, "wrong wrong wrong")
    assert "Too many failed" in str(refused.context["form"].errors)
    assert "Too many failed" in str(sign_in(stranger).context["form"].errors)

    assert sign_in(client).status_code == 302
    client.post(reverse("account_logout"))

    for _ in range(6):  # the owner's browser has its limit too
        refused = sign_in(client, "wrong wrong wrong")
    assert "Too many failed" in str(refused.context["form"].errors)


@pytest.mark.parametrize("cookie", ["nonsense", "another person's"])
def test_a_browser_of_somebody_else_counts_as_a_stranger(client, cookie):
    UserFactory(email="asha@example.org")
    UserFactory(email="thief@example.org")
    if cookie == "nonsense":
        client.cookies["known"] = cookie
    else:
        client.post(reverse("account_login"), {"login": "thief@example.org", "password": PASSWORD})
        client.post(reverse("account_logout"))
    stranger = Client(REMOTE_ADDR="10.0.0.9")
    for _ in range(6):
        sign_in(stranger, "wrong wrong wrong")

    assert "Too many failed" in str(sign_in(client).context["form"].errors)


def test_the_administration_has_no_way_in_of_its_own(client):
    UserFactory(email="asha@example.org", is_staff=True, is_superuser=True)
    data = {"username": "asha@example.org", "password": PASSWORD}

    answer = client.post(reverse("admin:login"), data)

    assert answer.url == f"{reverse('account_login')}?next=%2Fadmin%2Flogin%2F"
    assert SESSION_KEY not in client.session
    client.force_login(UserFactory())
    assert client.get(reverse("admin:login")).status_code == 403


def test_administrators_change_people_with_a_fresh_password_and_make_no_tokens(client):
    person = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(person)
    change = reverse("admin:core_user_change", args=[person.pk])
    assert client.get(reverse("admin:knox_authtoken_add")).status_code == 403
    assert client.get(reverse("admin:password_change")).url == reverse("account_change_password")
    assert client.post(change, {}).status_code == 200

    long_ago(client)

    assert client.get(change).status_code == 200
    assert client.post(change, {}).url.startswith(reverse("account_reauthenticate"))
