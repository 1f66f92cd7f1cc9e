"""Questions for one particular of something that has an entry: a quotation that does not say it is doubted.

A sentence of the right entry may have nothing of what was asked and still all that the ranking looks for. So the first
quotation has to say it in one of the forms that `measures`, `lives`, `things` and `origins` know; if it does not, a
sentence of that entry that does comes first.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.folding import bare, fold, loose
from retrieval.analysis import analyze
from retrieval.live_index import LiveIndex
from retrieval.naming import known_entry
from retrieval.passages import passage_id
from retrieval.question_types.definitions import before_all
from retrieval.question_types.listed import lists_namesakes
from retrieval.question_types.lives import LIVES
from retrieval.question_types.measures import MEASURES
from retrieval.question_types.names_asked import singular, without_article
from retrieval.question_types.origins import ORIGINS
from retrieval.question_types.particular_form import LONGEST, Particular, questions_of
from retrieval.question_types.things import THINGS
from retrieval.quotes import Chosen, Span, telling_span
from retrieval.ranking import analyse
from retrieval.results import DOUBTFUL, Hit

__all__ = ["asked_for_particular", "told_of", "with_particular"]

# How sure it is that a quotation answers that does not say it, one of the right entry that tells it, and what was
# looked for there since the first quotation does not.
UNSAID, TOLD, FOUND = 0.2, 0.75, 0.6
# So many passages of the entry are looked through.
PASSAGES = 8

_QUESTIONS = list(questions_of((*MEASURES, *LIVES, *THINGS, *ORIGINS)))


def asked_for_particular(question: str) -> Particular | None:
    """What a question as a whole asks for; None if it asks otherwise."""
    if len(question) > LONGEST:
        return None
    matches = ((pattern.match(question), form) for pattern, form in _QUESTIONS)
    return next((Particular.of(match["it"], form) for match, form in matches if match), None)


def with_particular(
    question: str, index: LiveIndex, hits: Sequence[Hit], chosen: Chosen, most: int, without: str | None = None
) -> tuple[list[Hit], Chosen]:
    """The hits and quotations with what says the particular that is asked for before them, and as sure as that is."""
    asked = asked_for_particular(question)
    first = next(iter(chosen.spans), None)
    if asked is None or first is None:
        return list(hits), chosen
    called = _called(index, asked.name, without)
    if not called:
        return list(hits), chosen  # it may not be a name, and ask for something else
    titles = [title for title, is_same in called.items() if is_same]
    title = first.hit.title
    said = asked.is_said_by(first.text) and (title in called or _names(asked.name, first))
    told = asked.is_told_by(first.text)
    if told and title in titles:
        # Between both, so that of two readings the surer stays so.
        return list(hits), replace(chosen, confidence=max(chosen.confidence, (chosen.confidence + TOLD) / 2))
    of_it = title in titles or (told and not _is_namesake(title, without_article(asked.name)))
    if said and chosen.confidence >= DOUBTFUL and (of_it or not titles):
        return list(hits), chosen
    if (found := _first_found(index, titles, asked)) is not None:
        return before_all([found], FOUND, hits, chosen, most)
    if not said:
        chosen = replace(chosen, confidence=min(UNSAID, chosen.confidence))
    return list(hits), chosen


def told_of(index: LiveIndex, asked: Particular, without: str | None = None) -> Span | None:
    """What the entry of that name tells of what is asked for."""
    called = _called(index, asked.name, without)
    return _first_found(index, [title for title, is_same in called.items() if is_same], asked)


def _first_found(index: LiveIndex, titles: Sequence[str], asked: Particular) -> Span | None:
    return next(filter(None, (_found(index, title, asked) for title in titles)), None)


def _called(index: LiveIndex, name: str, without: str | None) -> dict[str, bool]:
    """The titles of the entries of this name, with its article or without, or in the singular; is it the very title?"""
    plain, titles = without_article(name), dict[str, bool]()
    for one in dict.fromkeys((plain, name, *singular(plain))):
        match = known_entry(index.names, one)
        for entry in match.candidates if match is not None else ():
            titles[entry.title] = titles.get(entry.title, False) or _same(entry.title, one)
    titles.pop(without or "", None)
    return titles


def _same(title: str, name: str) -> bool:
    """Whether a title is a name but for capitals, accents and hyphens."""
    letters = title.isalpha() and title.isupper() and not name.isupper()  # SOAP is no soap
    return len(title) == len(name) and fold(title) == fold(name) and not letters


def _names(name: str, span: Span) -> bool:
    """Whether a quotation, or the title of its entry, has the words of a name."""
    return set(analyze(name)) <= set(analyze(f"{span.hit.title} {span.text}"))


def _is_namesake(title: str, name: str) -> bool:
    """Whether a title is this name and what tells it from others of the name: Nevis, Alberta."""
    return fold(name) in (fold(bare(title)), fold(title.partition(",")[0])) and not _same(title, name)


def _found(index: LiveIndex, title: str, asked: Particular) -> Span | None:
    """The first words of an entry that tell it of what it is about, to be understood alone."""
    key = index.store.key_of(title)
    ids = [passage_id(key, number) for number in range(PASSAGES)] if key is not None else []
    words = "|".join(re.escape(word) for word in title.split() if loose(word))
    of_it = re.compile(
        rf"\b(?:{words})|^(?:He|She|It|They|His|Her|Its|Their|The)\b|\b(?:he|she|it|they|his|her|its)\b", re.IGNORECASE
    )

    def tells(sentence: str) -> bool:
        return of_it.search(sentence) is not None and asked.is_told_by(sentence)

    for passage, _ in index.passages.with_text(ids).values():
        hit = Hit(passage, title, 1, 0.0)
        span = telling_span(hit, tells)
        if span is None or lists_namesakes(title, span.text):
            continue
        if asked.is_told_by(span.text):
            return span
        # It leans on one that is too long to be quoted with it; whose entry it is of is said beside it.
        start, end = next(place for place in analyse(hit).spans if tells(passage.text[slice(*place)]))
        return Span(hit, passage.start + start, passage.start + end, 0.0)
    return None
