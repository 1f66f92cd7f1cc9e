"""A question as it is looked up: its terms and what they weigh, what it asks for, which entries it mentions."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.store import EntryStore
from retrieval.analysis import question_terms
from retrieval.korean.glossary import in_english
from retrieval.korean.sentences import sentence_in_english
from retrieval.languages import ENGLISH, KOREAN, has_cjk, language_of
from retrieval.lexical import LexicalIndex
from retrieval.mentions import MOST_SHARING, Mention, find_mentions

__all__ = ["NOT_MENTIONED", "QuestionView", "is_foreign", "view"]

_TYPES = (
    ("time", re.compile(r"\b(?:when|how old|(?:what|which) (?:year|date|century|day|month|decade|time))\b"
                        r"|언제|(?:몇|어느) ?(?:년|월|해|세기|시대|날)(?! ?(?:동안|간))|며칠")),
    ("number", re.compile(r"\bhow (?:many|much|long|far|tall|big|large|high|fast|deep|often|wide|heavy|old)\b"
                          r"|\bwhat (?:percentage|percent|number|population|distance)\b|(?:^| )몇|얼마")),
    ("person", re.compile(r"\b(?:who|whom|whose)\b|누구|누가|누군")),
    ("place", re.compile(r"\bwhere\b|\b(?:what|which) (?:country|city|state|place|town|river|continent|region)\b"
                         r"|어디|어딘|(?:어느|어떤) ?(?:나라|국가|도시|곳|지역|대륙|강)")),
    ("reason", re.compile(r"\bwhy\b|\bwhat (?:caused|is the reason)\b|(?:^| )왜(?: |$)|이유|원인")),
)  # fmt: skip


# How likely a question is a search query: all in lower case; with a capital that a phone gives any sentence, or with a
# question mark; with both, or names in capitals. The two want other passages, but a ranking that takes a single capital
# for a proof loses one in ten search queries (benchmarks/results/ranking.md).
TYPED, EITHER, WRITTEN = 1.0, 0.5, 0.15

# What is said of an entry that the question does not mention.
NOT_MENTIONED = Mention(0.0, 0.0, -math.log(MOST_SHARING), False, 0)


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question as the features see it: its terms with their idf (rarer is greater), and what it asks for."""

    text: str
    terms: tuple[str, ...]
    idf: Mapping[str, float]
    total_idf: float
    answer_type: str
    typed: float  # the probability, by how it is written, that it is a search query rather than a written question
    words: frozenset[str]
    weights: Mapping[str, float]  # of the terms: below 1 where a translation is not sure
    mentions: Mapping[int, Mention] = field(default_factory=dict)  # by entry key
    # A Korean question that is asked of entries in English: its words there, in English order where that is known.
    in_english: str | None = None
    language: str = ENGLISH  # of its terms

    @property
    def looks_typed(self) -> bool:
        """Whether it is written as a search query, and in no way as a written question."""
        return self.typed == TYPED

    @property
    def length(self) -> float:
        """How many terms there are, from 0 to 1, which stands for twelve and more."""
        return min(len(self.terms), 12) / 12


def view(question: str, lexical: LexicalIndex, store: EntryStore | None = None) -> QuestionView:
    """Look at a question once, for all of its passages; the entries it mentions are looked up in `store`."""
    language = lexical.language_of(question)
    weights: Mapping[str, float] = dict.fromkeys(question_terms(question, language), 1.0)
    said = ordered = None
    if is_foreign(question, lexical):
        said, translated = in_english(question)
        ordered = said and (sentence_in_english(question) or said)
        known = {t: w for t, w in translated.items() if not has_cjk(t) or lexical.document_frequency(t)}
        weights = known or weights
    terms = tuple(weights)
    passages = max(1, len(lexical))
    idf = {term: math.log(1 + passages / (1 + lexical.document_frequency(term))) * weights[term] for term in terms}
    folded = question.lower()
    kind = next((name for name, pattern in _TYPES if pattern.search(folded)), "other")
    mentions = find_mentions(store, said or question, idf) if store is not None else {}
    return QuestionView(
        question,
        terms,
        idf,
        total_idf=sum(idf.values()) or 1.0,
        answer_type=kind,
        typed=_typed(question),
        words=frozenset(re.findall(r"\w+", folded)),
        weights=weights,
        mentions=mentions,
        in_english=ordered,
        language=language,
    )


def is_foreign(question: str, lexical: LexicalIndex) -> bool:
    """Whether a question is in Korean, and looked up in English."""
    return language_of(question, question=True) == KOREAN != lexical.language_of(question)


def _typed(question: str) -> float:
    """How likely a question is a search query, by how it is written; Korean has no capitals that could be missing."""
    marked = "?" in question or "？" in question
    begins = question[:1] != question[:1].lower() or has_cjk(question)
    rest = question[1:].replace(" I ", " i ")  # which phones write as well
    if rest != rest.lower():
        return WRITTEN
    return (TYPED, EITHER, WRITTEN)[marked + begins]
