"""The request of a page behind the log-in."""

from django.http import HttpRequest

from core.models import User


class SignedIn(HttpRequest):
    """What a view under `login_required` is called with: the user is a person with an account."""

    user: User
