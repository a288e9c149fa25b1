"""Addresses of the site itself: start page, pages about it, accounts, the API's own, what is not there."""

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from django.utils import timezone

from tests.addresses import EVERYBODY, NOT_SIGNED_IN, SIGNED_IN, Address, Page, Send
from tests.config.admin import ADMIN
from tests.factories import ChallengeFactory, EventFactory, ReleaseFactory, UserFactory
from tests.factories.core import PASSWORD

SEND = "main form .btn"
NEW_PASSWORD = "another correct horse"


def gone():
    return EventFactory(withheld_at=timezone.now(), withheld_public=True).get_absolute_url()


def about(name):
    return lambda: reverse("about", args=[name])


def address(name):
    return lambda: reverse(name)


def mine(name):
    return lambda: (reverse(name), UserFactory())


def two_addresses():
    user = UserFactory()
    EmailAddress.objects.create(user=user, email="second@example.org")
    return reverse("account_email"), user


def reset_link():
    user = UserFactory()
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])


def busy_start():
    ChallengeFactory(published=True, prize_note="Pilot up to € 50,000", is_demo=True)
    ReleaseFactory(published=True, package__complete=True)
    return reverse("start")


def confirmation():
    """The link in the mail that confirms an address."""
    row = EmailAddress.objects.create(user=UserFactory(confirmed=False), email="fresh@example.org")
    return reverse("account_confirm_email", args=[EmailConfirmationHMAC(row).key])


def credentials(name):
    """What somebody with an account signs in with."""
    return lambda _user: {name: UserFactory().email, "password": PASSWORD}


def known(_user):
    return {"email": UserFactory().email}


def new_account(_user):
    passwords = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    return {"email": "new@example.org", "name": "Noor", **passwords}


SIGNED_IN_ALREADY = frozenset({302})  # is led home
ADDRESSES: list[Address] = [
    Address(
        "start",
        EVERYBODY,
        [
            Page("start page", "public", address("start")),
            Page("start page", "signed in", mine("start")),
            Page("start page, with calls and packages", "public", busy_start),
        ],
    ),
    Address(
        "about",
        EVERYBODY,
        [
            Page("how it works", "public", about("how-it-works")),
            Page("accessibility", "public", about("accessibility")),
            Page("privacy", "public", about("privacy")),
            Page("imprint", "public", about("imprint")),
            Page("API", "public", about("api")),
        ],
        walk=lambda _chosen: [
            (name,) for name in ("how-it-works", "accessibility", "privacy", "imprint", "api")
        ],
    ),
    Address(
        "set_language",
        EVERYBODY,
        opens=address("set_language"),
        answers=frozenset({302}),
        sends=Send(silent=True, language="en"),
    ),
    Address(
        "account_login",
        NOT_SIGNED_IN,
        [
            Page("sign in", "public", address("account_login")),
            Page("sign in, with errors", "public", address("account_login"), click=SEND),
        ],
        Send(data=credentials("login"), refusals={302}),
        refusals=SIGNED_IN_ALREADY,
    ),
    Address(
        "account_signup",
        NOT_SIGNED_IN,
        [
            Page("register", "public", address("account_signup")),
            Page("register, with errors", "public", address("account_signup"), click=SEND),
        ],
        Send(data=new_account, refusals={302}),
        refusals=SIGNED_IN_ALREADY,
    ),
    Address(
        "account_email_verification_sent",
        EVERYBODY,
        [Page("confirm the address", "public", address("account_email_verification_sent"))],
    ),
    Address(
        "account_confirm_email",
        EVERYBODY,
        [
            Page(
                "confirmation link, wrong",
                "public",
                lambda: reverse("account_confirm_email", args=["wrong"]),
            )
        ],
        Send(confirmation),
        walk=lambda _chosen: [("no-such-key",)],
    ),
    Address(
        "account_reset_password",
        EVERYBODY,
        [Page("password forgotten", "public", address("account_reset_password"))],
        Send(data=known),
    ),
    Address(
        "account_reset_password_done",
        EVERYBODY,
        [Page("password link sent", "public", address("account_reset_password_done"))],
    ),
    Address(
        "account_reset_password_from_key",
        EVERYBODY,
        [
            Page("new password", "public", reset_link),
            Page("password link, wrong", "public", lambda: "/account/password/reset/key/0-wrong/"),
        ],
        answers=frozenset({302}),  # to the same without the secret, which goes into the session
        walk=lambda _chosen: [("0", "no-such-key")],
    ),
    Address(
        "account_reset_password_from_key_done",
        EVERYBODY,
        [Page("password changed", "public", address("account_reset_password_from_key_done"))],
    ),
    Address("account_inactive", EVERYBODY, [Page("account closed", "public", address("account_inactive"))]),
    Address(
        "account_change_password",
        SIGNED_IN,
        [
            Page("change password", "signed in", mine("account_change_password")),
            Page("change password, with errors", "signed in", mine("account_change_password"), click=SEND),
        ],
        Send(oldpassword=PASSWORD, password1=NEW_PASSWORD, password2=NEW_PASSWORD),
    ),
    # Whoever has a password changes it there.
    Address("account_set_password", SIGNED_IN, opens=mine("account_set_password"), answers=frozenset({302})),
    Address(
        "account_reauthenticate",
        SIGNED_IN,
        opens=mine("account_reauthenticate"),
        sends=Send(silent=True, password=PASSWORD),
    ),
    Address(
        "account_confirm_login_code",
        EVERYBODY,
        opens=address("account_confirm_login_code"),
        answers=frozenset({302}),
    ),
    Address(
        "account_email",
        SIGNED_IN,
        [Page("addresses", "signed in", two_addresses)],
        Send(email="another@example.org", action_add=""),
    ),
    Address(
        "account_logout",
        SIGNED_IN,
        [Page("sign out", "signed in", mine("account_logout"))],
        Send(silent=True, refusals={302}),
        refusals=frozenset({302}),
    ),
    Address("api_schema", EVERYBODY, opens=address("api_schema")),
    Address(
        "api_token", sends=Send(address("api_token"), by=EVERYBODY, json=True, data=credentials("email"))
    ),
    Address(
        "",  # no route leads there
        pages=[
            Page("not found", "public", lambda: "/no-such-page/", expect=404),
            Page("not found", "signed in", lambda: ("/no-such-page/", UserFactory()), expect=404),
            Page("gone", "public", gone, expect=410),
            Page("gone", "signed in", lambda: (gone(), UserFactory()), expect=410),
        ],
    ),
    *ADMIN,
]
