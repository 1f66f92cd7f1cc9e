import math
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import tantivy

from retrieval.analysis import analyze, question_terms
from retrieval.errors import IndexDamaged
from retrieval.lexical import LEAST_SHARE, MOST_TERMS, SECTION_WEIGHT, TITLE_WEIGHT, LexicalIndex, LexicalWriter
from retrieval.results import Ranking

Make = Callable[..., LexicalIndex]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """An index of texts, or of (title, section, text), with passage ids 1, 2, 3 and keys 10, 20, 30."""

    def make(*passages: str | tuple[str, str | None, str]) -> LexicalIndex:
        with LexicalWriter(tmp_path / "lexical") as writer:
            for number, passage in enumerate(passages, 1):
                title, section, text = ("", None, passage) if isinstance(passage, str) else passage
                writer.add(number, number * 10, title, section, text)
        return LexicalIndex(tmp_path / "lexical")

    return make


def ids(index: LexicalIndex, question: str, k: int = 10) -> list[int]:
    return [passage for passage, _ in index.search(question_terms(question), k)]


def same(found: Ranking, expected: Ranking) -> bool:
    """Whether two rankings hold the same passages in order, with the same scores but for rounding."""
    scores = [score for _, score in expected]
    return [p for p, _ in found] == [p for p, _ in expected] and [s for _, s in found] == pytest.approx(
        scores, rel=1e-5
    )


def bm25(tf: int, length: int, mean: float, df: int, n: int) -> float:
    """The score of one term by the book, with k1 = 1.2 and b = 0.75."""
    idf = math.log(1 + (n - df + 0.5) / (df + 0.5))
    return idf * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * length / mean))


def test_scores_are_bm25(make: Make) -> None:
    index = make("apple apple pear", "apple plum fig quince", "plum")
    # Three passages of 3, 4 and 1 terms, so 8/3 on average; two of the three hold "apple".
    mean = 8 / 3
    expected = [(1, bm25(2, 3, mean, 2, 3)), (2, bm25(1, 4, mean, 2, 3))]
    assert same(index.search(["appl"], 10), expected)


def test_the_scores_of_terms_add_up(make: Make) -> None:
    index = make("apple pear", "apple fig", "plum fig")
    both = bm25(1, 2, 2, 2, 3) + bm25(1, 2, 2, 1, 3)
    assert same(index.search(["appl", "pear"], 1), [(1, both)])


def test_a_rare_term_outweighs_a_common_one(make: Make) -> None:
    index = make("river stone", "river sand", "river clay", "quartz clay")
    assert ids(index, "river quartz")[0] == 4


def test_a_title_and_a_section_count_less_than_the_text(make: Make) -> None:
    index = make(("other", "other", "comet"), ("comet", "other", "other"), ("other", "comet", "other"))
    # One of three passages has the term in each field, and each field holds one term everywhere.
    one = bm25(1, 1, 1, 1, 3)
    expected = [(1, one), (2, one * TITLE_WEIGHT), (3, one * SECTION_WEIGHT)]
    assert same(index.search(["comet"], 10), expected)
    assert 1 > TITLE_WEIGHT > SECTION_WEIGHT > 0


@pytest.mark.parametrize(
    ("question", "expected"),
    [("running", [1]), ("RUNS", [1]), ("Dvorak", [2]), ("DVOŘÁK", [2]), ("the of and", []), ("unheard", [])],
)
def test_stems_case_accents_and_stop_words(make: Make, question: str, expected: list[int]) -> None:
    assert ids(make("He ran; she runs the mill.", "Dvořák and the opera"), question) == expected


@pytest.mark.parametrize(
    "question",
    [
        'title:comet AND "NOT" (stone',
        "+stone -stone",
        "stone* ~2 ^9",
        "text:stone OR [a TO z]",
        "stone\\",
        "stone' --",
        "{stone}",
    ],
)
def test_query_syntax_is_inert(make: Make, question: str) -> None:
    assert 1 in ids(make("stone", "comet"), question)


KOREAN = [
    ("대한민국", None, "대한민국은 한반도 남부에 있는 나라이다. 수도는 서울이며 인구는 약 5,100만 명이다."),
    ("세종대왕", None, "세종대왕은 조선의 제4대 국왕이다. 그는 1443년에 훈민정음을 만들었다."),
    ("한라산", None, "한라산은 제주도의 한가운데에 솟은 산이다. 높이는 해발 1,947미터이다."),
    ("Hallasan", None, "Hallasan (한라산) is a shield volcano of the Korean island of Jeju."),
]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("한국의 수도는 어디인가요?", 1),
        ("훈민정음을 만든 사람은 누구인가?", 2),
        ("한라산의 높이는 몇 미터입니까?", 3),
        ("제주도에서 가장 높은 산", 3),
        ("조선의 국왕이 1443년에는 무엇을 만들었나요?", 2),
        ("Hallasan은 어디에 있나요?", 4),
    ],
)
def test_korean_questions_find_korean_passages_whatever_their_particles(
    make: Make, question: str, expected: int
) -> None:
    assert ids(make(*KOREAN), question)[0] == expected


