"""Rows in bulk: COPY on PostgreSQL, and tables that are bare of indexes while they are filled."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from typing import Any

from django.db import connection
from django.db.models import BinaryField, Field, FileField, JSONField, Model

from core.packed import PackedField

Columns = list[Field]


def columns_of(model: type[Model]) -> Columns:
    """What a row of the model consists of, its number first."""
    fields = list(model._meta.concrete_fields)
    return sorted(fields, key=lambda field: not field.primary_key)


def ready(columns: Columns, rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """The rows with values as the database takes them."""
    makers = [(place, _maker(field)) for place, field in enumerate(columns) if not _is_plain(field)]
    for row in rows:
        values = list(row)
        for place, make in makers:
            values[place] = make(values[place])
        yield values


def _is_plain(field: Field) -> bool:
    return connection.vendor == "postgresql" and not isinstance(field, JSONField | BinaryField | FileField)


def _maker(field: Field) -> Callable[[Any], Any]:
    return _packed(field) if isinstance(field, PackedField) else partial(_made, field)


def _made(field: Field, value: Any) -> Any:
    return field.get_db_prep_save(value, connection)


@cache
def _packed(field: Field) -> Callable[[Any], Any]:
    """The same value is packed once: that takes long."""
    return cache(partial(_made, field))


def numbers(model: type[Model], count: int) -> range:
    """So many numbers for new rows, which nobody else gets."""
    table, column = model._meta.db_table, str(model._meta.pk.column)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "pg_get_serial_sequence(%s, %s)"
            ask = f"SELECT setval({sequence}, nextval({sequence}) + %s)"
            cursor.execute(ask, [table, column, table, column, count - 1])
            first = cursor.fetchone()[0] - count + 1
        else:
            cursor.execute(f'SELECT COALESCE(MAX("{column}"), 0) + 1 FROM "{table}"')  # noqa: S608 a table of ours
            first = cursor.fetchone()[0]
    return range(first, first + count)


def write(model: type[Model], columns: Columns, rows: Iterable[Sequence[Any]]) -> None:
    """Write rows whose values stand in the order of the columns and are ready for the database."""
    table, names = model._meta.db_table, ", ".join(f'"{field.column}"' for field in columns)
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
            return
        cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)  # noqa: S608 names of ours


@contextmanager
def bare_tables() -> Iterator[None]:
    """Tables without indexes and constraints inside; outside with them again, checked, and with statistics.

    SQLite keeps its indexes: they are quick at a tenth.
    """
    if connection.vendor != "postgresql":
        yield
        return
    constraints = _asked(
        "SELECT c.conrelid::regclass::text, quote_ident(c.conname), pg_get_constraintdef(c.oid), c.contype"
        " FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid"
        " WHERE c.connamespace = 'public'::regnamespace AND t.relkind = 'r' AND c.contype IN ('f', 'u')"
        " ORDER BY c.contype = 'f', c.conname"
    )
    _do(f"ALTER TABLE {table} DROP CONSTRAINT {name}" for table, name, _is, _kind in reversed(constraints))
    indexes = _asked(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i"
        " JOIN pg_class t ON t.oid = i.indrelid"
        " WHERE t.relnamespace = 'public'::regnamespace AND NOT i.indisprimary"
    )
    _do(f"DROP INDEX {name}" for name, _is in indexes)
    _do(["SET synchronous_commit = off"])
    yield
    _do(["SET maintenance_work_mem = '512MB'", "SET max_parallel_maintenance_workers = 2"])
    _do(["VACUUM (ANALYZE)"])
    _do(definition for _name, definition in indexes)
    _do(f"ALTER TABLE {table} ADD CONSTRAINT {name} {what}" for table, name, what, _kind in constraints)
    _do(["ANALYZE"])


def _asked(query: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def _do(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
