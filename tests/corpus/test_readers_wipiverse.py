import gzip
from pathlib import Path

import pytest

from corpus.entry import BadInput, Entry, id_from_title
from corpus.readers import read
from corpus.readers.wipiverse import is_counter

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"

PAGES = """\
📖 WIPIVERSE

🔍 Currently registered entries: 113,079건

Seoul  (city)

Seoul is a city.

It lies on the Han.

📖 WIPIVERSE
🔍 Currently registered entries: 2 entries
WIPIVERSE
An encyclopedia.
"""


def test_many_pages(tmp_path: Path) -> None:
    path = tmp_path / "pages.gz"
    path.write_bytes(gzip.compress(PAGES.replace("\n", "\r\n").encode()))
    text = "Seoul is a city.\n\nIt lies on the Han."
    assert list(read(path)) == [
        Entry(id_from_title("Seoul (city)"), "Seoul (city)", text, source=f"{path}:1"),
        Entry(id_from_title("WIPIVERSE"), "WIPIVERSE", "An encyclopedia.", source=f"{path}:11"),
    ]


@pytest.mark.parametrize("counter", ["113,079건", "5", "1.000 entries", "7 Einträge"])
def test_counter_lines(counter: str) -> None:
    assert is_counter(f"🔍 Currently registered entries: {counter}")
    assert not is_counter(f"Once the line said: Currently registered entries: {counter}")


def test_bad_pages_are_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "pages.txt"
    banner = "📖 WIPIVERSE\n".encode()
    path.write_bytes(
        b"stray\nmore\n" + banner + b"No text\n" + banner + b"Broken\nA \xff byte.\n" + banner + b"Good\nText."
    )
    assert list(read(path, "wipiverse")) == [
        BadInput(str(path), 1, "text before the first WIPIVERSE banner; begin with a banner"),
        BadInput(str(path), 3, "the entry 'No text' has no text"),
        BadInput(str(path), 7, "not valid UTF-8 at byte 3; save the file as UTF-8"),
        Entry(id_from_title("Good"), "Good", "Text.", source=f"{path}:8"),
    ]


def test_a_page_cut_by_damage_is_no_entry(tmp_path: Path) -> None:
    path = tmp_path / "pages.gz"
    path.write_bytes(gzip.compress(PAGES.encode())[:-8])
    first, bad = read(path)
    assert isinstance(first, Entry)
    assert first.title == "Seoul (city)"
    assert isinstance(bad, BadInput)
    assert bad.line == 15


@pytest.mark.shared
def test_the_real_page() -> None:
    path = SHARED / "wipiverse-page.txt"
    if not path.exists():
        pytest.skip("the real text is not beside this checkout")
    [page] = read(path)
    encyclopedia = read(SHARED / "encyclopedia-small.jsonl.xz")
    same = next(
        (e for e in encyclopedia if isinstance(e, Entry) and isinstance(page, Entry) and e.title == page.title),
        None,
    )
    assert isinstance(page, Entry)
    assert page.title == "Soviet occupation of the Baltic states (1940)"
    assert page.text.startswith("The Soviet occupation of the Baltic states (Estonia, Latvia, and Lithuania) refers")
    assert page.text.endswith("legitimate.")
    assert same is None or same.text == page.text