def test_names_in_an_english_passage_are_found_by_those_who_write_them_otherwise(make: Make) -> None:
    assert ids(make(KOREAN[3], "Jeju is an island."), "한라산은 어디에 있는가?") == [1]


def test_words_of_other_languages_meet_in_their_own_stems(make: Make) -> None:
    german = "Der Lachs ist ein Fisch, der in den Flüssen und im Meer lebt und nach Jahren auf die Reise geht."
    english = "A salmon is a fish that lives in the rivers and in the sea, and that goes home after years."
    index = make(german, english, "Laichen: des Lachses")
    question = "Welche Fische leben in einem Fluss?"
    assert index.language_of(question) == "german"
    assert question_terms(question, "german") == ["fisch", "leb", "fluss"]
    assert [passage for passage, _ in index.search(question_terms(question, "german"), 10)] == [1]
    assert index.language_of("What fish lives in the rivers?") == "english"


def test_a_language_that_hardly_any_passage_is_in_is_not_asked_in(make: Make) -> None:
    german = "Der Lachs ist ein Fisch, der in den Flüssen und im Meer lebt."
    passages = [german] * 2 + ["A salmon is a fish."] * int(2 / LEAST_SHARE)
    index = make(*passages)
    assert index.language_of("Welche Fische leben in einem Fluss?") == "english"
    assert make(german).language_of("Welche Fische leben in einem Fluss?") == "german"


def test_an_index_of_an_earlier_version_is_asked_in_english(tmp_path: Path) -> None:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=False, fast=True)
    for field in ("name", "title", "section", "text"):
        builder.add_text_field(field, tokenizer_name="english", index_option="freq")
    tantivy.Index(builder.build(), path=str(tmp_path))
    assert LexicalIndex(tmp_path).language_of("Welche Fische leben in einem Fluss?") == "english"


def test_unknown_terms_find_nothing_and_do_not_disturb_known_ones(make: Make) -> None:
    index = make("stone", "comet")
    assert index.search(["nowher"], 10) == []
    assert index.search([], 10) == []
    assert index.search(["nowher", "comet"], 10) == index.search(["comet"], 10)


def test_a_term_that_is_only_in_a_section_or_only_in_a_name_is_known(tmp_path: Path) -> None:
    with LexicalWriter(tmp_path) as writer:
        writer.add(1, 1, "Everest", "Geology", "A high mountain.", ["Everest", "Sagarmatha"])
        writer.add(2, 1, "Everest", None, "More of it.")
        writer.add(3, 2, "Lhotse", None, "Its neighbour.", ["Lhotse"])
    index = LexicalIndex(tmp_path)
    assert ids(index, "geology") == [1]
    assert [passage for passage, _ in index.search_names(analyze("Sagarmatha peak"), 5)] == [1]
    assert [passage for passage, _ in index.search_names(analyze("Everest"), 5)] == [1]
    assert ids(index, "Sagarmatha") == []


def test_equal_scores_are_ordered_by_passage_id_even_where_the_list_is_cut(tmp_path: Path) -> None:
    with LexicalWriter(tmp_path) as writer:
        for passage in (9, 7, 5, 3, 1, 8, 6, 4, 2):
            writer.add(passage, passage, "", None, "green tea")
            if passage == 1:
                writer.commit()  # the rest goes into a segment of its own
    index = LexicalIndex(tmp_path)
    assert [passage for passage, _ in index.search(["tea"], 20)] == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    for k in range(1, 10):
        assert [passage for passage, _ in index.search(["tea"], k)] == list(range(1, k + 1))


def test_the_best_are_not_lost_among_equals(tmp_path: Path) -> None:
    with LexicalWriter(tmp_path) as writer:
        for passage in range(50, 0, -1):
            writer.add(passage, passage, "", None, "tea tea" if passage in {17, 40} else "tea leaf")
    assert [passage for passage, _ in LexicalIndex(tmp_path).search(["tea"], 4)] == [17, 40, 1, 2]


def test_of_the_passages_with_one_of_some_words_those_that_suit_others_best_come_first(make: Make) -> None:
    index = make("a steak of beef", "a seat in parliament", "steak and gravy, gravy", "gravy alone", "a speak easy")
    words = set(analyze("steak seat"))
    assert [p for p, _ in index.search_beside(words, analyze("gravy"), 3)] == [3, 1, 2]
    assert index.search_beside(words, analyze("parliament"), 1)[0][0] == 2
    assert dict(index.search_beside(words, [], 9)) == {1: 0.0, 2: 0.0, 3: 0.0}
    assert index.search_beside({"unknown"}, analyze("gravy"), 3) == []
    assert {p for p, _ in index.search_beside({"seak"}, [], 9, slips=1)} == {1, 2, 3, 5}
    assert {p for p, _ in index.search_beside({"stak"}, [], 9, slips=1)} == {1, 3}
    assert {p for p, _ in index.search_beside({"stae"}, [], 9, slips=2)} == {1, 2, 3}


