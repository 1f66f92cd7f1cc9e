"""Every link in the project's Markdown leads to a file and a heading that are there, and so does what code names."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = ("benchmarks", "bot", "corpus", "deploy", "docs", "retrieval", "tests")


def prose(path: Path) -> str:
    """What a Markdown file says outside of code: what looks like a link or a heading in there is none."""
    return re.sub(r"(?ms)^```.*?^```$", "", path.read_text("utf-8"))


def anchors(path: Path) -> set[str]:
    """The names that GitHub gives the headings of a file: in lower case, hyphens for spaces, without punctuation."""
    seen: Counter[str] = Counter()
    found = set()
    for heading in re.findall(r"(?m)^#{1,6} +(.+?) *$", prose(path)):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        name = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
        found.add(f"{name}-{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return found


def links(path: Path) -> list[str]:
    text = re.sub(r"`[^`\n]*`", "code", prose(path))
    return re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r"<(?:img|a) [^>]*?(?:src|href)=\"([^\"]+)\"", text)


def broken(path: Path) -> Iterator[str]:
    for link in links(path):
        if not re.match(r"[a-z]+:", link):
            file, _, anchor = link.partition("#")
            target = path.parent / file if file else path
            if not target.exists() or (anchor and anchor not in anchors(target)):
                yield link


def files(ending: str) -> list[Path]:
    return [*ROOT.glob(f"*{ending}"), *(path for room in ROOMS for path in (ROOT / room).rglob(f"*{ending}"))]


def test_every_link_leads_somewhere() -> None:
    checked = {path: list(broken(path)) for path in files(".md")}
    assert sum(len(links(path)) for path in checked) > 10
    assert {str(path.relative_to(ROOT)): found for path, found in checked.items() if found} == {}


def test_the_pages_that_code_and_text_name_are_there() -> None:
    named = {
        page: path.relative_to(ROOT)
        for path in [*files(".md"), *files(".py"), ROOT / "pyproject.toml", ROOT / "Makefile"]
        for page in re.findall(r"\b(?:docs|benchmarks)/[\w/]+\.md\b", path.read_text("utf-8"))
    }
    assert len(named) > 3
    assert {page: path for page, path in named.items() if not (ROOT / page).is_file()} == {}


def test_a_link_to_what_is_not_there_is_found(tmp_path: Path) -> None:
    headings = "# A `name` (1.5), *new*\n\n## Twice\n\n## Twice\n\n```\n# no heading\n```\n"
    (tmp_path / "other.md").write_text(headings, "utf-8")
    page = tmp_path / "page.md"
    page.write_text(
        "# Here\n[a](other.md) [b](other.md#a-name-15-new) [c](#here) [d](other.md#twice-1) [e](https://example.org/x)\n"
        "`[code](none.md)` [f](gone.md) [g](other.md#no-heading) [h](#there)\n"
        '![i](gone.png) <img alt="" src="j.png">\n',
        "utf-8",
    )
    assert list(broken(page)) == ["gone.md", "other.md#no-heading", "#there", "gone.png", "j.png"]
