"""The buttons under messages. What a button does is packed into its data, so that it outlives a restart.

r LINK OFFSET   read the entry there, in a new message      p LINK OFFSET   turn to the page there
c LINK          its contents                                f LINK          it as a file
e LINK          its card                                    m ID FIRST      more passages for an answer
q ID            search all entries for a question           d ID            answer again, without the context
h ID 1|0        helpful or not                              s NAME VALUE    change a setting
x NUMBER        ask an example question                    o PAYLOAD       read what a deep link leads to
k LINK OFFSET   ask what the section there says            b ID            answer again, about what was offered
"""

from collections.abc import Iterable, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit, InlineQueryLimit

from bot.messages.links import base36, quote_payload
from bot.messages.measure import cut
from bot.messages.pages import Page
from bot.messages.sections import with_text
from bot.preferences import MOST_QUOTATIONS, Preferences
from bot.wording import Wording, languages
from corpus.entry import Entry, Section, link_of
from retrieval.results import Answer

__all__ = [
    "answer_buttons", "card_buttons", "contents_buttons", "entries_buttons",
    "greeting_buttons", "page_buttons", "passages_buttons", "rich_buttons", "settings_buttons", "unclear_buttons",
]  # fmt: skip

LABEL_ROOM = 40
SECTIONS_ON_CARD = 5
SECTION_ROOM = 26
SECTIONS_IN_CONTENTS = 40


def _button(label: str, *data: str | int) -> InlineKeyboardButton:
    packed = " ".join(str(part) for part in data)
    if len(packed.encode()) > InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
        raise ValueError(f"a button cannot hold {packed!r}")
    return InlineKeyboardButton(cut(label, LABEL_ROOM), callback_data=packed)


def answer_buttons(
    answer: Answer, words: Wording, answer_id: int, shared: str, about: str | None, names: Sequence[Entry] = ()
) -> InlineKeyboardMarkup:
    """Under an answer: read the entries, more passages, share, helpful or not, drop the context, `names` meant."""
    rows = [
        [
            _button(
                words.button_read.format(number=citation.number),
                "o",
                quote_payload(link_of(citation.quote.entry_id), citation.quote.start, citation.quote.text),
            )
            for citation in answer.citations
        ],
        [
            _button(words.button_more, "m", answer_id, 0),
            InlineKeyboardButton(
                words.button_share, switch_inline_query=cut(shared, InlineQueryLimit.MAX_QUERY_LENGTH)
            ),
        ],
        [_button("👍", "h", answer_id, 1), _button("👎", "h", answer_id, 0)],
    ]
    if about:
        rows.append([_button(words.button_drop.format(title=about), "d", answer_id)])
    rows += [[_button(entry.title, "e", entry.link)] for entry in names]
    return InlineKeyboardMarkup(rows)


def entries_buttons(
    entries: Iterable[tuple[str, str]],
    words: Wording,
    *,
    search_id: int | None = None,
    dropped: tuple[int, str] | None = None,
) -> InlineKeyboardMarkup | None:
    """One button for each (title, link); one to search for the name as a question, one to drop the context."""
    rows = [[_button(title, "e", link)] for title, link in entries]
    if search_id is not None:
        rows.append([_button(words.button_search, "q", search_id)])
    if dropped is not None:
        rows.append([_button(words.button_drop.format(title=dropped[1]), "d", dropped[0])])
    return InlineKeyboardMarkup(rows) if rows else None


def passages_buttons(words: Wording, answer_id: int, following: int | None) -> InlineKeyboardMarkup | None:
    """Under passages: the passages that follow, if there are any."""
    if following is None:
        return None
    return InlineKeyboardMarkup([[_button(words.button_more, "m", answer_id, following)]])


def card_buttons(entry: Entry, words: Wording) -> InlineKeyboardMarkup:
    """Under a card: read all of it, its contents, or ask what one of its sections says."""
    first = [_button(words.button_all, "r", entry.link, 0)]
    if entry.sections:
        first.append(_button(words.button_contents, "c", entry.link))
    questions = [
        [_button(words.button_section.format(section=cut(s.title, SECTION_ROOM)), "k", entry.link, base36(s.start))]
        for s in _outermost(with_text(entry), SECTIONS_ON_CARD)
    ]
    return InlineKeyboardMarkup([first, *questions])


