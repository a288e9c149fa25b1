"""Logging in: limits, one answer for every failure, tokens that end with the account."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.urls import reverse
from knox.models import AuthToken

from core.models import User
from tests.factories import UserFactory
from tests.factories.core import PASSWORD

pytestmark = pytest.mark.django_db
TOKEN = "/api/v1/token/"


@pytest.fixture
def user():
    return UserFactory(email="asha@example.org")


def sign_in(client, email, password=PASSWORD, **headers):
    return client.post(reverse("account_login"), {"login": email, "password": password}, headers=headers)


def token_for(client, email, password=PASSWORD, **headers):
    data = {"email": email, "password": password}
    return client.post(TOKEN, data, content_type="application/json", headers=headers)


def test_signing_in_changes_the_session_and_leads_home(client, user):
    client.get(reverse("account_login"))
    before = client.session.session_key

    response = sign_in(client, "Asha@Example.org")

    assert response.status_code == 302
    assert response.url == reverse("home")
    assert client.session[SESSION_KEY] == str(user.pk)
    assert client.session.session_key != before


def test_next_leads_to_our_own_pages_only(client, user):
    data = {"login": user.email, "password": PASSWORD, "next": "https://evil.example/"}

    assert client.post(reverse("account_login"), data).url == reverse("home")


def test_wrong_password_and_unknown_address_get_the_same_answer(client, user):
    wrong = sign_in(client, user.email, "wrong wrong wrong")
    unknown = sign_in(client, "nobody@example.org", "wrong wrong wrong")

    assert wrong.status_code == unknown.status_code == 200
    assert wrong.context["form"].errors == unknown.context["form"].errors


def test_many_wrong_passwords_are_stopped_whatever_address_they_claim_to_come_from(client, user):
    answers = [
        sign_in(client, user.email, "wrong wrong wrong", **{"X-Forwarded-For": f"10.0.0.{n}"})
        for n in range(12)
    ]

    errors = [str(answer.context["form"].errors) for answer in answers]
    assert "Too many failed" in errors[-1]
    assert "Too many failed" not in errors[0]
    assert "Too many failed" in str(sign_in(client, user.email).context["form"].errors)


def test_unconfirmed_address_cannot_sign_in(client):
    UserFactory(email="new@example.org", confirmed=False)

    response = sign_in(client, "new@example.org")

    assert response.url == reverse("account_email_verification_sent")
    assert SESSION_KEY not in client.session


def test_token_signs_a_program_in(client, user):
    answer = token_for(client, "ASHA@example.org")

    assert answer.status_code == 201
    assert answer["Cache-Control"] == "no-store"
    token = answer.json()["token"]
    assert token.startswith("cr_")
    listed = client.get("/api/v1/organisations/", headers={"Authorization": f"Token {token}"})
    assert listed.status_code == 200
    assert token not in str(AuthToken.objects.values_list().get())


@pytest.mark.parametrize(
    ("email", "password", "change"),
    [
        ("nobody@example.org", PASSWORD, {}),
        ("asha@example.org", "wrong wrong wrong", {}),
        ("asha@example.org", PASSWORD, {"is_active": False}),
    ],
)
def test_every_failed_token_request_gets_the_same_answer(client, user, email, password, change):
    User.objects.update(**change)

    answer = token_for(client, email, password)

    assert answer.status_code == 403
    assert answer.json() == {"detail": "Address or password is wrong, or the address is not confirmed."}
    assert not AuthToken.objects.exists()


def test_unconfirmed_address_gets_no_token(client):
    UserFactory(email="new@example.org", confirmed=False)

    assert token_for(client, "new@example.org").status_code == 403


def test_token_requests_are_limited_whatever_address_they_claim_to_come_from(client, user):
    answers = [
        token_for(client, user.email, "wrong", **{"X-Forwarded-For": f"10.0.0.{n}"}).status_code
        for n in range(12)
    ]

    assert answers[0] == 403
    assert answers[-1] == 429


def test_tokens_end_with_the_account_and_when_revoked(client, user):
    _row, token = AuthToken.objects.create(user=user)
    headers = {"Authorization": f"Token {token}"}
    assert client.get("/api/v1/organisations/", headers=headers).status_code == 200

    User.objects.update(is_active=False)
    assert client.get("/api/v1/organisations/", headers=headers).status_code == 401

    User.objects.update(is_active=True)
    AuthToken.objects.all().delete()
    assert client.get("/api/v1/organisations/", headers=headers).status_code == 401


def test_sessions_end_with_the_account(client, user):
    client.force_login(user)
    assert client.get(reverse("home")).status_code == 200

    User.objects.update(is_active=False)

    assert client.get(reverse("home")).status_code == 302


def test_addresses_are_one_whatever_their_capitals():
    assert User.objects.create_user("Asha@Example.ORG", PASSWORD).email == "asha@example.org"
    assert User.objects.get_by_natural_key("ASHA@example.org").email == "asha@example.org"


def test_sign_up_keeps_name_and_language_and_asks_to_confirm(client):
    data = {
        "email": "new@example.org",
        "name": "Noor",
        "password1": "a long enough phrase",
        "password2": "a long enough phrase",
    }

    response = client.post(reverse("account_signup"), data)

    user = User.objects.get()
    assert response.url == reverse("account_email_verification_sent")
    assert (user.name, user.language) == ("Noor", "en")
    assert user.check_password("a long enough phrase")
