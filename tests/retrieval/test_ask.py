import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from corpus.readers import read
from retrieval import Encyclopedia, index_folder
from retrieval.embedder import Embedder
from retrieval.results import Answer, Quote
from tests.embedders import HashingEmbedder, encyclopedia_of, loading

Rows = list[dict[str, Any]]

ODD_QUESTIONS = [
    "?",
    "\ud800",
    "Who was \udfff Marie Curie?",
    "the of and",
    "\0",
    "🜨🜨🜨",
    "한글은 누가 만들었나?",
    'title:"x" AND (NOT y) OR *',
    "x" * 100_000,
    "who wrote it? " * 7_200,
]


def check(encyclopedia: Encyclopedia, answer: Answer) -> None:
    """All that must hold of any answer, whatever it quotes."""
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert len(answer.citations) <= 4
    assert answer.abstained == (not answer.citations)
    assert 0.0 <= answer.confidence <= 1.0
    for citation in answer.citations:
        quote = citation.quote
        entry = encyclopedia.entry(quote.entry_id)
        assert entry is not None
        assert entry.text[quote.start : quote.end] == quote.text
        assert quote.text == quote.text.strip() != ""
        assert citation.title == entry.title
        section = entry.section_at(quote.start)
        assert citation.section == (section.title if section else None)
        start, end = entry.paragraphs()[citation.paragraph - 1]
        assert start <= quote.start < end
        # It is quoted from a passage that was found.
        assert any(
            hit.passage.entry_id == quote.entry_id and hit.passage.start <= quote.start and quote.end <= hit.passage.end
            for hit in answer.hits
        )
    assert [hit.rank for hit in answer.hits] == list(range(1, len(answer.hits) + 1))
    assert list(answer.nearest) == list(dict.fromkeys(hit.title for hit in answer.hits[:10]))[:3]
    for hit in answer.hits:
        entry = encyclopedia.entry(hit.passage.entry_id)
        assert entry is not None
        assert entry.text[hit.passage.start : hit.passage.end] == hit.passage.text
        assert hit.title == entry.title


@pytest.mark.parametrize("threshold", [0.0, None, 1.0])
def test_every_quotation_of_every_answer_is_the_text_of_its_entry(
    sample: Encyclopedia, sample_questions: Rows, threshold: float | None
) -> None:
    for row in sample_questions if threshold == 0.0 else sample_questions[::4]:
        answer = sample.ask(row["question"], threshold=threshold)
        assert answer.question == row["question"]
        check(sample, answer)
        if threshold == 0.0:
            assert answer.citations
        elif threshold == 1.0:
            assert answer.abstained == (answer.confidence < 1.0)
        else:
            assert answer.abstained == (answer.confidence < sample.threshold)


def test_most_questions_of_the_sample_find_their_entry_and_answer(sample: Encyclopedia, sample_questions: Rows) -> None:
    asked = [row for row in sample_questions if row["answerable"]]
    found = [{hit.title for hit in sample.search(row["question"], 5)} for row in asked]
    assert sum(row["title"] in titles for row, titles in zip(asked, found, strict=True)) >= 0.85 * len(asked)


def test_the_model_is_loaded_while_every_byte_is_read(
    sample_data: Path, sample: Encyclopedia, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = threading.Event()
    check_files = index_folder.check_files

    def check_when_loaded(data: Path, manifest: index_folder.Manifest, *, contents: bool) -> None:
        assert not contents or loaded.wait(30)
        check_files(data, manifest, contents=contents)

    def load(model: str, models: Path) -> Embedder:
        loaded.set()
        return HashingEmbedder()

    question = "When did the Soviets occupy the Baltic states?"
    monkeypatch.setattr(index_folder, "check_files", check_when_loaded)
    with Encyclopedia.open(sample_data, load=load) as encyclopedia:
        assert encyclopedia.ask(question) == sample.ask(question)


def test_asking_again_gives_the_same_answer(sample_data: Path, sample: Encyclopedia, sample_questions: Rows) -> None:
    asked = [row["question"] for row in sample_questions[::5]]
    answers = [sample.ask(question, threshold=0.0) for question in asked]
    assert [sample.ask(question, threshold=0.0) for question in asked] == answers
    with Encyclopedia.open(sample_data, load=loading(HashingEmbedder())) as other:
        assert [other.ask(question, threshold=0.0) for question in asked] == answers


def test_several_threads_get_the_answers_that_one_gets(sample: Encyclopedia, sample_questions: Rows) -> None:
    asked = [row["question"] for row in sample_questions[:24]]
    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(sample.ask, asked)) == [sample.ask(question) for question in asked]


@pytest.mark.parametrize("question", ["", "   ", "\n\t\u2003"])
def test_no_question_has_no_answer(sample: Encyclopedia, question: str) -> None:
    answer = sample.ask(question, threshold=0.0)
    assert answer.abstained
    assert (answer.hits, answer.confidence, answer.nearest) == ((), 0.0, ())
    assert sample.search(question) == []


@pytest.mark.parametrize("question", ODD_QUESTIONS, ids=range(len(ODD_QUESTIONS)))
def test_odd_questions_are_answered_like_others_and_soon(sample: Encyclopedia, question: str) -> None:
    started = time.process_time()
    answer = sample.ask(question, threshold=0.0)
    assert time.process_time() - started < 3
    assert answer.question == question
    check(sample, answer)


def test_what_is_beyond_a_question_of_2000_characters_does_not_count(sample: Encyclopedia) -> None:
    question = "How high is Mount Everest? ".ljust(2_000)
    hits = sample.search(question + "Who painted the Mona Lisa?")
    assert hits == sample.search(question) != []
    assert hits[0].title == "Mount Everest"


