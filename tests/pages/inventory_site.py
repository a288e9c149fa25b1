"""Start page, pages about the site, accounts, errors, style guide."""

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from tests.factories import ChallengeFactory, ReleaseFactory, UserFactory
from tests.pages.inventory import Page


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


SEND = "main form .btn"
PAGES = [
    Page("start page", "public", address("start")),
    Page("start page", "signed in", mine("start")),
    Page("start page, with calls and packages", "public", busy_start),
    Page("how it works", "public", about("how-it-works")),
    Page("accessibility", "public", about("accessibility")),
    Page("privacy", "public", about("privacy")),
    Page("imprint", "public", about("imprint")),
    Page("API", "public", about("api")),
    Page("sign in", "public", address("account_login")),
    Page("sign in, with errors", "public", address("account_login"), click=SEND),
    Page("register", "public", address("account_signup")),
    Page("register, with errors", "public", address("account_signup"), click=SEND),
    Page("confirm the address", "public", address("account_email_verification_sent")),
    Page("confirmation link, wrong", "public", lambda: reverse("account_confirm_email", args=["wrong"])),
    Page("password forgotten", "public", address("account_reset_password")),
    Page("password link sent", "public", address("account_reset_password_done")),
    Page("new password", "public", reset_link),
    Page("password link, wrong", "public", lambda: "/account/password/reset/key/0-wrong/"),
    Page("password changed", "public", address("account_reset_password_from_key_done")),
    Page("account closed", "public", address("account_inactive")),
    Page("change password", "signed in", mine("account_change_password")),
    Page("change password, with errors", "signed in", mine("account_change_password"), click=SEND),
    Page("addresses", "signed in", two_addresses),
    Page("sign out", "signed in", mine("account_logout")),
    Page("not found", "public", lambda: "/no-such-page/", expect=404),
    Page("not found", "signed in", lambda: ("/no-such-page/", UserFactory()), expect=404),
]
