"""Every Table keeps this contract."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.errors import AlreadyExists, Refused, Stale
from shared.services.azure.connection import AzureConnection
from shared.services.azure.tables import AzureTable
from shared.services.services import Services
from shared.services.sqlite.tables import SqliteTable
from shared.services.tables import Delete, Insert, MemoryTable, Put, Remove, Replace, Table
from shared.settings import Settings


@pytest.fixture(params=["memory", "sqlite", "azure"])
def table(request: pytest.FixtureRequest) -> Table:
    if request.param == "memory":
        return MemoryTable()
    if request.param == "sqlite":
        return SqliteTable(request.getfixturevalue("database"), "directory")
    services: Services = request.getfixturevalue("azure_services")
    return services.directory


@pytest.fixture
def partition() -> str:
    return uuid4().hex


async def test_a_row_is_read_as_it_was_written(table: Table, partition: str) -> None:
    columns = {"record": '{"greeting": "¡Hola \'quoted\' ☃"}', "empty": ""}

    etag = await table.insert(partition, "a|b", columns)

    found = await table.get(partition, "a|b")
    assert found is not None
    assert (found.key, found.columns, found.etag) == ("a|b", columns, etag)


async def test_a_missing_row_is_none(table: Table, partition: str) -> None:
    assert await table.get(partition, "nothing") is None


async def test_a_key_is_inserted_once(table: Table, partition: str) -> None:
    await table.insert(partition, "a", {"n": "1"})

    with pytest.raises(AlreadyExists):
        await table.insert(partition, "a", {"n": "2"})

    found = await table.get(partition, "a")
    assert found is not None
    assert found.columns == {"n": "1"}


async def test_put_adds_or_replaces(table: Table, partition: str) -> None:
    first = await table.put(partition, "a", {"n": "1", "gone": "x"})

    second = await table.put(partition, "a", {"n": "2"})

    found = await table.get(partition, "a")
    assert found is not None
    assert found.columns == {"n": "2"}
    assert first != second == found.etag


async def test_only_the_row_that_was_read_is_replaced(table: Table, partition: str) -> None:
    old = await table.insert(partition, "a", {"n": "1"})
    new = await table.replace(partition, "a", {"n": "2"}, etag=old)

    with pytest.raises(Stale):
        await table.replace(partition, "a", {"n": "3"}, etag=old)

    found = await table.get(partition, "a")
    assert found is not None
    assert (found.columns, found.etag) == ({"n": "2"}, new)


async def test_a_removed_row_cannot_be_replaced(table: Table, partition: str) -> None:
    etag = await table.insert(partition, "a", {})
    await table.delete(partition, "a")

    with pytest.raises(Stale):
        await table.replace(partition, "a", {}, etag=etag)


async def test_removing_a_missing_row_is_no_error(table: Table, partition: str) -> None:
    await table.delete(partition, "nothing")


async def test_a_transaction_does_all_of_it(table: Table, partition: str) -> None:
    gone = await table.insert(partition, "gone", {})
    kept = await table.insert(partition, "kept", {"n": "1"})

    await table.transaction(
        partition, [Delete("gone", gone), Replace("kept", {"n": "2"}, kept), Insert("new", {})]
    )

    page = await table.page(partition, "a", "z", limit=10)
    assert [(row.key, row.columns) for row in page.rows] == [("kept", {"n": "2"}), ("new", {})]


async def test_copies_change_with_the_row_that_guards_them(table: Table, partition: str) -> None:
    etag = await table.insert(partition, "guard", {})
    await table.insert(partition, "old", {})
    await table.insert(partition, "copy", {"n": "1"})

    await table.transaction(
        partition,
        [
            Replace("guard", {"n": "2"}, etag),
            Put("copy", {"n": "2"}),
            Put("new", {}),
            Remove("old"),
        ],
    )
    with pytest.raises(Stale):
        await table.transaction(
            partition, [Replace("guard", {}, etag), Put("copy", {"n": "3"}), Remove("new")]
        )

    page = await table.page(partition, "a", "z", limit=10)
    assert [(row.key, row.columns) for row in page.rows] == [
        ("copy", {"n": "2"}),
        ("guard", {"n": "2"}),
        ("new", {}),
    ]


async def test_a_transaction_may_free_the_last_row_and_add_some_of_any_size(
    table: Table, partition: str
) -> None:
    main = await table.insert(partition, "main", {"n": "x" * 300})
    live = await table.insert(partition, "live", {"n": "x" * 100})

    await table.transaction(
        partition,
        [
            Delete("live", live),
            Replace("main", {"n": "y" * 900}, main),
            Insert("list-1", {"n": "z" * 80}),
            Insert("list-2", {"n": "z" * 250}),
        ],
    )

    page = await table.page(partition, "a", "z", limit=10)
    assert [(row.key, len(row.columns["n"])) for row in page.rows] == [
        ("list-1", 80),
        ("list-2", 250),
        ("main", 900),
    ]


async def test_a_refused_transaction_does_nothing(table: Table, partition: str) -> None:
    etag = await table.insert(partition, "a", {"n": "1"})
    stale = await table.replace(partition, "a", {"n": "2"}, etag=etag) and etag
    await table.insert(partition, "taken", {})

    with pytest.raises(Stale):
        await table.transaction(partition, [Insert("new", {}), Delete("a", stale)])
    with pytest.raises(AlreadyExists):
        await table.transaction(partition, [Insert("new", {}), Insert("taken", {})])

    assert await table.get(partition, "new") is None
    assert await table.get(partition, "a") is not None


async def test_pages_follow_each_other_in_key_order(table: Table, partition: str) -> None:
    for number in range(5):
        await table.insert(partition, f"k|{number}", {})
    await table.insert(partition, "l|0", {})

    first = await table.page(partition, "k|", "k}", limit=2)
    assert first.next is not None
    second = await table.page(partition, first.next, "k}", limit=2)
    assert second.next is not None
    last = await table.page(partition, second.next, "k}", limit=2)

    keys = [[row.key for row in page.rows] for page in (first, second, last)]
    assert keys == [["k|0", "k|1"], ["k|2", "k|3"], ["k|4"]]
    assert last.next is None


async def test_age_is_told_by_the_clock_of_the_store(table: Table, partition: str) -> None:
    await table.insert(partition, "a", {})

    page = await table.page(partition, "a", "b", limit=1)

    age = page.read_at - page.rows[0].written_at
    assert timedelta(seconds=-1) <= age < timedelta(seconds=5)


async def test_an_empty_range_is_an_empty_page(table: Table, partition: str) -> None:
    page = await table.page(partition, "a", "z", limit=1000)

    assert (page.rows, page.next) == ([], None)


async def test_quotes_in_a_partition_select_nothing_else(table: Table, partition: str) -> None:
    await table.insert(partition, "a", {})

    page = await table.page("' or PartitionKey ne '", "a", "z", limit=10)

    assert page.rows == []


async def test_a_column_holds_64_kib_and_no_more(table: Table, partition: str) -> None:
    await table.insert(partition, "fits", {"n": "¡" * 32_768})

    with pytest.raises(Refused):
        await table.insert(partition, "does-not", {"n": "x" * 32_769})

    assert await table.get(partition, "does-not") is None


async def test_it_answers_a_ping(table: Table) -> None:
    await table.ping()


async def test_a_missing_table_is_made_when_it_is_first_needed(
    local_settings: Mapping[str, str],
) -> None:
    connection = AzureConnection(Settings.model_validate(local_settings))
    missing = AzureTable(connection, f"Missing{uuid4().hex}")

    nothing = await missing.get("p", "k")
    await missing.insert("p", "k", {"n": "1"})
    found = await missing.get("p", "k")

    await connection.close()
    assert nothing is None
    assert found is not None


KEYS = st.text("abc|", min_size=1, max_size=3)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mine=st.sets(KEYS), theirs=st.sets(KEYS), first=st.text("abc|", max_size=2))
async def test_a_page_sees_one_partition_in_key_order(
    mine: set[str], theirs: set[str], first: str
) -> None:
    table = MemoryTable()
    for key in mine:
        await table.insert("mine", key, {})
    for key in theirs:
        await table.insert("theirs", key, {})

    page = await table.page("mine", first, "~", limit=1000)

    assert [row.key for row in page.rows] == sorted(key for key in mine if key >= first)
