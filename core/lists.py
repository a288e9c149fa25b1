"""List pages: filtered, and cut into pages that the address asks for."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django_filters import FilterSet

PER_PAGE = 20


class Listing:
    """One page of a list, and what the templates of filters and page numbers take.

    `rows` is what stands on the page, fetched, so that a view may add to each row; `all_rows` is what fits
    the filters, also on the other pages.
    """

    def __init__(self, page_obj: Page, all_rows: Any, filterset: FilterSet | None) -> None:
        self.rows: list[Any] = list(page_obj.object_list)
        self.all_rows = all_rows
        page_obj.object_list = self.rows
        self.page_obj = page_obj
        self.filter = filterset

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
    return Listing(Paginator(rows, per_page).get_page(request.GET.get("page")), rows, filterset)
