"""Answers and entries as messages: text with entities, measured as Telegram measures them. Pure functions.

Inside a block quotation stands what is in the entry, word for word, and nothing else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from telegram import MessageEntity
from telegram.constants import MessageEntityType, MessageLimit
from telegram.helpers import create_deep_linked_url

from bot.messages.links import Place, entry_payload, quote_payload
from bot.messages.measure import cut, fitting, units
from bot.messages.pages import Page
from bot.wording import Wording
from corpus.entry import Entry, link_of
from retrieval.results import Answer, Citation, Hit, Passage, Quote

__all__ = [
    "PASSAGE_ROOM", "TITLE_ROOM", "Text", "answer_text", "card_text", "card_words", "check_text",
    "citation_text", "entry_file", "entry_text", "entry_url", "names_text",
    "not_found_names_text", "not_found_text", "notes", "noticed", "passages_text", "plain", "quote_url", "remarks",
]  # fmt: skip

# A title in a citation or heading, and the first paragraph on a card.
TITLE_ROOM = 120
CARD_ROOM = 900
# A notice above a message.
NOTICE_ROOM = 200
# One passage of several in a message.
PASSAGE_ROOM = 900
# The best quotation is read at a glance; a longer one, which an endless sentence makes, is folded like the others.
AT_A_GLANCE = 1_000


@dataclass(frozen=True, slots=True)
class Text:
    """What a message says; the entities count UTF-16 code units."""

    text: str
    entities: tuple[MessageEntity, ...] = ()


@dataclass(slots=True)
class Writing:
    """A message while it is written."""

    text: str = ""
    _entities: list[MessageEntity] = field(default_factory=list)

    def say(self, words: str, kind: str | None = None, url: str | None = None) -> "Writing":
        """Add words, all of them of one kind of entity or of none."""
        if kind and words.strip():
            self._entities.append(MessageEntity(kind, len(self.text), len(words), url=url))
        self.text += words
        return self

    def done(self) -> Text:
        """The finished message."""
        # Telegram cuts off the white space around a text; entities measured with it would be out of place.
        text = self.text.strip()
        before = len(self.text) - len(self.text.lstrip())
        entities = []
        for entity in self._entities:
            start = max(0, entity.offset - before)
            end = min(len(text), entity.offset + entity.length - before)
            if start < end:
                entities.append(MessageEntity(entity.type, start, end - start, url=entity.url))
        return Text(text, tuple(MessageEntity.adjust_message_entities_to_utf_16(text, entities)))


def plain(words: str) -> Text:
    """A sentence of the bot's own."""
    return Text(words)


def noticed(text: Text, notice: str) -> Text:
    """The same with a notice above it, if there is one and room for it."""
    above = f"{notice}\n\n"
    if not notice or units(above + text.text) > MessageLimit.MAX_TEXT_LENGTH:
        return text
    moved = MessageEntity.shift_entities(units(above), text.entities)
    return Text(above + text.text, (MessageEntity(MessageEntityType.ITALIC, 0, units(notice)), *moved))


def quote_url(bot: str, quoted: Quote | Passage) -> str:
    """The link that opens the entry where the words quoted stand."""
    return create_deep_linked_url(bot, quote_payload(link_of(quoted.entry_id), quoted.start, quoted.text))


def notes(answer: Answer, words: Wording, about: str | None = None) -> list[str]:
    """What a question was taken to be about, and what words of it were taken for: said above what was found."""
    of = [words.about.format(title=cut(about, TITLE_ROOM))] if about else []
    return [*of, *(words.read_as.format(written=written, meant=meant) for written, meant in answer.corrections)]


def remarks(answer: Answer, words: Wording, about: str | None = None) -> list[str]:
    """What is said above an answer: how the question was read, and that this may be no answer."""
    return [*notes(answer, words, about), *([words.doubtful] if answer.doubtful else [])]


def answer_text(answer: Answer, words: Wording, bot: str, about: str | None = None) -> Text:
    """The best quotation with its citation, then the others, folded away."""
    citations, above = answer.citations, remarks(answer, words, about)
    for room in (4_000, 1_500, 700, 350):
        written = _answer(citations, words, bot, above, room)
        if units(written.text) <= MessageLimit.MAX_TEXT_LENGTH - NOTICE_ROOM:
            return written.done()
    return _answer(citations[:3], words, bot, above, 350).done()


def _answer(citations: Sequence[Citation], words: Wording, bot: str, above: Sequence[str], room: int) -> Writing:
    written = _noted(above)
    for citation in citations:
        open_quotation = citation.number == 1 and units(citation.quote.text) <= AT_A_GLANCE
        kind = MessageEntityType.BLOCKQUOTE if open_quotation else MessageEntityType.EXPANDABLE_BLOCKQUOTE
        _cite(written, citation, words, bot, kind, room, number=True)
    return written


def _noted(above: Sequence[str]) -> Writing:
    written = Writing()
    for note in above:
        written.say(note, MessageEntityType.ITALIC).say("\n")
    return written


def not_found_text(answer: Answer, words: Wording, about: str | None, *, nearest: bool) -> Text:
    """That the encyclopedia does not say, what the question was taken to be about, and that it is in English."""
    return _not_found(answer, words, about, nearest=nearest).done()


def not_found_names_text(answer: Answer, words: Wording, nearest: Sequence[tuple[str, str]], bot: str) -> Text:
    """The same, and under it the nearest entries to open, each a (title, link), where there can be no buttons."""
    return _named(_not_found(answer, words, None, nearest=bool(nearest)), nearest, bot).done()


