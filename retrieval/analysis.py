"""From text to the terms of the index, by the language it is in: cut, folded, stemmed, without what says nothing."""

from functools import cache

import tantivy

from retrieval.languages import ASKING, ENGLISH, KOREAN, in_bigrams, without_asking

__all__ = ["ANALYSIS", "ANALYZER", "analyze", "analyzer", "prepared", "question_terms"]

# Names this way of making terms; a change of it means the lexical index is made anew, and no vector.
ANALYSIS = "languages/2"

# By this name an index knows the analyser of English, which is that of all its fields.
ANALYZER = "english"

# tantivy has stemmers for these, and no lists of stop words.
_WITHOUT_STOP_WORDS = frozenset({"arabic", "greek", "romanian", "tamil", "turkish"})
# Words that shape a question and say nothing of what it is about.
_QUESTION_WORDS = (
    "what which who whom whose when where why how do does did is are was were many much name named call called "
    "tell me about please give can could would should you i know"
).split()


@cache
def analyzer(language: str = ENGLISH) -> tantivy.TextAnalyzer:
    """What makes terms of a language."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (
        tantivy.Filter.remove_long(60),
        tantivy.Filter.lowercase(),
        # Other stemmers know their accents; what they leave goes through the English steps as well.
        *([tantivy.Filter.ascii_fold()] if language == ENGLISH else []),
        *([tantivy.Filter.stopword(language)] if language not in _WITHOUT_STOP_WORDS else []),
        tantivy.Filter.stemmer(language),
    ):
        builder = builder.filter(step)
    return builder.build()


def prepared(text: str, language: str) -> str:
    """`text` as the English analyser, which the index has, makes the terms of `language` out of it."""
    text = in_bigrams(text)
    return text if language in (ENGLISH, KOREAN) else " ".join(analyzer(language).analyze(text))


@cache
def _shape_terms(language: str) -> frozenset[str]:
    words = _QUESTION_WORDS if language == ENGLISH else ASKING.get(language, "").split()
    return frozenset(term for word in words for term in analyze(word, language))


def analyze(text: str, language: str = ENGLISH) -> list[str]:
    """The index terms of `text`: lower case, accents folded, stop words of its language dropped, stemmed.

    Chinese, Japanese and Korean words are cut into pairs of characters, in a text of any language.
    """
    return analyzer().analyze(prepared(text, language))


def question_terms(question: str, language: str = ENGLISH) -> list[str]:
    """The distinct terms of a question that say what it is about; all of its terms if none does."""
    terms = list(dict.fromkeys(analyze(without_asking(question), language)))
    telling = [term for term in terms if term not in _shape_terms(language)]
    return telling or terms or list(dict.fromkeys(analyze(question, language)))
