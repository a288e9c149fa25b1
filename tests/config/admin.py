"""Addresses of the administration: one per model and page, for administrators alone."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.urls import reverse

from tests.addresses import NOT_SIGNED_IN, SIGNED_IN, Address, Built, Send
from tests.cast import person

ADMINISTRATOR = frozenset({"administrator"})
OTHERS = frozenset({302})  # are asked to sign in as somebody else
# A row that is not there leads back to the list; what is only read can be neither added nor deleted.
ANSWERS = frozenset({200, 302, 403, 404})


def page(name: str, *args: str) -> Built:
    """A page of the administration, and an administrator."""
    return reverse(f"admin:{name}", args=args), person("administrator")


def row(name: str, *args: str, **more: Any) -> Address:
    """The address of that name."""
    opens = partial(page, name, *args)
    return Address(f"admin:{name}", ADMINISTRATOR, opens=opens, answers=ANSWERS, refusals=OTHERS, **more)


def of_models() -> list[Address]:
    """The five pages that there are of each model."""
    made = []
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        made += [row(f"{name}_{kind}", thorough=True) for kind in ("changelist", "add")]
        made += [row(f"{name}_{kind}", "1", thorough=True) for kind in ("change", "delete", "history")]
    return made


ADMIN: list[Address] = [
    *(row(name) for name in ("index", "password_change", "password_change_done", "autocomplete", "jsi18n")),
    row("app_list", "core"),
    row("view_on_site", "4", "1"),
    # Leads to the sign-in page of the site, and administrators on.
    Address(
        "admin:login",
        NOT_SIGNED_IN | ADMINISTRATOR,
        opens=lambda: reverse("admin:login"),
        answers=frozenset({302}),
    ),
    Address(
        "admin:logout",
        sends=Send(partial(page, "logout"), by=SIGNED_IN, silent=True, refusals={302}),
    ),
    *of_models(),
]
