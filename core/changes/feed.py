"""The list of changes as an Atom feed (RFC 4287)."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.models import Change
from core.templatetags.changes import sentence

MOST = 50


def atom_of(request: HttpRequest, title: str, page: str, changes: QuerySet[Change]) -> HttpResponse:
    """The latest changes of what the page at that address is about, each under an address that stays."""
    link = request.build_absolute_uri(page)
    name = _("Changes: %(title)s") % {"title": title}
    feed = Atom1Feed(name, link, "", language=get_language(), feed_url=request.build_absolute_uri())
    for change in changes[:MOST]:
        facts = [sentence(fact, change.item_kind) for fact in change.facts]
        lines = [*(facts or [change.get_kind_display()]), change.reason]
        feed.add_item(
            title=f"{change.get_kind_display()}: {title}",
            link=f"{link}#changes",
            description="\n".join(lines),
            unique_id=f"{link}#change-{change.pk}",
            pubdate=change.at,
            updateddate=change.at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
