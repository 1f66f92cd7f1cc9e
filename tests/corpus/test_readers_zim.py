import gzip
from pathlib import Path

import pytest
from libzim.writer import Creator, Hint, Item, StringProvider

from corpus.entry import Alias, BadInput, Entry, id_from_title
from corpus.readers import read
from corpus.readers.streams import Limits
from corpus.readers.webpage import lay_out
from corpus.readers.zim import read_zim

HAN = """<!DOCTYPE html><html><head><title>no</title><style>b{}</style></head><body>
<h1 id="firstHeading">Han River</h1><nav>menu</nav><table class="infobox"><tr><td>494 km</td></tr></table>
<p>The <b>Han</b> is a <a href="River">river</a><sup class="reference">[1]</sup> &amp;
long<span class="mw-editsection">edit</span>.</p><!-- note -->
<details><summary><h2>Course</h2></summary><p>It flows west.</p>
<h3>Sources</h3><ul><li>one<ul><li>inner</li></ul>tail</li><li>two<br>lines</li></ul></details>
<blockquote>Wide.</blockquote><dl><dt>Term</dt><dd>Meaning</dd></dl>
<h2>References</h2><ol class="references"><li>Book</li></ol><script>x()</script></body></html>"""


class Content(Item):  # type: ignore[misc]  # libzim ships no types
    def __init__(self, path: str, title: str, content: str, mimetype: str = "text/html") -> None:
        super().__init__()
        self.fields = (path, title, content, mimetype)

    def get_path(self) -> str:
        return self.fields[0]

    def get_title(self) -> str:
        return self.fields[1]

    def get_mimetype(self) -> str:
        return self.fields[3]

    def get_contentprovider(self) -> object:
        return StringProvider(self.fields[2])

    def get_hints(self) -> dict[object, int]:
        return {Hint.FRONT_ARTICLE: 1}


@pytest.fixture
def zim(tmp_path: Path) -> Path:
    path = tmp_path / "wiki.zim"
    with Creator(path).config_indexing(False, "eng") as creator:
        creator.set_mainpath("index")
        creator.add_item(Content("Han_River", "Han River", HAN))
        creator.add_item(Content("Stub", "Stub", "<p> </p>"))
        creator.add_item(Content("index", "Main", "<p>Welcome</p>"))
        creator.add_item(Content("a.css", "style", "b{}", "text/css"))
        creator.add_redirection("Hangang", "Hangang", "Han_River", {})
        creator.add_redirection("Arisu", "Arisu", "Hangang", {})
        creator.add_redirection("Home", "Home", "index", {})
        creator.add_metadata("Title", "Wiki")
    return path


def test_an_archive(zim: Path) -> None:
    found = {getattr(item, "title", getattr(item, "name", "")): item for item in read(zim)}
    entry = found.pop("Han River")
    assert isinstance(entry, Entry)
    assert (entry.id, entry.source) == (id_from_title("Han River"), str(zim))
    sources = "one\n\ninner\n\ntail\n\ntwo lines\n\nWide.\n\nTerm\n\nMeaning"
    assert entry.text == f"The Han is a river & long.\n\nIt flows west.\n\n{sources}"
    assert [(s.level, s.title, entry.text[s.start : s.end]) for s in entry.sections] == [
        (1, "Course", f"It flows west.\n\n{sources}"),
        (2, "Sources", sources),
    ]
    assert found == {
        "": BadInput(str(zim), 0, "the entry 'Stub' has no text"),
        "Hangang": Alias("Hangang", "Han River", str(zim)),
        "Arisu": Alias("Arisu", "Han River", str(zim)),
    }


def test_an_article_that_is_too_long_is_skipped(zim: Path) -> None:
    assert BadInput(str(zim), 0, "the article 'Han River' is longer than 100 bytes; skipped") in list(
        read_zim(zim, Limits(page=100))
    )


@pytest.mark.parametrize("keep", [4, 60, 200, -100, -1])
def test_a_cut_archive_is_named(zim: Path, keep: int) -> None:
    zim.write_bytes(zim.read_bytes()[:keep])
    [bad] = read(zim)
    assert isinstance(bad, BadInput)
    assert bad.reason.startswith("the ZIM file is damaged or incomplete (")


def test_a_changed_byte_is_noticed(zim: Path) -> None:
    content = bytearray(zim.read_bytes())
    content[len(content) // 2] ^= 0xFF
    zim.write_bytes(content)
    [bad] = read(zim)
    assert isinstance(bad, BadInput)
    assert bad.reason.startswith("the ZIM file is damaged or incomplete (")


def test_a_packed_archive_asks_to_be_unpacked(zim: Path, tmp_path: Path) -> None:
    path = tmp_path / "wiki.zim.gz"
    path.write_bytes(gzip.compress(zim.read_bytes()))
    assert list(read(path)) == [
        BadInput(str(path), 0, "not a ZIM file; unpack it if it is compressed, or name its format")
    ]


def test_elements_without_end_are_refused() -> None:
    with pytest.raises(ValueError, match="nested more than 1,000 deep"):
        lay_out(b"<div>" * 100_000, "Title")
