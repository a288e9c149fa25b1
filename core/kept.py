"""Posts that found nobody signed in, or a form from before: kept in the session until the person is back.

One per browser, for an hour, text only, for the person who wrote it. It fills the form again and says that
nothing was sent; it is never sent by itself.
"""

import re
import time
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve, reverse

from core import known
from core.requests import came_from

KEY = "kept_post"
LIMIT = 200_000  # characters
AGE = 60 * 60  # seconds
SIGNED_OUT, EXPIRED, PASSWORD = "signed_out", "expired", "password"
# Fields of a form that nobody writes: of its frame, and what its buttons say.
FRAME = {"csrfmiddlewaretoken", "version", "as_read", "next", "proposal", "queue"}
HOUSEKEEPING = FRAME.union(
    ["step", "done", "support", "on", "go", "publish", "which", "confirm", "back", "later", "preview"],
    ["action_add", "action_primary", "action_remove", "action_send"],
)
# What a browser sends of these fields depends on what is chosen in them.
CHOICES = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.SelectMultiple)


@dataclass(frozen=True)
class Kept:
    """What was sent and not done, and the page where it can be sent again."""

    path: str
    page: str
    why: str
    query: str  # the fields, as a form sends them
    files: list[str]
    lost: bool  # too long, or nobody knows who wrote it
    person: int | None
    at: float

    @property
    def data(self) -> QueryDict:
        """The fields by name."""
        return QueryDict(self.query)

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Names and texts of what the person wrote or chose."""
        return texts_of(self.data)

    @property
    def stands_elsewhere(self) -> bool:
        """Whether the page is not the form's own, so that what was written may not stand in it."""
        return self.path != self.page


FILLING: ContextVar[Kept | None] = ContextVar("FILLING", default=None)


def texts_of(data: QueryDict) -> list[tuple[str, str]]:
    """What a person wrote or chose in a form, with the name of each field in words."""
    return [
        (_words(name), text)
        for name, texts in data.lists()
        for text in map(str, texts)
        if text.strip() and not _is_machine(name, text)
    ]


def _is_machine(name: str, text: str) -> bool:
    is_code = re.fullmatch("[0-9a-f-]{16,}", text) is not None
    return is_code or name.rpartition("-")[2] in HOUSEKEEPING or "password" in name


def _words(name: str) -> str:
    return name.rpartition("-")[2].replace("_", " ").strip().capitalize()


def is_form(request: HttpRequest) -> bool:
    """Whether a page's form was sent, and no script waits for the answer."""
    by_page = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    kinds = ("application/x-www-form-urlencoded", "multipart/form-data")
    return by_page and request.method == "POST" and request.content_type in kinds


def is_ours(request: HttpRequest) -> bool:
    """Whether the form stood on a page of this site; another could put words into a person's mouth."""
    if origin := request.headers.get("Origin"):
        return urlsplit(origin).netloc == request.get_host()
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def keep(request: HttpRequest, why: str, *, person: int | None) -> str:
    """Keep what was sent, for that person; gives the address of the page where they can send it again."""
    data = request.POST.copy()
    for name in [name for name in data if name == "csrfmiddlewaretoken" or "password" in name]:
        del data[name]
    length = sum(len(text) for _name, texts in data.lists() for text in map(str, texts))
    lost = length > LIMIT or (person is None and bool(texts_of(data)))
    post = Kept(
        path=request.get_full_path(),
        page=page_of(request),
        why=why,
        query="" if lost else data.urlencode(),
        files=[upload.name or "" for _name, uploads in request.FILES.lists() for upload in uploads],
        lost=lost,
        person=person,
        at=time.time(),
    )
    request.session[KEY] = asdict(post)
    if not request.user.is_authenticated:
        request.session.set_expiry(AGE)  # signing in sets another
    return post.page


def writer(request: HttpRequest) -> int | None:
    """Who wrote what comes from this browser while nobody is signed in: whoever signed in with it last.

    Every sign-in makes the forms of the one before invalid, so no other's form gets here.
    """
    return known.last_person(request)


def waiting(request: HttpRequest) -> Kept | None:
    """What is kept in this session, whoever asks; only to say so."""
    raw = request.session.get(KEY) if hasattr(request, "session") else None
    if raw is None:
        return None
    post = Kept(**raw)
    return post if time.time() - post.at < AGE else None


def find(request: HttpRequest) -> Kept | None:
    """What is kept for the person who is signed in. What somebody else left, or what is too old, goes."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or KEY not in request.session:
        return None
    post = waiting(request)
    if post is None or post.person not in (None, user.pk):
        drop(request)
        return None
    return post


def here(request: HttpRequest) -> Kept | None:
    """What is kept for the page that is asked for."""
    if request.method != "GET":
        return None
    post = find(request)
    return post if post and post.page == request.get_full_path() else None


def drop(request: HttpRequest) -> None:
    """Forget it."""
    request.session.pop(KEY, None)


def purge() -> None:
    """Delete sessions that have ended, and what was kept in them."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def page_of(request: HttpRequest) -> str:
    """The page where what was sent can be sent again: the form's own, or the one that it stood on."""
    if opens(request.path_info):
        return request.get_full_path()
    if (back := came_from(request)) and opens(urlsplit(back).path):
        parts = urlsplit(back)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return reverse("kept_detail")


def opens(path: str) -> bool:
    """Whether the address can be looked at, and does not take posts alone."""
    try:
        view: Any = resolve(path).func
    except Resolver404:
        return False
    return not takes_posts_alone(view)


def takes_posts_alone(view: Any) -> bool:
    """Whether the view is one under `require_POST`, below whatever other decorators."""
    while view is not None:
        code = getattr(view, "__code__", None)
        if code and "request_method_list" in code.co_freevars:
            methods = view.__closure__[code.co_freevars.index("request_method_list")].cell_contents
            if "GET" not in methods:
                return True
        view = getattr(view, "__wrapped__", None)
    return False


class KeptBoundField(forms.BoundField):
    """A field that shows what is kept for it, where its form stands on the page again."""

    def value(self) -> Any:
        """What was typed before, if it is kept; otherwise as everywhere."""
        post = FILLING.get()
        if post is None or self.form.is_bound or not self._is_kept() or not _fits(self.form, post):
            return super().value()
        return self.field.prepare_value(self.field.widget.value_from_datadict(post.data, {}, self.html_name))

    def _is_kept(self) -> bool:
        return not self.field.disabled and not isinstance(self.field, forms.FileField)


def _fits(form: Any, post: Kept) -> bool:
    """Whether the form is the one that was sent: all that every browser sends of it is there."""
    if post.stands_elsewhere and not _is_of(getattr(form, "instance", None), post.path):
        return False
    data = post.data
    names = {
        form.add_prefix(name)
        for name, field in form.fields.items()
        if not field.disabled and not isinstance(field, forms.FileField)
        if not isinstance(field.widget, CHOICES)
    }
    anything = any(form.add_prefix(name) in data for name in form.fields)
    return anything and all(any(key == name or key.startswith(f"{name}_") for key in data) for name in names)


def _is_of(item: Any, path: str) -> bool:
    """Whether the address names the item; one that is new has no name yet."""
    if item is None or item.pk is None:
        return True
    named = {str(value) for value in resolve(urlsplit(path).path).kwargs.values()}
    return bool(named & {str(getattr(item, name, "")) for name in ("pk", "code", "public_id")})


class Renderer(TemplatesSetting):
    """Forms by the site's templates, filled with what is kept."""

    bound_field_class = KeptBoundField
