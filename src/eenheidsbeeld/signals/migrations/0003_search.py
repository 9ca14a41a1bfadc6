"""The search index: FTS5 beside the table on SQLite, on PostgreSQL the words of each text in a column of their own."""

from django.db import migrations

# External content: the index keeps no second copy of the text, and triggers keep it in step with every write.
SQLITE = [
    """CREATE VIRTUAL TABLE signals_search USING fts5(
        text, released_text, content='signals_signal', content_rowid='id',
        tokenize="unicode61 remove_diacritics 2", prefix='3')""",
    """CREATE TRIGGER signals_search_in AFTER INSERT ON signals_signal BEGIN
        INSERT INTO signals_search(rowid, text, released_text) VALUES (new.id, new.text, new.released_text); END""",
    """CREATE TRIGGER signals_search_out AFTER DELETE ON signals_signal BEGIN
        INSERT INTO signals_search(signals_search, rowid, text, released_text)
        VALUES ('delete', old.id, old.text, old.released_text); END""",
    """CREATE TRIGGER signals_search_over AFTER UPDATE OF text, released_text ON signals_signal
        WHEN old.text IS NOT new.text OR old.released_text IS NOT new.released_text BEGIN
        INSERT INTO signals_search(signals_search, rowid, text, released_text)
        VALUES ('delete', old.id, old.text, old.released_text);
        INSERT INTO signals_search(rowid, text, released_text) VALUES (new.id, new.text, new.released_text); END""",
    "INSERT INTO signals_search(signals_search) VALUES ('rebuild')",
]
SQLITE_BACK = [
    "DROP TRIGGER IF EXISTS signals_search_in",
    "DROP TRIGGER IF EXISTS signals_search_out",
    "DROP TRIGGER IF EXISTS signals_search_over",
    "DROP TABLE IF EXISTS signals_search",
]
POSTGRESQL = [
    "ALTER TABLE signals_signal"
    " ADD COLUMN text_words tsvector GENERATED ALWAYS AS (to_tsvector('dutch', text)) STORED,"
    " ADD COLUMN released_words tsvector GENERATED ALWAYS AS (to_tsvector('dutch', released_text)) STORED",
    "CREATE INDEX signals_text_words ON signals_signal USING gin (text_words)",
    "CREATE INDEX signals_released_words ON signals_signal USING gin (released_words) WHERE released_text <> ''",
]
POSTGRESQL_BACK = ["ALTER TABLE signals_signal DROP COLUMN text_words, DROP COLUMN released_words"]


def forward(apps, editor):
    _run(editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def back(apps, editor):
    _run(editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


def _run(editor, statements):
    for statement in statements.get(editor.connection.vendor, ()):
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("signals", "0002_sketches")]
    operations = [migrations.RunPython(forward, back)]
