"""Requests behind the log-in: of pages and of the API."""

from django.http import HttpRequest
from rest_framework.request import Request

from core.models import User


class SignedIn(HttpRequest):
    """What a view under `login_required` is called with: the user is a person with an account."""

    user: User


class SignedInCall(Request):
    """What an address of the API for people with an account is called with."""

    user: User
