"""Which passages of both indexes may answer a question: those of its words and those of its meaning."""

from collections.abc import Mapping, Sequence

from retrieval.embedder import ENGLISH_ONLY, MULTILINGUAL_MODEL, Vectors
from retrieval.encoder import FIRST, Encoder
from retrieval.errors import IndexDamaged
from retrieval.index_folder import Manifest
from retrieval.korean.glossary import as_if_english
from retrieval.live_index import LiveIndex
from retrieval.passages import entry_key
from retrieval.question import QuestionView
from retrieval.results import Candidate, Hit, PassageId, Ranking

__all__ = ["CandidateSearch", "on_default_scale", "read"]

Cosines = Mapping[PassageId, float]

# By the means and the spread of what 2,469 questions found in either model.
_SCALE, _OFFSET, _OFFSET_TRANSLATED = 4.5, -3.30, -3.456


def on_default_scale(model: str, cosine: float, *, translated: bool = False) -> float:
    """What a cosine of `model` would be with the default model, from which was learned what cosines are worth.

    Those of the multilingual model lie close together, between .75 and .9; the vector of a `translated` question is
    made of two (`retrieval.korean.glossary`), and is nearer to everything. Any other model's stay what they are.
    """
    if model != MULTILINGUAL_MODEL:
        return cosine
    return _SCALE * cosine + (_OFFSET_TRANSLATED if translated else _OFFSET)


class CandidateSearch:
    """Looks a question up by its words and by its meaning. Safe to use from several threads."""

    def __init__(self, encoder: Encoder, *, as_if_lexical: bool) -> None:
        """`as_if_lexical` asks a complete index as if it had no vectors but those of the first lexical candidates."""
        self._encoder = encoder
        self._as_if_lexical = as_if_lexical

    def candidates(
        self, index: LiveIndex, question: QuestionView, k: int, without: str | None = None
    ) -> list[Candidate]:
        """The passages of both rankings, each to a depth of `k`, by passage id.

        `without` is the title of an entry to leave out. Raises ModelUnavailable, IndexMismatch and IndexDamaged.
        """
        if not question.text:
            return []
        lexical = index.lexical.search(question.weights, k)
        dense, cosines = self._dense(index, question, lexical, k)
        if without is not None:
            key = index.store.key_of(without)
            lexical, dense = ([item for item in some if entry_key(item[0]) != key] for some in (lexical, dense))
        model, translated = index.manifest.model, question.in_english is not None
        scaled = {passage: on_default_scale(model, one, translated=translated) for passage, one in cosines.items()}
        return _candidates(lexical, dense, scaled)

    def _vector(self, manifest: Manifest, question: QuestionView) -> Vectors | None:
        """What the dense index is asked with; None when the model cannot be loaded."""
        english = question.in_english
        if english and manifest.model in ENGLISH_ONLY:
            return self._encoder.query(manifest, english)
        vector = self._encoder.query(manifest, question.text)
        if vector is None or english is None or manifest.model != MULTILINGUAL_MODEL:
            return vector
        return as_if_english(vector, self._encoder.query(manifest, english) if english else None)

    def _dense(self, index: LiveIndex, question: QuestionView, lexical: Ranking, k: int) -> tuple[Ranking, Cosines]:
        """The dense ranking, and the cosines of its passages and of the lexical ones, where they have vectors."""
        vector = self._vector(index.manifest, question)
        if vector is None:
            return [], {}
        candidates = [passage for passage, _ in lexical]
        if self._as_if_lexical:
            candidates = candidates[:FIRST]
            cosines = dict(zip(candidates, index.dense.scores(vector, candidates), strict=True))
            return _by_score(cosines), cosines
        dense = index.dense.search(vector, k)
        if index.manifest.complete:
            there, late = candidates, {}
        else:
            held = dict(zip(candidates, index.dense.holds(candidates), strict=True))
            there, missing = ([p for p in candidates if held[p] is holds] for holds in (True, False))
            late = self._encoder.cosines(index.manifest, vector, missing, set(candidates[:FIRST]), index.store)
            dense = _by_score(dict(dense) | late)[:k]
        return dense, dict(dense) | late | dict(zip(there, index.dense.scores(vector, there), strict=True))


def _by_score(cosines: Cosines) -> Ranking:
    return sorted(cosines.items(), key=lambda item: (-item[1], item[0]))


def _candidates(lexical: Ranking, dense: Ranking, cosines: Cosines) -> list[Candidate]:
    bm25 = dict(lexical)
    lexical_ranks, dense_ranks = ({p: rank for rank, (p, _) in enumerate(some, 1)} for some in (lexical, dense))
    return [
        Candidate(p, lexical_ranks.get(p), bm25.get(p), dense_ranks.get(p), cosines.get(p))
        for p in sorted({*lexical_ranks, *dense_ranks})
    ]


def read(index: LiveIndex, candidates: Sequence[Candidate]) -> list[Hit]:
    """The candidates with their texts and the titles of their entries, in the same order. Raises IndexDamaged."""
    rows = index.passages.with_text(one.id for one in candidates)
    for one in candidates:
        if one.id not in rows:
            raise IndexDamaged(f"passage {one.id} is in no entry of {index.store.path}; rebuild the index")
    return [
        Hit(*rows[one.id], 0, 0.0, one.lexical_rank, one.lexical_score, one.dense_rank, one.dense_score)
        for one in candidates
    ]
