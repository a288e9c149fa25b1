"""A field for long texts that are kept and seldom read: packed, about a fifth of their size."""

import bz2
import json
from typing import Any

from django.db import models


class PackedField(models.BinaryField):
    """Any JSON value, packed. Two versions of one text in one value take little more than one of them."""

    def from_db_value(self, value: Any, *_rest: Any) -> Any:
        """The value as it was given."""
        return None if value is None else json.loads(bz2.decompress(bytes(value)))

    def get_prep_value(self, value: Any) -> Any:
        """The value as it is stored."""
        return None if value is None else bz2.compress(json.dumps(value).encode())

    def value_to_string(self, obj: models.Model) -> str:
        """The value as a dump of the database shows it."""
        return json.dumps(self.value_from_object(obj))

    def to_python(self, value: Any) -> Any:
        """The value of such a dump."""
        return json.loads(value) if isinstance(value, str) else value
