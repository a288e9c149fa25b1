"""What of the index is the database's own: PostgreSQL's word vectors, SQLite's FTS5 table.

Made after every migration, also of a database that is made from the models alone.
"""

from typing import Any

from django.db import connections

POSTGRESQL = (
    # Titles weigh more than texts; the forms of words are folded already, so that no language is assumed.
    """ALTER TABLE core_searchentry ADD COLUMN IF NOT EXISTS words tsvector GENERATED ALWAYS AS (
           setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', text), 'D')
       ) STORED""",
    "CREATE INDEX IF NOT EXISTS core_searchentry_words ON core_searchentry USING gin (words)",
)
SQLITE = (
    """CREATE VIRTUAL TABLE IF NOT EXISTS core_searchentry_words USING fts5(
           title, text, content='core_searchentry', content_rowid='id'
       )""",
    """CREATE TRIGGER IF NOT EXISTS core_searchentry_added AFTER INSERT ON core_searchentry BEGIN
           INSERT INTO core_searchentry_words(rowid, title, text) VALUES (new.id, new.title, new.text);
       END""",
    """CREATE TRIGGER IF NOT EXISTS core_searchentry_gone AFTER DELETE ON core_searchentry BEGIN
           INSERT INTO core_searchentry_words(core_searchentry_words, rowid, title, text)
               VALUES ('delete', old.id, old.title, old.text);
       END""",
    """CREATE TRIGGER IF NOT EXISTS core_searchentry_changed AFTER UPDATE ON core_searchentry BEGIN
           INSERT INTO core_searchentry_words(core_searchentry_words, rowid, title, text)
               VALUES ('delete', old.id, old.title, old.text);
           INSERT INTO core_searchentry_words(rowid, title, text) VALUES (new.id, new.title, new.text);
       END""",
)


def prepare(using: str = "default", **_more: Any) -> None:
    """Make what is missing; called by Django when it has migrated."""
    connection = connections[using]
    if "core_searchentry" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in POSTGRESQL if connection.vendor == "postgresql" else SQLITE:
            cursor.execute(statement)