def test_document_frequency_is_that_of_the_field_where_most_have_it(make: Make) -> None:
    index = make(("steak", "beef", "gravy"), ("steak", "beef", "gravy"), ("seat", "beef", "steak"))
    assert index.document_frequency("steak") == 1
    assert index.document_frequency("steak", "title") == index.document_frequency("steak", "text", "title") == 2
    assert index.document_frequency("beef", "title", "section") == 3
    assert index.document_frequency("unknown", "text", "title", "section", "name") == 0


def test_document_frequency_and_length(make: Make) -> None:
    index = make("apple", "apple apple", ("apple", None, "pear"))
    assert index.document_frequency("appl") == 2
    assert index.document_frequency("fig") == 0
    assert len(index) == 3


def test_removal_and_replacement(make: Make, tmp_path: Path) -> None:
    make("apple", "apple pie", "apple")
    with LexicalWriter(tmp_path / "lexical") as writer:
        writer.remove(10)
        writer.remove(30)
        writer.add(3, 30, "", None, "plum")
    index = LexicalIndex(tmp_path / "lexical")
    assert ids(index, "apple") == [2]
    assert ids(index, "plum") == [3]
    assert len(index) == 2


def test_nothing_is_visible_before_commit_and_nothing_stays_of_what_failed(tmp_path: Path) -> None:
    with LexicalWriter(tmp_path) as writer:
        writer.add(1, 1, "", None, "apple")
    with LexicalWriter(tmp_path) as writer:
        writer.add(2, 2, "", None, "apple")
        assert ids(LexicalIndex(tmp_path), "apple") == [1]
        writer.commit()
        assert ids(LexicalIndex(tmp_path), "apple") == [1, 2]

    def interrupted() -> None:
        with LexicalWriter(tmp_path) as writer:
            writer.remove(1)
            writer.add(3, 3, "", None, "apple")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert ids(LexicalIndex(tmp_path), "apple") == [1, 2]


def test_only_the_rarest_terms_of_a_pasted_page_count(make: Make) -> None:
    common = [f"common{n}" for n in range(MOST_TERMS)]
    index = make(" ".join(common), " ".join(common), "quartz")
    question = [*common, "quartz"]
    # The quartz is the rarest of 41 terms; the last of the common ones is left out.
    assert index.search(question, 10) == index.search([*common[:-1], "quartz"], 10)
    assert 3 in ids(index, " ".join(question))


def test_a_question_of_20000_characters_is_quick(make: Make) -> None:
    words = [f"term{n}" for n in range(2_500)]
    index = make(*(" ".join(words[n : n + 50]) for n in range(0, 2_500, 50)))
    question = " ".join(words)[:20_000]
    assert len(question) == 20_000
    started = time.process_time()
    assert len(ids(index, question)) == 1  # the forty first of terms that are equally rare
    assert time.process_time() - started < 1


def test_a_read_only_folder_is_searched_and_left_as_it_is(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make("apple", "pear")
    # What is open watches its own folder, and may put a lock there at any time.
    folder = shutil.copytree(tmp_path / "lexical", tmp_path / "read-only", ignore=shutil.ignore_patterns("*.lock"))
    before = sorted(folder.iterdir())
    monkeypatch.setattr("os.access", lambda *_: False)  # as root, the folder's mode would deny nothing
    assert ids(LexicalIndex(folder), "pear") == [2]
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "garbage"])
def test_a_damaged_folder_is_said_to_be_damaged(make: Make, tmp_path: Path, damage: str) -> None:
    make("apple")
    for path in (tmp_path / "lexical").iterdir():
        content = path.read_bytes()
        path.unlink()  # an open index may still map the file, and must not see it change
        match damage:
            case "empty":
                path.write_bytes(b"")
            case "cut":
                path.write_bytes(content[: len(content) // 2])
            case "garbage":
                path.write_bytes(b"\xff" * len(content))
            case _:
                pass
    with pytest.raises(IndexDamaged, match=r"^the lexical index in .*lexical is unreadable .*; rebuild it$"):
        LexicalIndex(tmp_path / "lexical")


def test_an_index_that_cannot_be_written_is_said_to_be_so(make: Make, tmp_path: Path) -> None:
    make("apple")
    (tmp_path / "lexical" / "meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(OSError, match=r"^the lexical index in .*lexical cannot be written: "):
        LexicalWriter(tmp_path / "lexical")
