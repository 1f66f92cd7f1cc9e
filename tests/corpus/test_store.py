"""Entries as they are read from the store, and what its file may be instead of one."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.entry import Alias, Entry, Section
from corpus.errors import StoreDamaged
from corpus.folding import NameKind
from corpus.store import EntryStore
from corpus.writer import EntryWriter
from tests.corpus.readings import COCOA, COFFEE, TEA, key_of, read


def test_an_entry_comes_back_as_it_was_put_by_id_title_link_and_key(store: EntryWriter) -> None:
    assert read(store, TEA, COFFEE) == []
    assert store.entry("1") == TEA
    assert store.by_title("Tea") == TEA
    assert store.by_link(TEA.link) == TEA
    assert store.by_key(key_of(store, "Tea")) == TEA
    assert store.entry("2") == COFFEE
    assert len(store) == 2


def test_what_is_not_there_is_none(store: EntryWriter) -> None:
    read(store, TEA)
    assert store.entry("9") is None
    assert store.by_title("tea") is None
    assert store.by_link("AAAAAAAAAAAA") is None
    assert store.by_key(99) is None
    assert store.named("coffee") == []


@pytest.mark.parametrize("broken", ["\ud800", "Tea\udfff"])
def test_half_a_surrogate_pair_names_nothing(store: EntryWriter, broken: str) -> None:
    read(store, TEA)
    assert store.entry(broken) is None
    assert store.by_title(broken) is None
    assert store.by_link(broken) is None
    assert store.titles_from(broken) == ["Tea"]


def test_leads_of_entries_by_key(store: EntryWriter) -> None:
    read(store, TEA, COFFEE)
    keys = [key_of(store, title) for title in ("Tea", "Coffee (drink)")]
    assert store.leads([*reversed(keys), 999], 3) == [
        (keys[0], TEA.id, "Tea", TEA.text[:3], len(TEA.text)),
        (keys[1], COFFEE.id, "Coffee (drink)", COFFEE.text[:3], len(COFFEE.text)),
    ]
    assert store.leads([], 3) == []


def test_names_of_an_entry_with_their_kinds(store: EntryWriter) -> None:
    read(store, TEA, COFFEE, Alias("Java", "Coffee (drink)"))
    tea, coffee = key_of(store, "Tea"), key_of(store, "Coffee (drink)")
    assert list(store.names()) == [
        ("tea", NameKind.TITLE, tea),
        ("cha", NameKind.ALIAS, tea),
        ("chai", NameKind.ALIAS, tea),
        ("coffee drink", NameKind.TITLE, coffee),
        ("coffee", NameKind.BARE, coffee),
        ("java", NameKind.REDIRECT, coffee),
        ("=coffeedrink", NameKind.LOOSE, coffee),
    ]
    assert store.named("coffee") == [(NameKind.BARE, coffee)]
    assert store.named("java") == [(NameKind.REDIRECT, coffee)]


def test_paragraph_number(store: EntryWriter) -> None:
    text = "One.\n\nTwo.\n\nThree."
    read(store, Entry("1", "Counting", text))
    key = key_of(store, "Counting")
    numbers = [store.paragraph_number(key, at) for at in range(len(text))]
    #                 O n e . \n \n T w o . \n \n T h r e e .
    assert numbers == [1] * 6 + [2] * 6 + [3] * 6


def test_text_before_the_first_paragraph_counts_to_it(store: EntryWriter) -> None:
    read(store, Entry("1", "Late", "\n\n  Late."))
    assert store.paragraph_number(key_of(store, "Late"), 0) == 1


def test_sections_come_in_order_outermost_first(store: EntryWriter) -> None:
    sections = (Section("A", 1, 0, 9), Section("B", 2, 0, 4), Section("C", 2, 4, 9))
    read(store, Entry("1", "Nested", "123456789", (), sections))
    found = store.entry("1")
    assert found is not None
    assert found.sections == sections


def test_a_random_entry_is_any_of_them_and_none_of_none(store: EntryWriter) -> None:
    assert store.random() is None
    read(store, TEA, COFFEE, COCOA)
    met = {entry.title for _ in range(200) if (entry := store.random())}
    assert met == {"Tea", "Coffee (drink)", "Cocoa"}


def test_titles_from_a_prefix_whatever_its_case_and_accents(store: EntryWriter) -> None:
    titles = ["Émile Zola", "Emil Jannings", "Emilia (city)", "Enigma", "The Emil"]
    read(store, *(Entry(f"i{n}", title, "Text.") for n, title in enumerate(titles)))
    assert store.titles_from("EMIL") == ["Emil Jannings", "Émile Zola", "Emilia (city)"]
    assert store.titles_from("émil", limit=2) == ["Emil Jannings", "Émile Zola"]
    assert store.titles_from("x") == []


def test_facts(store: EntryWriter) -> None:
    assert store.fact("new") is None
    store.set_fact("new", 3)
    store.set_fact("new", 4)
    assert store.fact("new") == 4


def test_a_published_store_is_read_by_many_threads_and_never_written(tmp_path: Path) -> None:
    path = tmp_path / "entries.sqlite"
    entries = [Entry(f"i{n}", f"Title {n}", f"Text {n}.") for n in range(200)]
    with EntryWriter(path) as store:
        read(store, *entries)
    with EntryStore(path) as published, ThreadPoolExecutor(8) as threads:
        assert list(threads.map(published.entry, [entry.id for entry in entries])) == entries
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            published.connection.execute("DELETE FROM entries")
    assert [path.name for path in tmp_path.iterdir()] == ["entries.sqlite"]


def test_a_path_with_strange_characters(tmp_path: Path) -> None:
    folder = tmp_path / "50% of ? #1 é"
    folder.mkdir()
    with EntryWriter(folder / "entries.sqlite") as store:
        read(store, TEA)
    with EntryStore(folder / "entries.sqlite") as store:
        assert store.entry("1") == TEA


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    path = tmp_path / "entries.sqlite"
    with pytest.raises(StoreDamaged, match=r"^no entry store at .*entries\.sqlite; run `wipiverse build` again$"):
        EntryStore(path)
    assert not path.exists()


GARBAGE = b"not a database at all, but long enough to be taken for one" * 20


@pytest.mark.parametrize(("content", "kind"), [(b"", EntryStore), (GARBAGE, EntryStore), (GARBAGE, EntryWriter)])
def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path, content: bytes, kind: type[EntryStore]) -> None:
    path = tmp_path / "entries.sqlite"
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match=r"is not a sound entry store .*run `wipiverse build` again"):
        kind(path)


def test_a_truncated_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "entries.sqlite"
    with EntryWriter(path) as store:
        read(store, TEA)
    path.write_bytes(path.read_bytes()[:1500])
    with pytest.raises(StoreDamaged, match="is not a sound entry store"):
        EntryStore(path)
