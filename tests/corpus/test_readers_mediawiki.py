import bz2
import time
from html import escape
from pathlib import Path

import pytest

from corpus.entry import Alias, BadInput, Entry, id_from_title
from corpus.readers import read
from corpus.readers.mediawiki import read_mediawiki
from corpus.readers.streams import Limits

HEAD = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="de">
  <siteinfo>
    <sitename>Wiki</sitename>
    <namespaces>
      <namespace key="0" case="first-letter" />
      <namespace key="6" case="first-letter">Datei</namespace>
      <namespace key="14" case="first-letter">Kategorie</namespace>
    </namespaces>
  </siteinfo>
"""

HAN = """\
{{Infobox river|name=Han|length={{convert|494|km}}}}
[[Datei:Han.jpg|thumb|The [[Han]] at night]]
The '''Han''' ({{lang|ko|한강}}) is a [[Major river|river]]<ref name="a">Book, {{p.|3}}</ref> in [[Korea]],
and&nbsp;long<ref name="a" />.<!-- note -->

{| class="wikitable"
|-
| inside || {|
| nested
|}
| more
|}
== Course ==
It flows ''west'' [https://example.org through] Seoul.
=== Sources ===
* [[Taebaek]]<br>mountains
* two
== Names ==
<nowiki>Arisu</nowiki> is old.
== References ==
<references />
{{reflist}}
[[Kategorie:River]] [[Category:Korea]]
"""


def page(title: str, text: str, namespace: int = 0, extra: str = "") -> str:
    return (
        f"  <page><title>{escape(title)}</title><ns>{namespace}</ns><id>1</id>{extra}"
        f"<revision><id>2</id><timestamp>2020-01-01T00:00:00Z</timestamp>"
        f"<contributor><username>A</username><id>3</id></contributor><model>wikitext</model>"
        f'<format>text/x-wiki</format><text bytes="1" xml:space="preserve">{escape(text)}</text>'
        f"<sha1>x</sha1></revision></page>\n"
    )


def entries(path: Path) -> dict[str, str]:
    return {found.title: found.text for found in read(path) if isinstance(found, Entry)}


def test_a_dump(tmp_path: Path) -> None:
    path = tmp_path / "dump.xml.bz2"
    dump = (
        HEAD
        + page("Han River", HAN)
        + page("Talk", "Chatter.", namespace=1)
        + page("Han", "#REDIRECT [[Han River#Course]]", extra='<redirect title="Han River" />')
        + page("Hangang", "#redirect [[Han_River]]")
        + page("Stub", "{{stub}}")
        + "</mediawiki>\n"
    )
    path.write_bytes(bz2.compress(dump.encode()))
    entry, *others = read(path)
    assert isinstance(entry, Entry)
    assert (entry.title, entry.id) == ("Han River", id_from_title("Han River"))
    course, sources = "It flows west through Seoul.", "Taebaek mountains\n\ntwo"
    assert entry.text == (f"The Han is a river in Korea, and long.\n\n{course}\n\n{sources}\n\nArisu is old.")
    assert [(s.level, s.title, entry.text[s.start : s.end]) for s in entry.sections] == [
        (1, "Course", f"{course}\n\n{sources}"),
        (2, "Sources", sources),
        (1, "Names", "Arisu is old."),
    ]
    assert others == [
        Alias("Han", "Han River", str(path)),
        Alias("Hangang", "Han River", str(path)),
        BadInput(str(path), 0, "the entry 'Stub' has no text"),
    ]


def test_the_newest_revision_counts(tmp_path: Path) -> None:
    path = tmp_path / "history.xml"
    old = page("A", "Old.").removesuffix("</page>\n")
    new = page("A", "New.").partition("</id>")[2].rpartition("</page>")[0]
    path.write_text(HEAD + old + new + "</page></mediawiki>")
    assert entries(path) == {"A": "New."}


def test_a_page_that_is_not_as_it_should_be_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "dump.xml"
    bad = "<page><title>B</title><ns>zero</ns></page><page><unknown/></page><page><ns>0</ns></page>"
    path.write_text(HEAD + page("A", "One.") + bad + page("C", "Three.") + "</mediawiki>")
    first, *skipped, last = read(path)
    assert isinstance(first, Entry)
    assert isinstance(last, Entry)
    assert (first.text, last.text) == ("One.", "Three.")
    assert ["a page is not as MediaWiki writes it" in str(bad) for bad in skipped] == [True, True, True]


def test_a_truncated_dump_gives_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "dump.xml"
    path.write_text(HEAD + page("A", "One.") + "  <page><title>B</ti")
    first, bad = read(path)
    assert isinstance(first, Entry)
    assert first.text == "One."
    assert isinstance(bad, BadInput)
    assert bad.line == 11
    assert bad.reason.startswith("the XML breaks off or is damaged here (")


def test_a_truncated_packed_dump_gives_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "dump.xml.bz2"
    members = [
        bz2.compress((HEAD + page("A", "One.")).encode()),
        bz2.compress(page("B", "Two." * 99).encode()),
    ]
    path.write_bytes(b"".join(members)[:-20])
    first, bad = read(path)
    assert isinstance(first, Entry)
    assert first.text == "One."
    assert isinstance(bad, BadInput)
    assert bad.reason.startswith("the file ends too early or is damaged (")


def test_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "laughs.xml"
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    path.write_text(f'<!DOCTYPE mediawiki [<!ENTITY l0 "lol">{laughs}]>' + HEAD + page("A", "x") + "</mediawiki>")
    assert list(read(path)) == [
        BadInput(str(path), 1, "a DOCTYPE or ENTITY declaration, which no MediaWiki dump has; not read further")
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "cp037", "cp949"])
def test_entities_in_another_encoding_are_refused(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "laughs.xml"
    declared = f'<?xml version="1.0" encoding="{encoding}"?>'
    body = '<!DOCTYPE mediawiki [<!ENTITY l "lol">]>' + HEAD + page("A", "x").replace("x", "&l;") + "</mediawiki>"
    whole = f"{declared}{body}".encode(encoding)
    # What begins like ASCII is read as such as far as the declaration.
    path.write_bytes(declared.encode() + body.encode(encoding) if encoding.startswith("cp") else whole)
    [bad] = read(path, "mediawiki")
    assert isinstance(bad, BadInput)
    assert bad.reason == "it is not UTF-8, which every MediaWiki dump is; not read further"


@pytest.mark.parametrize("unit", ["x" * 1000, "<a>", "<a/>", "<!-- " + "x" * 5_000_000])
def test_a_page_without_end_is_refused(tmp_path: Path, unit: str) -> None:
    path = tmp_path / "dump.xml"
    path.write_text(HEAD + page("A", "One.") + "<page><title>" + unit * (6_000_000 // len(unit)))
    begin = time.thread_time()  # other threads of the process may be at work
    *_, bad = read_mediawiki(path, Limits(page=3_000_000))
    assert isinstance(bad, BadInput)
    assert bad.reason in {
        "one page is longer than 3,000,000 bytes; the rest was not read",
        "one page has too many elements; the rest was not read",
    }
    assert time.thread_time() - begin < 3


def test_other_xml_is_not_a_dump(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text("<feed><entry>x</entry></feed>")
    assert list(read(path, "mediawiki")) == [
        BadInput(str(path), 1, "the XML is a <feed>, not a <mediawiki> dump; name its format")
    ]


UNCLOSED = [
    "{{a|",
    "[[a|",
    "<b>",
    "<ref>{{a|",
    "<div a=",
    "{|\n",
    "<br ",
    "<3 ",
    "[http://a ",
    "{{<b>[[x|",
    "<!--",
]


@pytest.mark.parametrize("unit", UNCLOSED)
def test_unclosed_markup_takes_no_long_time(tmp_path: Path, unit: str) -> None:
    path = tmp_path / "dump.xml"
    wikitext = "Begin.\n" + unit * (60_000 // len(unit)) + "\n\n==S==\nEnd."
    path.write_text(HEAD + page("A", wikitext) + "</mediawiki>")
    begin = time.process_time()
    [found] = read(path)
    assert isinstance(found, Entry)
    assert found.text.startswith("Begin.")
    assert time.process_time() - begin < 3
