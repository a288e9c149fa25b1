"""List pages: filtered, and cut into pages that the address asks for."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django_filters import FilterSet

PER_PAGE = 20


class Listing:
    """One page of a list: `rows` to show, and what the templates of filters and page numbers take."""

    def __init__(self, page_obj: Page, filterset: FilterSet | None) -> None:
        self.page_obj = page_obj
        self.filter = filterset

    @property
    def rows(self) -> Sequence[Any]:
        """What stands on this page; a list once fetched, so that a view may add to each row."""
        return self.page_obj.object_list

    @property
    def all_rows(self) -> Sequence[Any] | QuerySet:
        """What fits the filters, also on the other pages."""
        return self.page_obj.paginator.object_list

    @property
    def context(self) -> dict[str, Any]:
        """For the template: `page_obj`, and `filter` where the list has one."""
        return {"page_obj": self.page_obj} | ({"filter": self.filter} if self.filter else {})


def page(
    request: HttpRequest,
    filter_class: type[FilterSet] | None,
    rows: QuerySet | Sequence[Any],
    *,
    per_page: int = PER_PAGE,
    chosen: Any = None,
) -> Listing:
    """The page of the filtered rows that the address asks for; the nearest one when it does not exist.

    `filter_class` is None for a list without filters; `chosen` holds the filters of a list that begins with
    some already set. A filter value that is no choice is passed over.
    """
    filterset = None
    if filter_class:
        filterset = filter_class(request.GET or chosen, queryset=rows, request=request)
        rows = filterset.qs
    found = Paginator(rows, per_page).get_page(request.GET.get("page"))
    found.object_list = list(found.object_list)
    return Listing(found, filterset)
