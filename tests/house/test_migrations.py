"""An upgrade without downtime: what is released never changes, and what follows leaves the version before at work."""

from __future__ import annotations

from typing import Any

import migration_safety
import pytest
from django.db import migrations, models
from django.db.models.functions import Now

from eenheidsbeeld.core.online_index import AddIndexOnline

INDEX = models.Index(fields=["area_code"], name="some_index")


def found(*operations: Any, **said: Any) -> list[str]:
    """What is said of a migration with these operations in the release 0.3.0."""
    made = type("Migration", (migrations.Migration,), {"operations": operations, **said})("0009_x", "signals")
    return [*migration_safety.dangers(made, version="0.3.0")]


def test_our_migrations_leave_the_version_before_at_work() -> None:
    assert migration_safety.check() == []


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("signal", "text"),
        migrations.RenameField("signal", "text", "words"),
        migrations.DeleteModel("Signal"),
        migrations.RenameModel("Signal", "Report"),
        migrations.AddField("signal", "colour", models.CharField(max_length=5, default="red")),
        migrations.AlterField("signal", "text", models.CharField(max_length=5)),
        migrations.AddIndex("signal", INDEX),
        migrations.AddConstraint("signal", models.UniqueConstraint(fields=["text"], name="once")),
        AddIndexOnline("signal", INDEX),
        migrations.RunSQL("UPDATE signals_signal SET text = ''"),
        migrations.RunPython(lambda apps, editor: None),
    ],
    ids=lambda operation: type(operation).__name__,
)
def test_what_would_hinder_the_version_before_is_named(operation: Any) -> None:
    assert len(found(operation)) == 1


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("signal", "colour", models.CharField(max_length=5, null=True)),
        migrations.AddField("signal", "seen_at", models.DateTimeField(db_default=Now())),
        migrations.AddIndex("source", INDEX),
        migrations.CreateModel("Other", [("id", models.BigAutoField(primary_key=True))]),
        migrations.RunPython(lambda apps, editor: None, migrations.RunPython.noop),
    ],
    ids=lambda operation: type(operation).__name__,
)
def test_what_only_adds_is_fine(operation: Any) -> None:
    assert found(operation) == []


def test_taking_away_is_for_the_release_after_the_one_that_stopped_using_it() -> None:
    remove = migrations.RemoveField("signal", "text")

    assert found(remove, contract_after="0.2.0") == []
    assert found(remove, contract_after="0.3.0") != []


def test_an_index_on_a_large_table_is_built_while_others_write() -> None:
    assert found(AddIndexOnline("signal", INDEX), atomic=False) == []


def test_a_person_may_weigh_it_and_say_why() -> None:
    assert found(migrations.AddIndex("signal", INDEX), weighed="the table is emptied in this release") == []


@pytest.mark.django_db(transaction=True)
def test_an_index_built_online_is_there_on_both_databases() -> None:
    from django.db import connection
    from django.db.migrations.state import ProjectState

    before = ProjectState.from_apps(__import__("django.apps", fromlist=["apps"]).apps)
    after = before.clone()
    operation = AddIndexOnline("lease", models.Index(fields=["holder"], name="lease_by_holder"))
    operation.state_forwards("core", after)

    def there() -> bool:
        with connection.cursor() as cursor:
            return "lease_by_holder" in connection.introspection.get_constraints(cursor, "core_lease")

    with connection.schema_editor(atomic=False) as editor:
        operation.database_forwards("core", editor, before, after)
        assert there()
        operation.database_backwards("core", editor, after, before)
        assert not there()
