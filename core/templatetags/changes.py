"""Changes of what was published, in the reader's words; `core.changes.facts` keeps the values."""

from datetime import date, datetime
from decimal import Decimal
from itertools import takewhile
from typing import Any

from babel.numbers import format_decimal
from django import template
from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from core.goals import goal_name
from core.languages import language_name
from core.templatetags.times import day, locale, moment_text, zone_label
from core.texts import shortened

register = template.Library()
Fact = dict[str, Any]
MOST = 300  # signs of a text that a list or a mail shows
LEAD = 60  # signs before the first that differs


@register.filter
def field_label(fact: Fact, item_kind: str) -> str:
    """The name of what changed, as its form has it: {{ fact|field_label:change.item_kind }}."""
    part = fact["of"][1] if "of" in fact else ""
    if "act" in fact:
        return f"“{part}”"
    name = str(_field(fact, item_kind).verbose_name)
    return f"“{part}”, {name}" if part else name[:1].upper() + name[1:]


@register.filter
def bare(fact: Fact) -> str:
    """What happened, where no values are shown; nothing where they are."""
    acts = {
        "added": _("added"),
        "removed": _("no longer in force"),
        "restored": _("in force again"),
        "moved": _("moved"),
    }
    return _("changed; not shown here") if fact.get("secret") else acts.get(fact.get("act", ""), "")


@register.filter
def before(fact: Fact, item_kind: str) -> str:
    """What stood there before."""
    return _words(fact, item_kind, "before")


@register.filter
def after(fact: Fact, item_kind: str) -> str:
    """What stands there now."""
    return _words(fact, item_kind, "after")


@register.filter
def sentence(fact: Fact, item_kind: str) -> str:
    """Name, before and after in one line of plain text: “Deadline: 1 May → 8 May”."""
    name = field_label(fact, item_kind)
    if words := bare(fact):
        return f"{name}: {words}"
    return f"{name}: {before(fact, item_kind)} → {after(fact, item_kind)}"


def _words(fact: Fact, item_kind: str, side: str) -> str:
    field, value = _field(fact, item_kind), fact[side]
    if value in (None, "", []):
        return _("nothing")
    if isinstance(field, models.DateTimeField):
        return moment_text(datetime.fromisoformat(value), fact["zones"][side])
    if isinstance(field, models.DateField):
        return day(date.fromisoformat(value))
    if isinstance(field, models.DecimalField):
        return format_decimal(Decimal(value), "#,##0.####", locale=locale())
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if field.name == "time_zone":
        return zone_label(value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {text}" for key, text in value.items() if text) or _("nothing")
    if isinstance(value, list):
        named = goal_name if field.name == "sdgs" else language_name
        return ", ".join(named(one) for one in value)
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    return _around_the_change(fact, side)


def _around_the_change(fact: Fact, side: str) -> str:
    """A text, or of a long one the part where the other begins to differ."""
    texts = [str(fact[one] or "") for one in ("before", "after")]
    same = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(*texts, strict=False)))
    begin = texts[0].rfind(" ", 0, same - LEAD) + 1 if same > MOST - LEAD else 0
    return ("… " if begin else "") + shortened(str(fact[side])[begin:], MOST)


def _field(fact: Fact, item_kind: str) -> Any:
    return apps.get_model(fact["of"][0] if "of" in fact else item_kind)._meta.get_field(fact["field"])
