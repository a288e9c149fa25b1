"""What every address of the API shares: pages, strict filters, answers to faults."""

from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from django_fsm import ConcurrentTransition
from rest_framework import exceptions, serializers, status
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import exception_handler as default_handler

from core.editing import Clash
from core.gone import Gone, must_not_be_gone
from core.uploads import TOO_LARGE
from core.workflow import Refused


class Pagination(PageNumberPagination):
    """Pages of 25, at most 100."""

    page_size_query_param = "page_size"
    max_page_size = 100


class MayBeGone:
    """For a viewset: a single row that was taken off the site is gone (410)."""

    def get_object(self) -> Any:
        """The row; raises Gone, or Http404 where there is none."""
        view: Any = self
        try:
            return super().get_object()  # type: ignore[misc]
        except Http404:
            which = {view.lookup_field: view.kwargs[view.lookup_field]}
            must_not_be_gone(view.get_queryset().model, view.request.user, **which)
            raise


class StrictFilterBackend(DjangoFilterBackend):
    """Only the view's own filters: an unknown parameter is an error before any query, never ignored."""

    ours = {"page", "page_size", "format"}

    def get_filterset(self, request: Any, queryset: Any, view: Any) -> Any:
        """The filter set, once every parameter is one that it knows."""
        filterset_class = self.get_filterset_class(view, queryset)
        known = set(filterset_class.base_filters) if filterset_class else set()
        if unknown := sorted(set(request.query_params) - known - self.ours):
            raise exceptions.ValidationError({name: [_("This filter does not exist.")] for name in unknown})
        if any(len(value) > 100 for value in request.query_params.values()):
            raise exceptions.ValidationError({"detail": _("A filter has more than 100 characters.")})
        return super().get_filterset(request, queryset, view)


class StrictSerializer(serializers.ModelSerializer):
    """A model serializer that refuses keys it does not know, instead of ignoring them."""

    def to_internal_value(self, data: Any) -> Any:
        """Validated data; raises ValidationError for unknown and for read-only keys."""
        writable = {name for name, field in self.fields.items() if not field.read_only}
        if isinstance(data, dict) and (unknown := sorted(set(data) - writable)):
            raise exceptions.ValidationError({name: [_("This field cannot be written.")] for name in unknown})
        return super().to_internal_value(data)


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Refusals become 409 with their sentence, model errors 400; all else as the framework does."""
    if isinstance(error, Clash):
        error.note()
        return Response(error.answer(), status=status.HTTP_409_CONFLICT)
    if isinstance(error, Refused):
        return Response({"detail": str(error)}, status=status.HTTP_409_CONFLICT)
    if isinstance(error, Gone):
        text = _("What stood here has been taken off the site by a network office.")
        return Response({"detail": text}, status=status.HTTP_410_GONE, headers={"Cache-Control": "no-store"})
    if isinstance(error, ConcurrentTransition):
        return Response({"detail": _("Somebody else changed this first.")}, status=status.HTTP_409_CONFLICT)
    if isinstance(error, TOO_LARGE):
        text = _("What you sent is larger than we can take. Send it in smaller parts.")
        return Response({"detail": text}, status=status.HTTP_413_REQUEST_ENTITY_TOO_LARGE)
    if isinstance(error, DjangoValidationError):
        error = exceptions.ValidationError(
            error.message_dict if hasattr(error, "error_dict") else error.messages
        )
    return default_handler(error, context)