def page_buttons(entry: Entry, page: Page, neighbours: Sequence[Page], words: Wording) -> InlineKeyboardMarkup:
    """Under a page: turn it, see the contents, get a file. `neighbours` are all pages of the entry."""
    turn = []
    if page.number > 1:
        turn.append(_button(words.button_back, "p", entry.link, base36(neighbours[page.number - 2].start)))
    if page.number < page.total:
        turn.append(_button(words.button_next, "p", entry.link, base36(neighbours[page.number].start)))
    other = [_button(words.button_contents, "c", entry.link)] if entry.sections else []
    other.append(_button(words.button_file, "f", entry.link))
    return InlineKeyboardMarkup([row for row in (turn, other) if row])


def contents_buttons(entry: Entry, words: Wording) -> InlineKeyboardMarkup:
    """The sections of an entry, one button each."""
    rows = [[_button(words.beginning, "p", entry.link, 0)]]
    rows += [
        [_button("  " * (section.level - 1) + section.title, "p", entry.link, base36(section.start))]
        for section in _outermost(entry.sections, SECTIONS_IN_CONTENTS)
    ]
    return InlineKeyboardMarkup(rows)


def _outermost(sections: Sequence[Section], most: int) -> list[Section]:
    """The sections down to the deepest level at which there are no more than `most`, but never none."""
    named = [section for section in sections if section.title.strip()]
    for deepest in range(max((s.level for s in named), default=1), 0, -1):
        chosen = [section for section in named if section.level <= deepest]
        if len(chosen) <= most:
            return chosen
    return named[:most]


def greeting_buttons(
    words: Wording, examples: Sequence[int], entry: Entry | None = None
) -> InlineKeyboardMarkup | None:
    """Under a greeting: the entry of that name if there is one, and those questions to begin with."""
    rows = [[_button(entry.title, "e", entry.link)]] if entry else []
    rows += [[_button(words.examples[number], "x", number)] for number in examples]
    return InlineKeyboardMarkup(rows) if rows else None


def unclear_buttons(words: Wording, asked_id: int, about: str | None) -> InlineKeyboardMarkup:
    """Under a question about "it": what it may be about, and to search for it as it stands."""
    rows = [[_button(words.button_about.format(title=about), "b", asked_id)]] if about else []
    return InlineKeyboardMarkup([*rows, [_button(words.button_search, "q", asked_id)]])


def rich_buttons(preferences: Preferences, words: Wording) -> InlineKeyboardMarkup:
    """Rich messages, on or off."""
    return InlineKeyboardMarkup([_rich_choices(preferences, words)])


def settings_buttons(preferences: Preferences, words: Wording) -> InlineKeyboardMarkup:
    """Every setting, the value in force marked."""
    spoken = [(words.automatic, "auto"), *((wording.name, code) for code, wording in languages().items())]
    return InlineKeyboardMarkup(
        [
            [_choice(name, "language", code, chosen=(preferences.language or "auto") == code) for name, code in spoken],
            _rich_choices(preferences, words),
            [
                _choice(str(n), "quotations", str(n), chosen=preferences.quotations == n)
                for n in range(1, MOST_QUOTATIONS + 1)
            ],
            [_button(words.button_forget, "s", "forget", "me")],
        ]
    )


def _rich_choices(preferences: Preferences, words: Wording) -> list[InlineKeyboardButton]:
    states = ((words.on, "on"), (words.off, "off"))
    return [
        _choice(words.settings_rich.format(state=state), "rich", value, chosen=preferences.rich == (value == "on"))
        for state, value in states
    ]


def _choice(label: str, name: str, value: str, *, chosen: bool) -> InlineKeyboardButton:
    return _button(f"• {label}" if chosen else label, "s", name, value)
