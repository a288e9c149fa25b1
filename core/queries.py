"""What queries of several apps share."""

from typing import Any

from django.db.models import Model, Q


def related(model: type[Model], relation: str) -> Any:
    """All rows at the other end of a relation, with the other model's own QuerySet methods.

    A `queries.py` is read before the models are made, so it cannot import the model next door.
    """
    other: Any = model._meta.get_field(relation).related_model
    return other._default_manager.all()


def about(item: Model) -> dict[str, Any]:
    """By what rows that may be about anything name the item: for filter() and create()."""
    return {"item_kind": item._meta.label_lower, "item_id": item.pk}


def lists(field: str, value: str) -> Q:
    """Rows whose list in a JSON field holds the text; its quotes keep "pt" from finding "pt-br"."""
    return Q(**{f"{field}__icontains": f'"{value}"'})
