"""A closer look at the first passages: their likeliest sentences are read together with the question.

What a cross-encoder makes of them (see `retrieval.sentence_cross_encoder`) puts the passages in a new order, and says
of the sentences which of them answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.languages import ENGLISH, has_cjk, is_english, language_of
from retrieval.question import QuestionView
from retrieval.ranking import AnalysedPassage, Ranker, analyse, in_new_order, scored
from retrieval.reranking import CrossEncoder
from retrieval.results import Hit
from retrieval.sentence_cross_encoder import sentence_text
from retrieval.sentence_features import SENTENCE_FEATURES, sentence_features

__all__ = [
    "PASSAGES",
    "READING_FEATURES",
    "UNREAD",
    "Looked",
    "Read",
    "look",
    "new_order",
    "passage_scores",
    "read_closely",
    "reading_features",
]

# So many of the best passages are looked at, and quotations are looked for in them.
PASSAGES = 6
# So many of the sentences that are found likeliest are read, if they are so near the best; and so many of each passage
# that is so near the first.
READ, READ_OF_A_PASSAGE, NEAR = 4, 2, 3.0
# Stands for the cross-encoder's score of a sentence that it has not read; no score is as low.
UNREAD = -30.0
# What a point of the cross-encoder is worth in the ranking's points.
WEIGHT = 0.25

# The cross-encoder's scores of sentences by their place among all sentences of the passages.
Read = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Looked:
    """The first passages that have sentences, in the order of the ranking, and what was made of the sentences.

    `scores`, of shape (sentences,), are the log-odds that a sentence answers; `read` is empty where none was read.
    """

    passages: Sequence[AnalysedPassage]
    scores: npt.NDArray[np.float64]
    read: Read

    def in_order(self, hits: Sequence[Hit]) -> list[Hit]:
        """The hits that begin with those looked at, the first in a new order."""
        return in_new_order(hits, new_order(hits[:PASSAGES], self.passages, self.read))


def look(
    question: QuestionView, hits: Sequence[Hit], learned: Ranker, cross_encoder: CrossEncoder | None = None
) -> Looked:
    """Look at the first of the hits; without a `cross_encoder` for sentences none of them is read."""
    analysed = (analyse(hit, question) for hit in hits[:PASSAGES])
    passages = [passage for passage in analysed if passage.spans]
    if not passages:
        return Looked((), np.empty(0), {})
    features = np.array(sentence_features(question, passages))
    scores = scored(learned.sentence, question, features)
    read = read_closely(question, passages, scores, cross_encoder) if cross_encoder is not None else {}
    if read:
        scores = scored(learned.reading, question, reading_features(features, scores, passages, read))
    return Looked(passages, scores, read)


def read_closely(
    question: QuestionView,
    passages: Sequence[AnalysedPassage],
    scores: npt.NDArray[np.float64],
    cross_encoder: CrossEncoder,
) -> Read:
    """Have the likeliest sentences read together with the question: those in English, if the question is or can be.

    The cross-encoder has seen no other language.
    """
    asked = _in_english(question)
    if not asked:
        return {}
    best = np.argsort(-scores, kind="stable")
    likeliest = [int(place) for place in best[:READ] if scores[place] > scores[best[0]] - NEAR]
    top, of_passage = passages[0].hit.score, _passage_of(passages)
    for number, passage in enumerate(passages):
        if passage.hit.score > top - NEAR:
            likeliest += [int(place) for place in best if of_passage[place] == number][:READ_OF_A_PASSAGE]
    texts = [sentence_text(passage.hit.title, one) for passage in passages for one in passage.sentences]
    places = [place for place in dict.fromkeys(likeliest) if is_english(texts[place])]
    return dict(zip(places, cross_encoder.scores(asked, [texts[place] for place in places]), strict=True))


def _in_english(question: QuestionView) -> str:
    """The question as the cross-encoder may read it, a Korean one by its English words; "" if it may not."""
    if question.in_english is not None:
        return question.in_english
    foreign = has_cjk(question.text) or language_of(question.text, question=True) != ENGLISH
    return "" if foreign else question.text


def passage_scores(passages: Sequence[AnalysedPassage], read: Read) -> list[float]:
    """The scores of the passages, changed by how much better than others the best was that was read of each."""
    of_passage = _passage_of(passages)
    best: dict[int, float] = {}
    for place, score in read.items():
        number = of_passage[place]
        best[number] = max(score, best.get(number, score))
    usual = sum(best.values()) / max(1, len(best))
    return [passage.hit.score + WEIGHT * (best.get(n, usual) - usual) for n, passage in enumerate(passages)]


def new_order(hits: Sequence[Hit], passages: Sequence[AnalysedPassage], read: Read) -> list[int]:
    """The places of the hits, the best first by what was read of those of them that have sentences, `passages`."""
    scores = passage_scores(passages, read)
    new = {passage.hit.id: score for passage, score in zip(passages, scores, strict=True)}
    return sorted(range(len(hits)), key=lambda place: (-new.get(hits[place].id, hits[place].score), place))


READING_FEATURES = (*SENTENCE_FEATURES, "likely", "likely_behind", "read", "read_behind", "passage_read_behind")


def reading_features(
    features: npt.NDArray[np.float64],
    scores: npt.NDArray[np.float64],
    passages: Sequence[AnalysedPassage],
    read: Read,
) -> npt.NDArray[np.float64]:
    """What speaks for each sentence once some have been read closely, in the order of READING_FEATURES.

    `features` are those of SENTENCE_FEATURES and `scores` what was made of them.
    """
    closely = np.full(len(scores), UNREAD)
    closely[list(read)] = list(read.values())
    of_passages = np.array(passage_scores(passages, read))[_passage_of(passages)]
    columns: npt.NDArray[np.float64] = np.column_stack(
        [features, scores, scores - scores.max(), closely, closely - closely.max(), of_passages - of_passages.max()]
    )
    return columns


def _passage_of(passages: Sequence[AnalysedPassage]) -> list[int]:
    """For each sentence, in order, the place of its passage."""
    return [number for number, passage in enumerate(passages) for _ in passage.spans]
