"""How answers, entries and passages look on a sheet."""

from collections.abc import Iterator, Sequence

from bot.command_line.sheet import Sheet
from bot.wording import command_line as words
from corpus.entry import Entry
from corpus.names import NameMatch
from retrieval.results import Answer, Citation, Hit

__all__ = ["show_answer", "show_choice", "show_entry", "show_hits", "show_passage", "show_source"]

SNIPPET = 90


def show_answer(sheet: Sheet, answer: Answer) -> None:
    """How words were read; quotations with citations, best first and doubted if need be, or none and what is near."""
    for written, meant in answer.corrections:
        sheet.say((words.READ_AS.format(written=written, meant=meant), "cyan"))
    if answer.abstained:
        sheet.say(words.NOT_ANSWERED if answer.nearest else words.NOTHING_FOUND)
        if answer.foreign:
            sheet.say(words.IN_ENGLISH)
        if answer.nearest:
            sheet.say(words.NEAREST)
        for title in answer.nearest:
            sheet.say(title, mark="  - ")
        return
    if answer.doubtful:
        sheet.say((words.DOUBTFUL, "cyan"))
    for citation in answer.citations:
        if citation.number > 1:
            sheet.say()
        style = "bold" if citation.number == 1 else "none"
        sheet.say(
            ("“" + citation.quote.text + "”", style),
            (" — " + place(citation), "cyan"),
            mark=f"[{citation.number}] ",
        )


def place(citation: Citation) -> str:
    """Where the quotation stands, in words."""
    parts = (citation.title, citation.section, f"paragraph {citation.paragraph}")
    return ", ".join(part for part in parts if part)


def show_source(sheet: Sheet, citation: Citation, entry: Entry, start: int, end: int) -> None:
    """The passage at `start` to `end` of the entry, with the quotation in it set off."""
    quote = citation.quote
    start, end = min(start, quote.start), max(end, quote.end)
    before, after = entry.text[start : quote.start], entry.text[quote.end : end]
    sheet.say((place(citation), "cyan"), mark=f"[{citation.number}] ")
    sheet.say(before, (quote.text, "bold"), after, mark="    ")


def show_passage(sheet: Sheet, hit: Hit) -> None:
    """A whole passage under the title of its entry."""
    sheet.say((hit.title, "cyan"), mark=f"{hit.rank}. ")
    sheet.say(hit.passage.text, mark="   ")


def show_hits(sheet: Sheet, hits: Sequence[Hit]) -> None:
    """A table of passages: place and score by the ranker, and in the two rankings that they come from."""
    if not hits:
        sheet.say(words.NOTHING_FOUND)
        return
    columns = ("rank", "score", "lexical", "BM25", "dense", "cosine", "title", "passage")
    rows = [
        (
            str(hit.rank),
            f"{hit.score:.3f}",
            _number(hit.lexical_rank),
            _number(hit.lexical_score),
            _number(hit.dense_rank),
            _number(hit.dense_score),
            hit.title,
            _snippet(hit.passage.text),
        )
        for hit in hits
    ]
    sheet.table(columns, rows, right=range(6))


def show_choice(sheet: Sheet, match: NameMatch) -> None:
    """The entries that a name may mean, or that it means none."""
    if not match.candidates:
        sheet.say(words.NOT_FOUND.format(name=match.query))
        return
    sheet.say(words.DID_YOU_MEAN.format(name=match.query))
    for number, entry in enumerate(match.candidates, 1):
        sheet.say(entry.title, mark=f"{number:>3}. ")


def show_entry(sheet: Sheet, entry: Entry) -> None:
    """The whole entry, with its headings at their places."""
    aside = sheet.aside()
    aside.say((entry.title, "bold underline"))
    if entry.aliases:
        aside.say((words.ALSO + "; ".join(entry.aliases), "italic"))
    aside.say()
    for heading, text in _parts(entry):
        if heading:
            aside.say((heading, "bold"))
            aside.say()
        for paragraph in text.split("\n") if text else ():
            aside.say(paragraph)
        if text:
            aside.say()
    sheet.pages(aside)


def _parts(entry: Entry) -> Iterator[tuple[str, str]]:
    """The headings of an entry and the text below each; no heading for what stands before the first."""
    sections = sorted(entry.sections, key=lambda section: (section.start, section.level))
    starts = [section.start for section in sections]
    yield "", entry.text[: starts[0] if starts else None].strip("\n")
    for section, end in zip(sections, [*starts, len(entry.text)][1:], strict=True):
        yield "#" * (section.level + 1) + " " + section.title, entry.text[section.start : end].strip("\n")


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def _snippet(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SNIPPET else line[: SNIPPET - 1].rstrip() + "…"
