"""The office goes from entry to entry, in the list that it has filtered."""

from django.http import QueryDict
from django.urls import reverse

from core.places import Place, place_of
from core.requests import SignedIn
from submissions.filters import ScreeningFilter
from submissions.models import Entry

LONGEST = 200  # signs of a filter that is passed on; the list itself takes no longer one


class Queue:
    """The list that a person came from: its filters in the address, or in the form that was sent."""

    def __init__(self, request: SignedIn) -> None:
        asked = QueryDict(request.POST["queue"]) if "queue" in request.POST else request.GET
        data = QueryDict(mutable=True)
        for name in ScreeningFilter.base_filters:
            value = asked.get(name, "")
            if value and len(value) <= LONGEST:
                data[name] = value
        self.query = data.urlencode()
        self.suffix = f"?{self.query}" if self.query else ""
        self.everything = Entry.objects.screenable_by(request.user)
        self.filter = ScreeningFilter(data, queryset=self.everything.waiting_first(), request=request)

    def place_of(self, entry: Entry) -> Place:
        """Where the entry stands in the list, with the addresses of those before and after it."""
        place = place_of(entry, self.filter.qs, self.everything)
        beside = [one and self.address_of(one) for one in (place.previous, place.next)]
        return place._replace(previous=beside[0], next=beside[1])

    def after(self, entry: Entry) -> str:
        """The address of the next entry; of the list after the last. Ask before the entry moves on."""
        return self.place_of(entry).next or self.list_address()

    def address_of(self, entry: Entry) -> str:
        """The address of an entry in this list."""
        return reverse("submissions:screening_detail", args=[entry.code]) + self.suffix

    def list_address(self) -> str:
        """The address of the list."""
        return reverse("submissions:screening_list") + self.suffix