def test_as_many_quotations_as_asked_for(sample: Encyclopedia) -> None:
    question = "What is Mercury?"
    all_of_them = sample.ask(question, threshold=0.0, quotations=10).citations
    assert len(all_of_them) > 2
    assert sample.ask(question, threshold=0.0, quotations=2).citations == all_of_them[:2]
    assert sample.ask(question, threshold=0.0, quotations=0).citations == ()


def test_without_an_entry_it_is_as_if_it_were_not_there(sample: Encyclopedia) -> None:
    question = "How high is Mount Everest?"
    assert sample.ask(question).hits[0].title == "Mount Everest"
    answer = sample.ask(question, threshold=0.0, without="Mount Everest")
    check(sample, answer)
    assert "Mount Everest" not in {hit.title for hit in answer.hits}
    assert "Mount Everest" not in answer.nearest
    assert answer.hits


@pytest.mark.parametrize("k", [1, 3, 10, 100])
def test_search_gives_the_k_best_in_order(sample: Encyclopedia, k: int) -> None:
    hits = sample.search("when did it happen in the war", k)
    assert len(hits) == k
    assert [hit.rank for hit in hits] == list(range(1, k + 1))
    assert hits == sample.search("when did it happen in the war", 100)[:k]
    assert len({hit.passage.id for hit in hits}) == k


def test_search_gives_at_most_all_there_is(sample: Encyclopedia) -> None:
    hits = sample.search("the town on the river", 10_000)
    assert len(hits) == sample.manifest.passages


def test_scores_and_ranks_of_both_rankings(sample: Encyclopedia) -> None:
    hits = sample.search("Mount Everest", 100)
    lexical = sorted((hit.lexical_rank, hit.lexical_score) for hit in hits if hit.lexical_rank and hit.lexical_score)
    assert lexical[0][0] == 1
    scores = [score for _, score in lexical]
    assert scores == sorted(scores, reverse=True)
    best = next(hit for hit in hits if hit.lexical_rank == 1)
    assert best.title == "Mount Everest"
    assert best.dense_score is not None
    assert -1.0 <= best.dense_score <= 1.001


def test_entry_by_id_and_by_link(sample: Encyclopedia, sample_path: Path) -> None:
    for expected in read(sample_path):
        found = sample.entry(expected.id)  # type: ignore[union-attr]
        assert found == expected
        assert found is not None
        assert sample.entry_by_link(found.link) == expected
    for unknown in ("", "nowhere", "\ud800", "x" * 100_000):
        assert sample.entry(unknown) is None
        assert sample.entry_by_link(unknown) is None
    assert len(sample) == 72


def test_find(sample: Encyclopedia) -> None:
    def kind_and_title(name: str) -> tuple[str, str | None]:
        match = sample.find(name)
        return match.kind, match.entry.title if match.entry else None

    assert kind_and_title("Mount Everest") == ("exact", "Mount Everest")
    assert kind_and_title("mount everest") == ("folded", "Mount Everest")
    assert kind_and_title("Sagarmatha") == ("alias", "Mount Everest")
    assert kind_and_title("Mont Everst") == ("fuzzy", "Mount Everest")
    assert kind_and_title("mercury") == ("ambiguous", None)
    assert kind_and_title("") == ("none", None)
    wanted = {"Mercury (planet)", "Mercury (element)", "Mercury (mythology)"}
    assert {entry.title for entry in sample.find("mercury").candidates} >= wanted
    assert len(sample.find("mercury", limit=2).candidates) == 2


def test_a_part_of_what_is_asked_for_is_not_named_by_a_question(tmp_path: Path) -> None:
    texts = {"Honey": "Honey is food.", "Finland": "Finland is a country.", "World Cup": "The World Cup is a cup."}
    texts |= {f"Town {number}": "It has a population." for number in range(9)}
    with encyclopedia_of(texts, tmp_path) as encyclopedia:
        for question, title in (
            ("tell me about honey", "Honey"),
            ("tell me about honey bees", None),
            ("what is the Finland population", "Finland"),
            ("what is the country of Finland?", "Finland"),
            ("where was the world cup", "World Cup"),
            ("where was the 1966 world cup", None),
        ):
            named = encyclopedia.named_in(question)
            assert (named.title if named else None) == title, question


@pytest.mark.parametrize("name", ["\ud800", "x" * 100_000, "\0", "a " * 5_000])
def test_names_that_are_none_do_not_fail(sample: Encyclopedia, name: str) -> None:
    match = sample.find(name)
    assert (match.kind == "none") == (match.candidates == ())


def test_a_random_entry_and_titles_from_a_prefix(sample: Encyclopedia) -> None:
    entry = sample.random_entry()
    assert entry is not None
    assert sample.entry(entry.id) == entry
    assert sample.titles_from("MERCURY (") == ["Mercury (planet)", "Mercury (element)", "Mercury (mythology)"]


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3), (0, 100)])
def test_a_quote_is_cut_from_inside_the_text_or_not_at_all(sample: Encyclopedia, start: int, end: int) -> None:
    entry = sample.find("Mount Everest").entry
    assert entry is not None
    end = end if end < 100 else len(entry.text) + 1
    with pytest.raises(ValueError, match=r"^no text at .* in 'Mount Everest' \(\d+ characters\)$"):
        Quote.cut(entry, start, end)
    assert Quote.cut(entry, 0, len(entry.text)).text == entry.text
