"""What one reading after the other leaves in the store."""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.entry import Alias, Entry, id_from_title, link_of
from corpus.folding import NameKind
from corpus.writer import EntryWriter
from tests.corpus.readings import COCOA, COFFEE, TEA, key_of, read


def contents(store: EntryWriter) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for the number of the reading."""
    tables = {
        "entries": "key, id, link, title, text, aliases, source, hash",
        "sections": "entry, start, end, level, title",
        "paragraphs": "entry, number, start, end",
        "redirects": "name, target",
        "names": "folded, kind, entry",
        "removed": "entry",
    }
    return {
        table: sorted(store.connection.execute(f"SELECT {columns} FROM {table}")) for table, columns in tables.items()
    }


def stored(store: EntryWriter) -> dict[str, str]:
    """Ids by title."""
    return dict(store.connection.execute("SELECT title, id FROM entries"))


def undone(store: EntryWriter) -> list[str]:
    """Titles of the entries whose passages are to be made."""
    rows: Iterable[tuple[str]] = store.connection.execute(
        "SELECT title FROM entries WHERE indexed IS NOT hash ORDER BY title"
    )
    return [title for (title,) in rows]


def mark_indexed(store: EntryWriter) -> None:
    store.connection.execute("UPDATE entries SET indexed = hash")
    store.connection.execute("DELETE FROM removed")


def test_an_unchanged_entry_is_left_alone(store: EntryWriter) -> None:
    read(store, TEA, COFFEE)
    mark_indexed(store)
    before = contents(store)
    assert read(store, TEA, COFFEE) == []
    assert contents(store) == before
    assert undone(store) == []


def test_where_an_unchanged_entry_was_read_is_kept_up_to_date(store: EntryWriter) -> None:
    read(store, TEA)
    mark_indexed(store)
    read(store, replace(TEA, source="b:7"))
    assert undone(store) == []
    found = store.entry("1")
    assert found is not None
    assert found.source == "b:7"


def test_a_changed_entry_keeps_its_key_and_loses_its_old_parts(store: EntryWriter) -> None:
    read(store, TEA, COFFEE)
    mark_indexed(store)
    key = key_of(store, "Tea")
    changed = Entry("1", "Tea", "Tea is a leaf.", ("Leaf",), (), "a:1")
    assert read(store, changed, COFFEE) == []
    assert store.entry("1") == changed
    assert key_of(store, "Tea") == key
    assert undone(store) == ["Tea"]
    parts = contents(store)
    assert [row for row in parts["paragraphs"] if row[0] == key] == [(key, 1, 0, 14)]
    assert parts["sections"] == []
    assert store.named("chai") == []
    assert store.named("leaf") == [(NameKind.ALIAS, key)]


def test_of_two_entries_with_one_title_the_later_stays_and_both_places_are_named(store: EntryWriter) -> None:
    later = Entry("7", "Tea", "Tea is something else.", source="b:9")
    reading = store.begin_reading()
    assert store.put(TEA) is None
    note = store.put(later)
    store.end_reading(reading)
    # Whoever reports the note puts the place of the later entry before it.
    assert note == "the title 'Tea' was met before, at a:1; this later entry replaces that one"
    assert store.by_title("Tea") == later
    assert store.entry("1") is None
    assert len(store) == 1


def test_the_same_entry_twice_is_reported_and_stored_once(store: EntryWriter) -> None:
    notes = read(store, TEA, replace(TEA, source="b:1"))
    assert notes == ["the title 'Tea' was met before, at a:1; this later entry replaces that one"]
    assert len(store) == 1


def test_of_two_entries_with_one_id_the_later_gets_an_id_from_its_title(store: EntryWriter) -> None:
    clash = replace(COFFEE, id="1")
    made = id_from_title("Coffee (drink)")
    note = f"the id '1' of 'Coffee (drink)' was met before; this entry gets the id '{made}'"
    assert read(store, TEA, clash) == [note]
    assert stored(store) == {"Tea": "1", "Coffee (drink)": made}
    assert store.by_link(link_of(made)) == replace(clash, id=made)


def test_a_clash_of_ids_is_reported_by_every_reading_and_changes_nothing(store: EntryWriter) -> None:
    clash = replace(COFFEE, id="1")
    first = read(store, TEA, clash)
    mark_indexed(store)
    before = contents(store)
    assert read(store, TEA, clash) == first != []
    assert contents(store) == before
    assert undone(store) == []


def test_an_entry_gets_its_own_id_back_when_the_other_is_gone(store: EntryWriter) -> None:
    clash = replace(COFFEE, id="1")
    read(store, TEA, clash)
    assert read(store, clash) == []
    assert store.entry("1") == clash


def test_titles_that_differ_only_in_how_an_accent_is_written_are_two_entries(store: EntryWriter) -> None:
    composed, apart = "Caf\u00e9", "Cafe\u0301"
    one = Entry(id_from_title(composed), composed, "One.", source="a:1")
    other = Entry(id_from_title(apart), apart, "Other.", source="a:2")
    assert one.id == other.id
    notes = read(store, one, other)
    assert len(notes) == 1
    assert len(set(stored(store).values())) == 2
    found = [store.by_title(title) for title in (composed, apart)]
    assert [entry.text for entry in found if entry] == ["One.", "Other."]
    before = contents(store)
    assert read(store, one, other) == notes
    assert contents(store) == before


def test_ids_swapped_between_two_readings(store: EntryWriter) -> None:
    read(store, TEA, COFFEE)
    keys = [key_of(store, title) for title in ("Tea", "Coffee (drink)")]
    tea, coffee = replace(TEA, id="2"), replace(COFFEE, id="1")
    assert read(store, tea, coffee) == []
    assert store.entry("2") == tea
    assert store.entry("1") == coffee
    assert [key_of(store, title) for title in ("Tea", "Coffee (drink)")] == keys
    assert store.by_link(link_of("2")) == tea
    assert contents(store)["removed"] == []


def test_ids_handed_round_three_entries(store: EntryWriter) -> None:
    read(store, TEA, COFFEE, COCOA)
    turned = (replace(TEA, id="2"), replace(COFFEE, id="3"), replace(COCOA, id="1"))
    assert read(store, *turned) == []
    assert stored(store) == {"Tea": "2", "Coffee (drink)": "3", "Cocoa": "1"}


def test_a_renamed_entry_keeps_its_id_and_gets_another_key(store: EntryWriter) -> None:
    read(store, TEA, COFFEE)
    old = key_of(store, "Tea")
    renamed = replace(TEA, title="Tea (drink)")
    assert read(store, renamed, COFFEE) == []
    assert store.entry("1") == renamed
    assert store.by_title("Tea") is None
    assert contents(store)["removed"] == [(old,)]
    assert store.named("tea") == [(NameKind.BARE, key_of(store, "Tea (drink)"))]


def test_an_id_that_goes_over_to_an_entry_met_earlier_leaves_the_other_one_whole(store: EntryWriter) -> None:
    read(store, TEA, COFFEE)
    # Cocoa takes the id of tea before tea, which has another one now, is met.
    assert read(store, replace(COCOA, id="1"), replace(TEA, id="5"), COFFEE) == []
    assert stored(store) == {"Cocoa": "1", "Tea": "5", "Coffee (drink)": "2"}
    assert store.entry("5") == replace(TEA, id="5")


def test_the_end_of_a_reading_removes_what_it_did_not_meet(store: EntryWriter) -> None:
    read(store, TEA, COFFEE, Alias("Brew", "Tea"))
    gone, left = key_of(store, "Tea"), key_of(store, "Coffee (drink)")
    read(store, COFFEE)
    assert len(store) == 1
    assert store.entry("1") is None
    rows = contents(store)
    assert rows["removed"] == [(gone,)]
    assert rows["redirects"] == rows["sections"] == []
    assert {row[0] for row in rows["paragraphs"]} == {left}
    assert {row[2] for row in rows["names"]} == {left}


def test_nothing_is_removed_before_the_reading_has_ended(store: EntryWriter) -> None:
    read(store, TEA, COFFEE)
    store.begin_reading()
    store.put(COFFEE)
    assert len(store) == 2
    # The process died here; the next reading meets both.
    mark_indexed(store)
    assert read(store, TEA, COFFEE) == []
    assert undone(store) == []


def test_redirects_become_aliases_and_names_of_their_target(store: EntryWriter) -> None:
    read(store, Alias("Brew", "Tea"), TEA, Alias("Chai", "Tea"), Alias("Assam", "Tea"))
    found = store.by_title("Tea")
    assert found is not None
    assert found.aliases == ("Chai", "Cha", "Assam", "Brew")
    key = key_of(store, "Tea")
    assert store.named("assam") == [(NameKind.REDIRECT, key)]
    assert store.named("chai") == [(NameKind.ALIAS, key), (NameKind.REDIRECT, key)]


def test_a_redirect_without_target_is_dropped(store: EntryWriter) -> None:
    read(store, TEA, Alias("Espresso", "Coffee"), Alias("Brew", "tea"))
    assert contents(store)["redirects"] == []
    assert store.named("espresso") == store.named("brew") == []


def test_a_redirect_that_is_gone_or_leads_elsewhere_now(store: EntryWriter) -> None:
    read(store, TEA, COFFEE, Alias("Brew", "Tea"), Alias("Cuppa", "Tea"))
    mark_indexed(store)
    read(store, TEA, COFFEE, Alias("Brew", "Coffee (drink)"))
    assert store.named("brew") == [(NameKind.REDIRECT, key_of(store, "Coffee (drink)"))]
    assert store.named("cuppa") == []
    assert undone(store) == ["Coffee (drink)", "Tea"]  # their names are in the lexical index


@pytest.mark.parametrize(
    ("items", "renamed"),
    [
        ((TEA, COFFEE, Alias("Brew", "Tea")), 0),
        ((TEA, COFFEE, Alias("Brew", "Tea"), Alias("Nowhere", "Nothing")), 0),
        ((TEA, COFFEE), 1),
        ((TEA, COFFEE, Alias("Brew", "Coffee (drink)")), 1),
        ((TEA, COFFEE, Alias("Brew", "Tea"), Alias("Cuppa", "Tea")), 1),
    ],
)
def test_a_reading_notes_whether_redirects_changed(
    store: EntryWriter, items: tuple[Entry | Alias, ...], renamed: int
) -> None:
    read(store, TEA, COFFEE, Alias("Brew", "Tea"))
    store.set_fact("renamed", 0)
    read(store, *items)
    assert store.fact("renamed") == renamed


def test_names_of_an_older_version_are_made_anew_by_the_next_reading(tmp_path: Path) -> None:
    entries = (replace(TEA, text="Tea, also known as steeped leaf, is a drink."), COFFEE, Alias("Brew", "Tea"))
    with EntryWriter(tmp_path / "entries.sqlite") as store:
        read(store, *entries)
        as_made = contents(store)
        assert store.named("steeped leaf") == [(NameKind.HARVESTED, key_of(store, "Tea"))]
        mark_indexed(store)
        store.set_fact("renamed", 0)
        read(store, *entries)
        assert store.fact("renamed") == 0
        # A store of the version that harvested nothing.
        store.connection.execute("DELETE FROM names WHERE kind = ?", (NameKind.HARVESTED,))
        store.connection.execute("DELETE FROM facts WHERE name = 'names made by'")
        read(store, *entries)
        assert contents(store) == as_made
        assert store.fact("renamed") == 1  # so it is published
        assert undone(store) == []  # and no passage is made again


def test_an_entry_whose_lead_changes_is_called_otherwise(store: EntryWriter) -> None:
    read(store, replace(TEA, text="Tea, also known as steeped leaf, is a drink."))
    read(store, replace(TEA, text="Tea, also known as steamed leaf, is a drink."))
    assert store.named("steeped leaf") == []
    assert store.named("steamed leaf") == [(NameKind.HARVESTED, key_of(store, "Tea"))]


def test_a_failed_transaction_leaves_nothing(store: EntryWriter) -> None:
    read(store, TEA)
    store.begin_reading()
    before = contents(store)

    def interrupted() -> None:
        with store.transaction():
            store.put(COFFEE)
            store.put(replace(TEA, text="Changed."))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert contents(store) == before
    with store.transaction():
        store.put(COFFEE)
    assert store.entry("2") == COFFEE


def test_what_went_wrong_is_told_even_if_sqlite_has_rolled_back(store: EntryWriter) -> None:
    store.connection.execute("PRAGMA max_page_count = 20")
    store.begin_reading()
    with pytest.raises(sqlite3.OperationalError, match="full"), store.transaction():
        store.put(replace(TEA, text="x" * 1_000_000))
    assert len(store) == 0


def test_reading_a_second_time_changes_nothing(store: EntryWriter) -> None:
    items: list[Entry | Alias] = [
        TEA,
        COFFEE,
        Alias("Brew", "Tea"),
        Alias("Lost", "Nowhere"),
        replace(COCOA, id="1"),
        replace(TEA, text="Later.", source="z:1"),
    ]
    notes = read(store, *items)
    assert len(notes) == 2
    mark_indexed(store)
    before = contents(store)
    assert read(store, *items) == notes
    assert contents(store) == before
    assert undone(store) == []


def test_a_closed_store_is_one_file(tmp_path: Path) -> None:
    with EntryWriter(tmp_path / "entries.sqlite") as store:
        read(store, TEA)
        assert (tmp_path / "entries.sqlite-wal").stat().st_size > 0
    assert [path.name for path in tmp_path.iterdir()] == ["entries.sqlite"]
