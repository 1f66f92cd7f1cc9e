"""The path of a question, from its words to an answer with citations."""

import copy
from functools import lru_cache, partial
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.entry import Entry, without_surrogates
from corpus.folding import bare
from corpus.names import NameMatch
from retrieval import index_folder
from retrieval.asked.capitals import written_as_name
from retrieval.asked.surnames import full_names
from retrieval.embedder import ENGLISH_ONLY, LoadEmbedder, load_embedder
from retrieval.encoder import Encoder, reads
from retrieval.errors import IndexDamaged
from retrieval.find import find_entry, near_in_meaning
from retrieval.index_folder import Manifest
from retrieval.languages import ENGLISH, is_english, language_of
from retrieval.lexical import LexicalIndex
from retrieval.live_index import LiveIndex, open_live
from retrieval.naming import known_entry
from retrieval.passages import entry_key
from retrieval.question import QuestionView
from retrieval.question_types.names_asked import is_part_of_name, names_asked_for
from retrieval.question_types.particulars import asked_for_particular
from retrieval.quotes import Span
from retrieval.reading import CANDIDATES, MOST_HITS, Reader, cleaned, understood
from retrieval.reranking import CrossEncoder
from retrieval.results import Answer, Citation, Hit, Quote
from retrieval.sentence_cross_encoder import LoadSentenceCrossEncoder, OnDemand, beside

__all__ = ["Encyclopedia"]

# Seconds that an operator's cross-encoder has for a question.
CROSS_ENCODER_BUDGET = 1.0
# Seconds of a question that may go into vectors the index has not got yet.
ENCODE_BUDGET = 0.5
# Answers that are kept, some 30 kB each: a question that goes round is asked again within minutes.
RECENT = 256

# A question is about the entry whose name holds so much of it, of what its words weigh.
MOST_OF_IT = 0.5