def names_text(sentence: str, entries: Iterable[tuple[str, str]], bot: str) -> Text:
    """A sentence, and under it entries to open, each a (title, link), where there can be no buttons."""
    return _named(Writing().say(sentence), entries, bot).done()


def _not_found(answer: Answer, words: Wording, about: str | None, *, nearest: bool) -> Writing:
    written = _noted(notes(answer, words, about))
    if answer.foreign:
        written.say(words.in_english).say("\n")
    return written.say(words.not_found_nearest if nearest else words.not_found)


def _named(written: Writing, entries: Iterable[tuple[str, str]], bot: str) -> Writing:
    for title, link in entries:
        written.say("\n· ").say(cut(title, TITLE_ROOM), MessageEntityType.TEXT_LINK, entry_url(bot, link))
    return written


def citation_text(citation: Citation, words: Wording, bot: str, above: Sequence[str] = ()) -> Text:
    """One quotation with its citation, to stand alone, and what is said above it."""
    written = _noted(above)
    _cite(written, citation, words, bot, MessageEntityType.BLOCKQUOTE, 3_500, number=False)
    return written.done()


def check_text(answer: Answer, words: Wording, bot: str) -> Text:
    """The sentence that bears on a claim most closely."""
    if answer.abstained:
        return not_found_text(answer, words, None, nearest=False)
    written = _noted(notes(answer, words)).say(words.check_found).say("\n")
    _cite(written, answer.citations[0], words, bot, MessageEntityType.BLOCKQUOTE, 3_500, number=False)
    return written.done()


def passages_text(hits: Sequence[Hit], first: int, total: int, words: Wording, bot: str) -> Text:
    """Further passages, each with the link to its place."""
    written = Writing().say(words.passages.format(first=first, last=first + len(hits) - 1, total=total)).say("\n")
    for number, hit in enumerate(hits, first):
        _quote(written, hit.passage, MessageEntityType.EXPANDABLE_BLOCKQUOTE, PASSAGE_ROOM)
        written.say(f"[{number}] ")
        written.say(cut(hit.title, TITLE_ROOM), MessageEntityType.TEXT_LINK, quote_url(bot, hit.passage)).say("\n")
    return written.done()


def _cite(
    written: Writing, citation: Citation, words: Wording, bot: str, kind: str, room: int, *, number: bool
) -> None:
    shortened = _quote(written, citation.quote, kind, room)
    written.say(f"[{citation.number}] " if number else "")
    written.say(cut(citation.title, TITLE_ROOM), MessageEntityType.TEXT_LINK, quote_url(bot, citation.quote))
    written.say(f" · {cut(citation.section, TITLE_ROOM)}" if citation.section else "")
    written.say(f" ({words.shortened})" if shortened else "")
    written.say("\n\n" if citation.number == 1 else "\n")


def _quote(written: Writing, quoted: Quote | Passage, kind: str, room: int) -> bool:
    """Write the words quoted, as many of them as there is room for; True if that is not all of them."""
    text = quoted.text.strip()
    shown = text[: fitting(text, room)].rstrip()
    written.say(shown, kind).say("\n")
    return shown != text


def card_text(entry: Entry) -> Text:
    """The title and the first paragraph."""
    title = cut(entry.title, TITLE_ROOM)
    return Writing().say(title, MessageEntityType.BOLD).say("\n\n").say(card_words(entry)).done()


def card_words(entry: Entry) -> str:
    """The first paragraph, or as much of it as a card holds with a "…" behind it."""
    start, end = entry.paragraphs()[0]
    paragraph = entry.text[start:end]
    shown = paragraph[: fitting(paragraph, CARD_ROOM)].rstrip()
    return shown if shown == paragraph else f"{shown} …"


def entry_text(entry: Entry, page: Page, words: Wording, place: Place | None = None) -> Text:
    """A page of an entry; the paragraph with the words quoted is set off as a block quotation."""
    written = Writing()
    if place is not None and place.state != "same":
        notice = words.text_moved if place.state == "moved" else words.text_changed
        written.say(notice, MessageEntityType.ITALIC).say("\n\n")
    written.say(cut(entry.title, TITLE_ROOM), MessageEntityType.BOLD).say("\n\n")
    for piece in page.pieces:
        for section in piece.headings:
            written.say(cut(section.title, TITLE_ROOM), MessageEntityType.BOLD).say("\n")
        cited = place is not None and place.start < place.end and piece.start < place.end and place.start < piece.end
        text = entry.text[piece.start : piece.end]
        written.say(text, MessageEntityType.BLOCKQUOTE if cited else None).say("\n\n")
    if page.total > 1:
        written.say(words.part.format(number=page.number, total=page.total), MessageEntityType.ITALIC)
    return written.done()


def entry_file(entry: Entry) -> tuple[str, bytes]:
    """The name and the content of an entry's text file."""
    name = "".join(c if c.isalnum() or c in " -,()" else "_" for c in entry.title)[:60].strip() or "entry"
    lines = [entry.title, "=" * min(60, len(entry.title))]
    sections = list(entry.sections)
    for start, end in entry.paragraphs():
        while sections and sections[0].start < end:
            lines += ["", sections.pop(0).title.upper()]
        lines += ["", entry.text[start:end]]
    return f"{name}.txt", ("\n".join(lines) + "\n").encode()


def entry_url(bot: str, entry_link: str) -> str:
    """The link that opens an entry."""
    return create_deep_linked_url(bot, entry_payload(entry_link))
