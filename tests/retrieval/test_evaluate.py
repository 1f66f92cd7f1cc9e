import json
import lzma
from pathlib import Path
from typing import cast

import pytest

from retrieval import Encyclopedia
from retrieval.errors import QuestionsUnusable
from retrieval.evaluate import (
    NameRow,
    Question,
    auroc,
    contains_answer,
    evaluate,
    evaluate_names,
    read_rows,
    reciprocal_rank,
)
from retrieval.results import Answer, Citation, Hit, Passage, Quote

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("positive", "negative", "area"),
    [
        ([0.9, 0.8], [0.2, 0.1], 1.0),
        ([0.1, 0.2], [0.8, 0.9], 0.0),
        ([0.5], [0.5], 0.5),
        # Of 2 x 3 pairs, 0.7 is above all three; 0.4 is above 0.2, ties with 0.4 and is below 0.6.
        ([0.7, 0.4], [0.6, 0.4, 0.2], 4.5 / 6),
    ],
)
def test_auroc(positive: list[float], negative: list[float], area: float) -> None:
    assert auroc(positive, negative) == pytest.approx(area)


@pytest.mark.parametrize(
    ("right", "expected"),
    [([True, False], 1.0), ([False, True, True], 0.5), ([False] * 3 + [True], 0.25), ([False], 0.0), ([], 0.0)],
)
def test_reciprocal_rank(right: list[bool], expected: float) -> None:
    assert reciprocal_rank(right) == expected


@pytest.mark.parametrize(
    ("text", "answers", "contained"),
    [
        ("It takes 88 Earth days.", ["88 earth days"], True),
        ("It takes 188 Earth days.", ["88 Earth days"], False),
        ("It takes 88, Earth-days!", ["88 Earth days"], True),
        ("Days of Earth: 88", ["88 Earth days"], False),
        ("It freezes at about −39 °C.", ["about −39 °C"], True),
        ("It is blue.", ["red", "BLUE"], True),
        ("It is blue.", [], False),
        ("It is blue.", ["", "?!"], False),
        ("Straße", ["STRASSE"], True),
        ("café", ["cafe"], False),
        ("under_score", ["score"], True),
    ],
)
def test_contains_answer(text: str, answers: list[str], contained: bool) -> None:  # noqa: FBT001
    assert contains_answer(text, answers) is contained


QUESTION = {"set": "s", "question": "Who?", "answers": ["he"], "title": "T"}
NAME = {"set": "n", "query": "who", "titles": ["T", "U"]}


def written(path: Path, *rows: object) -> Path:
    content = "".join(json.dumps(row) + "\n\n" for row in rows).encode()
    path.write_bytes(lzma.compress(content) if path.suffix == ".xz" else content)
    return path


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.xz"])
def test_rows_are_read_plain_and_packed(tmp_path: Path, name: str) -> None:
    rows = read_rows(written(tmp_path / name, QUESTION, QUESTION | {"answers": [], "title": "", "answerable": False}))
    assert rows == [
        Question("s", "Who?", ("he",), "T", answerable=True),
        Question("s", "Who?", (), "", answerable=False),
    ]
    assert read_rows(written(tmp_path / name, NAME)) == [NameRow("n", "who", ("T", "U"))]
    assert read_rows(written(tmp_path / name)) == []


def test_rows_behind_a_byte_order_mark_and_with_line_separators_inside_are_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(NAME | {"query": "w\u2028ho"}, ensure_ascii=False).encode() + b"\r\n")
    assert read_rows(path) == [NameRow("n", "w\u2028ho", ("T", "U"))]


def test_a_question_without_answers_is_not_answerable_and_sets_have_a_name(tmp_path: Path) -> None:
    row = {"question": "Who?", "answers": [], "title": ""}
    assert read_rows(written(tmp_path / "q.jsonl", row)) == [Question("questions", "Who?", (), "", answerable=False)]
    assert read_rows(written(tmp_path / "n.jsonl", {"query": "w", "titles": []})) == [NameRow("names", "w", ())]


