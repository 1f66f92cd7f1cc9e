"""What the sections of an entry say of their own: which have text before the next heading, and how it begins."""

from corpus.entry import Entry, Section
from retrieval import Encyclopedia
from retrieval.results import Answer, Citation, Quote
from retrieval.sentences import is_remnant, sentence_spans

__all__ = ["open_section", "opening", "with_text"]

# Two sentences are quoted together unless they are longer than this, in words.
MOST_WORDS = 60


def with_text(entry: Entry) -> list[Section]:
    """The sections that have a name and text of their own, before the next heading."""
    return [s for s in entry.sections if s.title.strip() and entry.text[s.start : _own_end(entry, s)].strip()]


def open_section(encyclopedia: Encyclopedia, entry_link: str, offset: int, most: int) -> Answer | Entry | None:
    """What the section at `offset` says, quoted from its beginning on, at most `most` quotations.

    The entry alone when no such section is in it any more, None when the entry is gone.
    """
    entry = encyclopedia.entry_by_link(entry_link)
    section = next((s for s in with_text(entry) if s.start == offset), None) if entry else None
    if entry is None or section is None:
        return entry
    starts = [start for start, _ in entry.paragraphs()]
    citations = tuple(
        Citation(number, entry.title, Quote.cut(entry, start, end), section.title, sum(s <= start for s in starts))
        for number, (start, end) in enumerate(opening(entry, section, most), 1)
    )
    return Answer(f"{entry.title}: {section.title}", citations, (), 1.0)


def opening(entry: Entry, section: Section, most: int) -> list[tuple[int, int]]:
    """The (start, end) of a section's first `most` quotations, each a sentence or two of one paragraph."""
    spans: list[tuple[int, int]] = []
    alone = False  # whether the last span is one sentence, which the next may join
    sentences = sentence_spans(entry.text, section.start, _own_end(entry, section))
    whole = [(start, end) for start, end in sentences if not is_remnant(entry.text[start:end])]
    for start, end in whole or sentences:
        together = entry.text[spans[-1][0] : end] if spans else ""
        if alone and "\n\n" not in together and len(together.split()) <= MOST_WORDS:
            spans[-1] = spans[-1][0], end
            alone = False
        elif len(spans) == most:
            break
        else:
            spans.append((start, end))
            alone = True
    return spans


def _own_end(entry: Entry, section: Section) -> int:
    """Where the next heading begins, or the section ends."""
    later = entry.sections[entry.sections.index(section) + 1 :]
    return min([section.end, *(other.start for other in later if other.start >= section.start)])