class Encyclopedia:
    """A built encyclopedia: ask it, search it, find its entries by name. Safe to use from several threads."""

    def __init__(
        self,
        data: Path,
        encoder: Encoder,
        sentences: OnDemand,
        cross_encoder: CrossEncoder | None,
        budget: float,
        *,
        as_if_lexical: bool,
        recent: int,
    ) -> None:
        """Use `open` instead."""
        self.data = data
        self._encoder = encoder
        self._sentences = sentences
        self._reader = Reader(encoder, sentences, cross_encoder, budget, as_if_lexical=as_if_lexical)
        self._index = open_live(data)
        self._refused: Manifest | None = None
        self._most_recent = recent
        self._recent = lru_cache(recent)(self._answer)

    @classmethod
    def open(
        cls,
        data: str | Path,
        *,
        load: LoadEmbedder = load_embedder,
        load_sentences: LoadSentenceCrossEncoder | None = None,
        cross_encoder: CrossEncoder | None = None,
        cross_encoder_budget: float = CROSS_ENCODER_BUDGET,
        encode_budget: float = ENCODE_BUDGET,
        as_if_lexical: bool = False,
        recent: int = RECENT,
    ) -> Self:
        """Open the encyclopedia in the folder `data`; its models are loaded by the first question.

        `load_sentences` gives what reads the likeliest sentences once more: where `load` is left as it is, the
        cross-encoder that comes with this package, and otherwise nothing.
        A `cross_encoder` reranks the first passages of every question, as many as it can in `cross_encoder_budget`
        seconds. While a build is still making vectors, a question has about `encode_budget` seconds to make those of
        its first lexical candidates. `as_if_lexical` asks a complete index as if it had none, for training and
        measuring: no dense search, and cosines of the first lexical candidates only. The last `recent` answers of a
        complete index are kept, and given again to the same question; 0 keeps none.

        Raises IndexMissing, IndexDamaged or IndexMismatch, each naming what to run.
        """
        data = Path(data)
        encoder = Encoder(data, load, encode_budget)
        sentences = OnDemand(load_sentences or beside(load), data / "models")
        return cls(
            data, encoder, sentences, cross_encoder, cross_encoder_budget, as_if_lexical=as_if_lexical, recent=recent
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the files; the encyclopedia cannot be used after that."""
        self._index.store.close()

    def __len__(self) -> int:
        return self._index.manifest.entries

    @property
    def manifest(self) -> Manifest:
        """What the live index is made of."""
        return self._index.manifest

    @property
    def lexical(self) -> LexicalIndex:
        """The live lexical index."""
        return self._index.lexical

    def refresh(self) -> bool:
        """Take over an index that was published since; True if there was one.

        Raises what opening raises, once for each index that cannot be taken over; the old one answers on.
        """
        manifest = index_folder.read_manifest(self.data)
        if manifest in (self._index.manifest, self._refused):
            return False
        self._refused = manifest
        newer = open_live(self.data)
        newer.sound.result()
        self._index, self._refused = newer, None
        # A new one: a search still under way puts its answer, and with it the old index, into the one it began with.
        self._recent = lru_cache(self._most_recent)(self._answer)
        return True

    def as_it_is(self) -> Self:
        """The encyclopedia as it is now, for a search of several steps: no `refresh` of this one reaches it."""
        return copy.copy(self)

    def check(self) -> None:
        """Wait until every byte of the index has been read. Raises IndexDamaged, naming the file that has changed.

        Whatever is asked waits for it too, so that nothing is answered from a damaged index.
        """
        self._index.sound.result()

    def _sound(self, *, to_ask: bool = False) -> LiveIndex:
        """The live index, once it is known to be sound."""
        index = self._index
        if to_ask and not index.sound.done():  # what a question needs is loaded while another processor reads it
            self._reader.ranker(index)
            self._encoder.load(index.manifest)
            self._sentences.get()
        index.sound.result()
        return index

    @property
    def threshold(self) -> float:
        """The confidence below which an answer is withheld unless `ask` is told otherwise."""
        return self._reader.ranker(self._index).threshold

    def ask(
        self, question: str, *, quotations: int = 4, threshold: float | None = None, without: str | None = None
    ) -> Answer:
        """Answer `question` with at most `quotations` quotations, or abstain with the nearest entries.

        Of two things that are compared, and of several questions in one, one quotation each is given, even where only
        one is asked for.
        It abstains when the probability that the first quotation answers is below `threshold`
        (from 0 to 1; None for the one that was measured to serve best). `without` is the title of an entry to
        leave out, as if it were not there: so it is measured what is said when there is no answer. A word that is
        misspelled is read as what was meant, where that is answered better; the answer's `corrections` say so. What
        entries say in other words ("how old is ...") is asked in those as well (`retrieval.asked.rewording`), and
        what is asked in Korean of English entries in English order (`retrieval.korean.questions`).
        """
        index = self._sound(to_ask=True)
        # While vectors are being made the same question may be answered better a moment later.
        answer = self._recent if index.manifest.complete else self._answer
        return answer(index, question, quotations, threshold, without)

    def _answer(
        self, index: LiveIndex, question: str, quotations: int, threshold: float | None, without: str | None
    ) -> Answer:
        reading = self._reader.best(index, question, MOST_HITS, quotations, without)
        asked, hits, chosen = reading.question, reading.hits, reading.chosen
        answered = chosen.confidence >= (self._reader.ranker(index).threshold if threshold is None else threshold)
        citations = [_cite(index, number, span) for number, span in enumerate(chosen.spans, 1)] if answered else []
        english_only = index.manifest.model in ENGLISH_ONLY
        foreign = asked.in_english is not None or (english_only and _in_other_language(asked, hits))
        # Of words that neither index nor model has seen nothing is near.
        words = bool(asked.in_english) or any(hit.lexical_rank for hit in hits)
        unread = foreign and not words and english_only
        nearest = () if unread else tuple(dict.fromkeys(hit.title for hit in hits))[:3]
        return Answer(
            question,
            tuple(citations),
            tuple(hits),
            chosen.confidence,
            nearest,
            foreign=foreign,
            corrections=tuple(reading.corrections.items()),
        )

    def expect(self, question: str) -> None:
        """Have the vector of a question made that will be asked soon, while others are answered; does not wait."""
        manifest, text = self._index.manifest, cleaned(question)
        if text and reads(manifest, text):
            self._encoder.expect(manifest, text)

    def search(self, query: str, k: int = 10) -> list[Hit]:
        """The `k` best passages for `query`, best first; [] when nothing is near."""
        return self._reader.best(self._sound(to_ask=True), query, k).hits

    def find(self, name: str, *, limit: int = 8, by_meaning: bool = False) -> NameMatch:
        """The entry called `name`, or the candidates it may mean, best first.

        `by_meaning` has the dense index asked as well where no entry is surely meant, which takes the embedding model.
        """
        index = self._sound()
        near = partial(near_in_meaning, index=index, encoder=self._encoder) if by_meaning else None
        return find_entry(index, without_surrogates(name), limit, near)

    def known(self, name: str) -> NameMatch | None:
        """The entry that has this name, up to folding, or the entries that share it; None if none has it.

        A Korean name that no entry has is looked up in English.
        """
        return known_entry(self._sound().names, without_surrogates(name))

    def meant_by(self, word: str) -> str | None:
        """The title of whom most entries mean by one word of a name, as of “einstein”; None if that is not clear."""
        return full_names(word, self._sound()).get(word)

    def written_as_name(self, words: str) -> str | None:
        """Words as passages write them, where these write them as a name, “Lake Victoria”; None if they do not."""
        return written_as_name(without_surrogates(words), self._sound())

    def named_in(self, text: str) -> Entry | None:
        """The entry a question is about by its words: what it asks for as a whole, or whose name holds most of it.

        None if it names none, or asks who: what somebody did tells who it is, and the talk is then of them.
        """
        index = self._sound()
        names = list(names_asked_for(cleaned(text)))
        matches = (known_entry(index.names, name) for name in names)
        named = [match.entry for match in matches if match and match.entry]
        # "The Battle of Gettysburg (film)" is called so as well, but not first.
        if named:
            return next((entry for entry in named if bare(entry.title) == entry.title), named[0])
        question = understood(index, text)
        mentions = question.mentions if question.answer_type != "person" else {}
        key = max(mentions, key=mentions.__getitem__, default=None)
        if key is None or not mentions[key].is_sure or mentions[key].share < MOST_OF_IT:
            return None
        entry = index.store.by_key(key)
        # "The Eiffel Tower height" is no name either.
        of_it = [asked.name for name in names if (asked := asked_for_particular(name)) is not None]
        is_part = entry is not None and is_part_of_name(entry.title, [*names, *of_it], question.text)
        return None if is_part else entry

    def entry(self, entry_id: str) -> Entry | None:
        """The entry with this id, or None."""
        return self._sound().store.entry(entry_id)

    def entry_by_link(self, link: str) -> Entry | None:
        """The entry with this link (see `Entry.link`), or None."""
        return self._sound().store.by_link(link)

    def random_entry(self) -> Entry | None:
        """Any entry, each as likely as the next."""
        return self._sound().store.random()

    def titles_from(self, prefix: str, limit: int = 20) -> list[str]:
        """Titles that begin with `prefix`, whatever its case and accents."""
        return self._sound().store.titles_from(prefix, limit)

    def understood(self, query: str) -> QuestionView:
        """The question as it is looked up, with the entries it mentions: what a ranker is trained on."""
        return understood(self._sound(), query)

    def candidates(self, query: str, k: int = CANDIDATES, without: str | None = None) -> list[Hit]:
        """What both rankings bring, by passage id: what a ranker is trained on."""
        return self._reader.candidates(self._sound(), query, k, without)


def _in_other_language(asked: QuestionView, hits: list[Hit]) -> bool:
    """Whether a question is in another language than the entries found for it."""
    language = language_of(asked.text, question=True)
    if language != ENGLISH:
        return language != asked.language
    # Chinese and Japanese are told by their script.
    return not is_english(asked.text) and all(is_english(hit.passage.text) for hit in hits[:1])


def _cite(index: LiveIndex, number: int, span: Span) -> Citation:
    key = entry_key(span.hit.passage.id)
    entry = index.store.by_key(key)
    if entry is None:
        raise IndexDamaged(f"entry {key} is missing from {index.store.path}; rebuild the index")
    section = entry.section_at(span.start)
    return Citation(
        number,
        entry.title,
        Quote.cut(entry, span.start, span.end),
        section.title if section else None,
        index.store.paragraph_number(key, span.start),
    )