def test_the_sample_questions_and_names_are_read() -> None:
    questions = read_rows(ROOT / "tests" / "data" / "sample-questions.jsonl")
    names = read_rows(ROOT / "tests" / "data" / "sample-names.jsonl")
    assert [len(questions), len(names)] == [75, 30]
    assert questions[0] == Question(
        "sample",
        "How long does Mercury take to go around the Sun?",
        ("88 Earth days",),
        "Mercury (planet)",
        answerable=True,
    )


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"\xff\xfe\xff",
        b"1\n",
        b'"query"\n',
        b"[]\n",
        b"null\n",
        b'{"question": "Who?"}\n',
        b'{"question": "Who?", "answers": "he", "title": "T"}\n',
        b'{"question": "Who?", "answers": [1], "title": "T"}\n',
        b'{"query": "who", "titles": "T"}\n',
        b'{"query": "who", "titles": ["T"]}\n{"question": "Who?"}\n',
        b'{"question": 5, "answers": ["he"], "title": "T"}\n',
        b'{"question": "Who?", "answers": ["he"], "title": 7}\n',
        b'{"query": 5, "titles": ["T"]}\n',
    ],
)
def test_rows_that_cannot_be_read(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(content)
    with pytest.raises(
        QuestionsUnusable, match=r"^cannot read .*rows\.jsonl \(.*\); it needs JSON lines with question"
    ):
        read_rows(path)


def test_the_line_is_named(tmp_path: Path) -> None:
    good = '{"query": "who", "titles": ["T"]}\n'
    (tmp_path / "rows.jsonl").write_text(good + "\n" + good.replace('"who"', "5"), encoding="utf-8")
    with pytest.raises(QuestionsUnusable, match=r"rows\.jsonl \(line 3: TypeError: 5 is not a string\)"):
        read_rows(tmp_path / "rows.jsonl")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "cut.xz").write_bytes(lzma.compress(b'{"question": 1}\n' * 100)[:-20])
    (tmp_path / "no.xz").write_bytes(b"plain")
    for name in ("cut.xz", "no.xz", "missing.jsonl", "."):
        with pytest.raises(QuestionsUnusable, match=r"^cannot read .*it needs JSON lines"):
            read_rows(tmp_path / name)


class Canned:
    """Answers as they are given here, in place of an encyclopedia."""

    def __init__(self, answers: dict[tuple[str, str | None], Answer], threshold: float = 0.5) -> None:
        self._answers = answers
        self.threshold = threshold

    def ask(self, question: str, *, threshold: float, without: str | None = None) -> Answer:
        assert threshold == 0.0  # or abstained answers would hide what is measured
        return self._answers[question, without]


def answered(confidence: float, passages: list[tuple[str, str]], quotes: list[str]) -> Answer:
    hits = [Hit(Passage(n, "e", 0, 1, text), title, n, 1.0) for n, (title, text) in enumerate(passages, 1)]
    citations = [Citation(n, "T", Quote("e", 0, len(text), text), None, 1) for n, text in enumerate(quotes, 1)]
    return Answer("", tuple(citations), tuple(hits), confidence)


