"""Readings of an entry store, and the entries that are read."""

from collections.abc import Mapping

from corpus.entry import Alias, Entry, Section
from corpus.writer import EntryWriter

TEA = Entry("1", "Tea", "Tea is a drink.\n\nIt is brewed.", ("Chai", "Cha"), (Section("Making", 1, 17, 30),), "a:1")
COFFEE = Entry("2", "Coffee (drink)", "Coffee is a drink.", source="a:2")
COCOA = Entry("3", "Cocoa", "Cocoa is sweet.", source="a:3")


def read(store: EntryWriter, *items: Entry | Alias) -> list[str]:
    """One whole reading; returns its notes."""
    reading = store.begin_reading()
    notes = []
    with store.transaction():
        for item in items:
            if isinstance(item, Alias):
                store.put_alias(item, reading)
            elif note := store.put(item):
                notes.append(note)
        store.end_reading(reading)
    return notes


def read_texts(store: EntryWriter, texts: Mapping[str, str]) -> None:
    """One whole reading of entries with these texts, by their titles."""
    read(store, *(Entry(str(number), title, text) for number, (title, text) in enumerate(texts.items())))


def key_of(store: EntryWriter, title: str) -> int:
    (key,) = store.connection.execute("SELECT key FROM entries WHERE title = ?", (title,)).fetchone()
    return int(key)
