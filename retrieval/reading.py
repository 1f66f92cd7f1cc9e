"""How a question is read: as it is written, or as it may have been meant; what is found, and what of it answers."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from corpus.entry import without_surrogates
from retrieval.asked.bearers import doubted_if_bearer
from retrieval.asked.courtesies import without_courtesies
from retrieval.asked.disfluency import without_slips
from retrieval.asked.misspellings import corrected, corrections
from retrieval.asked.rewording import Rewording, rewordings
from retrieval.asked.several import questions_in
from retrieval.asked.surnames import full_names
from retrieval.asked.written_names import as_titled, titled
from retrieval.candidates import CandidateSearch, read
from retrieval.closer_look import look
from retrieval.embedder import ENGLISH_ONLY
from retrieval.encoder import Encoder
from retrieval.korean.misspellings import korean_corrected, korean_corrections, well_asked
from retrieval.korean.questions import asked_in_english
from retrieval.korean.spoken import as_written
from retrieval.live_index import LiveIndex
from retrieval.question import QuestionView, is_foreign, view
from retrieval.question_types.definitions import definition, led_by
from retrieval.question_types.differences import with_difference
from retrieval.question_types.listed import doubted_if_listed
from retrieval.question_types.namesakes import doubted_if_another
from retrieval.question_types.particulars import with_particular
from retrieval.question_types.singled_out import with_singled_out
from retrieval.question_types.which_of_two import with_both
from retrieval.quotes import choose_quotes
from retrieval.ranking import Ranker, rank, ranker
from retrieval.readings import Reading, in_this_order, together
from retrieval.reranking import CrossEncoder, rerank
from retrieval.results import DOUBTFUL, Hit
from retrieval.sentence_cross_encoder import OnDemand

__all__ = ["CANDIDATES", "MOST_HITS", "Reader", "cleaned", "understood"]

# How deep each of the two rankings is read.
CANDIDATES = 100
# So many hits are kept with an answer: more than anyone looks through.
MOST_HITS = 24
# Nothing longer is a question; what is beyond it could only cost time.
LONGEST_QUESTION = 2_000
# A question is read as it is written only if that is answered with so much more confidence than with its misspelled
# words corrected.
NO_WORSE = 0.05


class Reader:
    """Reads questions. Safe to use from several threads."""

    def __init__(
        self,
        encoder: Encoder,
        sentences: OnDemand,
        cross_encoder: CrossEncoder | None,
        budget: float,
        *,
        as_if_lexical: bool,
    ) -> None:
        """`sentences` are read closely by what comes with the product, passages by the operator's `cross_encoder`.

        That has `budget` seconds for a question. `as_if_lexical` reads as of an index without vectors.
        """
        self._search = CandidateSearch(encoder, as_if_lexical=as_if_lexical)
        self._sentences = sentences
        self._cross_encoder = cross_encoder
        self._budget = budget
        self._as_if_lexical = as_if_lexical

    def ranker(self, index: LiveIndex) -> Ranker:
        """What was learned for the model of an index, and for as much of it as is there."""
        return ranker(index.manifest.model, complete=index.manifest.complete and not self._as_if_lexical)

    def candidates(self, index: LiveIndex, query: str, k: int, without: str | None = None) -> list[Hit]:
        """What both rankings bring for a question as it is written, by passage id."""
        return read(index, self._search.candidates(index, understood(index, query), k, without))

    def best(self, index: LiveIndex, query: str, k: int, quotations: int = 1, without: str | None = None) -> Reading:
        """The path of a question as it is written or, where that is answered better, as it may have been meant.

        That is with what is misspelled corrected, where that is no worse: what the encyclopedia has not got may be a
        name that it does not know, and should not be taken for another. Or it is with the whole name of whom one word
        means, or in other words; or, of a Korean question about English entries, in English order.
        """
        text, best_of = cleaned(query), partial(self._best, index, k=k, quotations=quotations, without=without)
        slips = partial(corrections, lexical=index.lexical, passages=index.passages)
        if not is_foreign(text, index.lexical):
            parts = [best_of(part, slips(part)) for part in questions_in(text, index)]
            answer = together(parts, self.ranker(index).threshold, k, quotations)
            return answer or best_of(text, slips(text))
        meant = korean_corrections(text, index.lexical, index.store)
        # A model that reads Korean needs no other order, and while vectors are being made there is no time for it.
        in_order = index.manifest.complete and index.manifest.model in ENGLISH_ONLY
        surest = partial(_surest, best_of=best_of, slips=slips, in_order=in_order, share=1 + bool(meant))
        best = surest(text)
        if meant:
            as_meant = surest(korean_corrected(text, meant))
            if as_meant.chosen.confidence >= best.chosen.confidence - NO_WORSE:
                best = replace(as_meant, corrections=_one_after_the_other(meant, as_meant.corrections))
        return best

    def _best(
        self,
        index: LiveIndex,
        text: str,
        meant: Mapping[str, str],
        k: int,
        quotations: int,
        without: str | None,
        share: int = 1,
    ) -> Reading:
        """The best reading of a text as it is written, or with its words as they are `meant`.

        It is one of `share` texts that the question may be.
        """
        # While vectors are being made, the time for those of its passages is all that a question has.
        names = index.names if index.manifest.complete else None
        others = rewordings(text, names)
        asked = corrected(text, meant)
        written = as_titled(asked, index) if names is not None else {}
        full = written or (full_names(asked, index) if names is not None else {})
        budget = self._budget / share / (1 + bool(meant) + bool(full) + len(others))
        reading = partial(self._reading, index, k=k, quotations=quotations, without=without, budget=budget)
        best = reading(text)
        if meant:
            as_meant = replace(reading(asked), corrections=meant)
            if as_meant.chosen.confidence >= best.chosen.confidence - NO_WORSE:
                best, others = as_meant, rewordings(as_meant.question.text, names)
        whole = Rewording(titled(best.question.text, full), frozenset(full.values()))
        if whole.question != best.question.text:
            named, sure = reading(whole.question), best.chosen.confidence
            # Others of one word of a name would be asked for by more of it, however surely they would answer.
            if _answers(named, whole) and named.chosen.confidence > (sure if written else min(sure, DOUBTFUL)):
                best = replace(named, corrections=_one_after_the_other(best.corrections, full))
                others = rewordings(named.question.text, names)
        for other in others:
            found = replace(reading(other.question), corrections=best.corrections)
            if _answers(found, other) and found.chosen.confidence > best.chosen.confidence:
                best = found
        return best

    def _reading(
        self, index: LiveIndex, text: str, k: int, quotations: int, without: str | None, budget: float
    ) -> Reading:
        """The path of a question up to its `k` best hits and the quotations that answer it."""
        question = view(text, index.lexical, index.store)
        candidates = self._search.candidates(index, question, max(k, CANDIDATES), without)
        learned = self.ranker(index)
        # As many at least as a cross-encoder reads: what it puts first must not depend on how many are asked for.
        hits = rank(question, candidates, partial(read, index), learned, max(k, MOST_HITS))
        if self._cross_encoder is not None:
            hits = rerank(question.text, hits, self._cross_encoder, budget)
        looked = look(question, hits, learned, self._sentences.get())
        # Where the operator has a cross-encoder, it has the last word on which passage comes first.
        hits = looked.in_order(hits) if self._cross_encoder is None else hits
        chosen = choose_quotes(question, looked, learned, quotations)
        # A Korean question may have a form of its own, or one in English order.
        asked = question.in_english or text
        forms = dict.fromkeys((text, asked))
        for form in forms:
            hits, chosen = with_singled_out(form, hits, chosen, quotations)
        defined = (definition(form, index, hits, without) for form in forms)
        if (said := next(filter(None, defined), None)) is not None:
            hits, chosen = led_by(said, hits, chosen, quotations)
        else:
            chosen = doubted_if_another(asked, chosen)
        if question.in_english is None:  # translated, any word is written small
            chosen = doubted_if_bearer(text, index, chosen)
        chosen = doubted_if_listed(question, hits, chosen)
        for form in forms:
            hits, chosen = with_difference(form, index, hits, chosen, quotations, without)
        hits, chosen = with_both(asked, index, hits, chosen, quotations, without, partial(_whole_name, index=index))
        hits, chosen = with_particular(asked, index, hits, chosen, quotations, without)
        return Reading(question, hits[:k], chosen)


def _surest(
    text: str, best_of: Callable[..., Reading], slips: Callable[[str], Mapping[str, str]], share: int, *, in_order: bool
) -> Reading:
    """A Korean question by its English words or, where that is answered with more confidence, in English order.

    The surer of two readings is sure by chance as well, so the confidence is between theirs. Behind its first hit come
    those of all words in whatever order, which are as good.
    """
    asked = asked_in_english(text) if in_order else []
    best_of = partial(best_of, share=share * (1 + len(asked)))
    best = best_of(text, {})
    found = [(best_of(one.question, slips(one.question)), one) for one in asked]
    said, one = max(found, key=lambda pair: pair[0].chosen.confidence, default=(best, None))
    sure, surer = best.chosen.confidence, said.chosen.confidence
    # As above, others of the name would be asked for by more of it.
    if one is None or surer <= (min(sure, DOUBTFUL) if said.corrections else sure):
        return best
    return replace(
        said,
        question=replace(said.question, in_english=one.question),
        hits=in_this_order((*said.hits[:1], *best.hits))[: len(best.hits)],
        chosen=replace(said.chosen, confidence=min(surer, (sure + surer) / 2)),
        corrections=one.corrections(said.corrections),
    )


def _one_after_the_other(first: Mapping[str, str], second: Mapping[str, str]) -> dict[str, str]:
    """Corrections, and those of what they made of a text, as corrections of the text: “einstien” is Albert Einstein."""
    further = {word: meant for word, meant in second.items() if word not in first.values()}
    return {word: corrected(meant, second) for word, meant in first.items()} | further


def _whole_name(name: str, index: LiveIndex) -> str:
    return corrected(name, full_names(name, index))


def _answers(reading: Reading, asked: Rewording) -> bool:
    """Whether the first quotation answers the question as it was asked."""
    return any(asked.is_answered_by(span.hit.title, span.text) for span in reading.chosen.spans[:1])


def understood(index: LiveIndex, query: str) -> QuestionView:
    """A question as it is looked up."""
    return view(cleaned(query), index.lexical, index.store)


def cleaned(query: str) -> str:
    """What of a text is a question: without slips, courtesies, and more white space than a space between words."""
    # Where white space runs on, patterns with several optional pieces of it take seconds.
    text = " ".join(without_surrogates(query[:LONGEST_QUESTION]).split())
    return as_written(well_asked(without_slips(without_courtesies(text))))