def test_measures_of_three_questions_worked_out_by_hand() -> None:
    questions = [Question("s", name, ("yes",), "Gold", answerable=True) for name in ("a", "b", "c")]
    ignored = Question("s", "d", (), "", answerable=False)
    nothing = answered(0.1, [], [])
    encyclopedia = Canned(
        {
            # Right at once, and quoted.
            ("a", None): answered(0.9, [("Gold", "yes")], ["yes", "no"]),
            ("a", "Gold"): answered(0.2, [], []),
            # The entry is first, with another passage; the right passage is third; the second quotation has it.
            ("b", None): answered(0.6, [("Gold", "no"), ("Other", "yes"), ("Gold", "yes")], ["no", "yes"]),
            ("b", "Gold"): answered(0.7, [], []),
            # The entry is sixth; no passage of it is right.
            ("c", None): answered(0.4, [("Other", "yes")] * 5 + [("Gold", "no")], ["no"]),
            ("c", "Gold"): nothing,
        }
    )
    told: list[int] = []
    scores = evaluate(cast(Encyclopedia, encyclopedia), [*questions, ignored], told.append)
    assert told == [1, 2, 3]
    assert scores.questions == 3
    assert scores.passage_at == pytest.approx({1: 1 / 3, 5: 2 / 3, 10: 2 / 3})
    assert scores.entry_at == pytest.approx({1: 2 / 3, 5: 2 / 3, 10: 1.0})
    assert scores.mrr == pytest.approx((1 + 1 / 3 + 0) / 3)
    assert (scores.quote, scores.quote_any) == pytest.approx((1 / 3, 2 / 3))
    # 0.9 is above 0.2, 0.7 and 0.1; 0.6 and 0.4 are above 0.2 and 0.1 but not above 0.7.
    assert scores.auroc == pytest.approx(7 / 9)
    # At 0.5, one of three answerable questions is refused, and two of three that are not.
    assert scores.wrong_refusals == pytest.approx(1 / 3)
    assert scores.right_refusals == pytest.approx(2 / 3)
    assert (scores.doubted, scores.rightly_doubted) == (0, 0)  # what is not refused is sure enough
    encyclopedia.threshold = 0.15
    scores = evaluate(cast(Encyclopedia, encyclopedia), questions)
    assert (scores.wrong_refusals, scores.doubted) == (0, 0)
    assert (scores.right_refusals, scores.rightly_doubted) == pytest.approx((1 / 3, 1 / 3))
    assert 0 <= scores.p50 <= scores.p95 < 1000


def test_what_comes_after_the_tenth_hit_does_not_count() -> None:
    question = Question("s", "a", ("yes",), "Gold", answerable=True)
    late = answered(0.9, [("Other", "no")] * 10 + [("Gold", "yes")], [])
    scores = evaluate(cast(Encyclopedia, Canned({("a", None): late, ("a", "Gold"): late})), [question])
    assert (scores.passage_at[10], scores.entry_at[10], scores.mrr) == (0.0, 0.0, 0.0)
    assert scores.auroc == 0.5


@pytest.mark.parametrize("questions", [[], [Question("s", "Who?", (), "", answerable=False)]])
def test_nothing_to_measure(sample: Encyclopedia, questions: list[Question]) -> None:
    with pytest.raises(QuestionsUnusable, match="none of the questions has an answer"):
        evaluate(sample, questions)


def test_the_sample_is_measured_through_the_real_path(sample: Encyclopedia) -> None:
    rows = read_rows(ROOT / "tests" / "data" / "sample-questions.jsonl")
    questions = [row for row in rows if isinstance(row, Question)][:20]
    scores = evaluate(sample, questions)
    assert scores.questions == sum(question.answerable for question in questions)
    assert 0.5 <= scores.passage_at[1] <= scores.passage_at[5] <= scores.passage_at[10] <= 1.0
    assert scores.passage_at[1] <= scores.mrr <= scores.passage_at[10]
    assert scores.quote <= scores.quote_any
    assert all(scores.passage_at[k] <= scores.entry_at[k] for k in (1, 5, 10))
    assert scores.auroc > 0.5


def test_names_of_three_kinds_by_hand(sample: Encyclopedia) -> None:
    rows = [
        NameRow("n", "Mount Everest", ("Mount Everest",)),  # first
        NameRow("n", "Sagarmatha", ("Mount Everest",)),  # first
        NameRow("n", "mercury", ("Mercury (element)",)),  # among the first three, not first
        NameRow("n", "Mount Everest", ("Marie Curie",)),  # nowhere
    ]
    mercury = [entry.title for entry in sample.find("mercury").candidates]
    assert mercury.index("Mercury (element)") in {1, 2}
    scores = evaluate_names(sample, rows)
    assert (scores.names, scores.at_1, scores.at_3, scores.listed) == (4, 0.5, 0.75, 0.75)
