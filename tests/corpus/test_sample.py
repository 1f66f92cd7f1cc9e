"""The sample encyclopedia is well formed, and its questions and names speak of what it holds."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from corpus.entry import paragraph_spans, why_unusable

ROOT = Path(__file__).resolve().parents[2]

Row = dict[str, Any]


def read(path: str) -> list[Row]:
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def entries() -> list[Row]:
    return read("corpus/sample.jsonl")


@pytest.fixture(scope="module")
def by_title(entries: list[Row]) -> dict[str, Row]:
    return {entry["title"]: entry for entry in entries}


@pytest.fixture(scope="module")
def questions() -> list[Row]:
    return read("tests/data/sample-questions.jsonl")


@pytest.fixture(scope="module")
def names() -> list[Row]:
    return read("tests/data/sample-names.jsonl")


def test_there_are_at_least_sixty_entries_each_with_its_own_id_and_title(entries: list[Row]) -> None:
    assert len(entries) >= 60
    assert len({e["id"] for e in entries}) == len(entries)
    assert len({e["title"].casefold() for e in entries}) == len(entries)


def test_keys_come_in_order_and_optional_ones_are_never_empty(entries: list[Row]) -> None:
    order = ["id", "title", "text", "aliases", "sections"]
    for entry in entries:
        assert list(entry) == [key for key in order if key in entry]
        assert {"id", "title", "text"} <= set(entry)
        assert all(entry.values()), entry["id"]


def test_the_sample_is_varied(entries: list[Row]) -> None:
    assert sum("(" in e["title"] for e in entries) >= 8
    assert sum("aliases" in e for e in entries) >= 12
    assert sum("sections" in e for e in entries) >= 15
    assert sum(len(e["text"].split()) >= 300 for e in entries) >= 5
    assert "Soviet occupation of the Baltic states (1940)" in {e["title"] for e in entries}


def test_every_entry_has_two_to_six_paragraphs_and_90_to_350_words(entries: list[Row]) -> None:
    for entry in entries:
        assert why_unusable(entry["title"], entry["text"]) is None
        spans = list(paragraph_spans(entry["text"]))
        assert 2 <= len(spans) <= 6, entry["title"]
        assert "\n\n".join(entry["text"][s:e] for s, e in spans) == entry["text"], entry["title"]
        assert 90 <= len(entry["text"].split()) <= 350, entry["title"]


def test_sections_cover_whole_paragraphs_from_the_first_heading_to_the_end(entries: list[Row]) -> None:
    for entry in entries:
        sections = entry.get("sections", [])
        if not sections:
            continue
        spans = list(paragraph_spans(entry["text"]))
        assert 2 <= len(sections) <= 4, entry["title"]
        assert len({s["title"] for s in sections}) == len(sections)
        for section in sections:
            assert list(section) == ["title", "level", "start", "end"]
            assert section["level"] == 1
            assert 0 < section["start"] < section["end"] <= len(entry["text"])
            assert section["start"] in {s for s, _ in spans}, (entry["title"], section)
            assert section["end"] in {e for _, e in spans}, (entry["title"], section)
        following = [*(s["start"] for s in sections[1:]), len(entry["text"]) + len("\n\n")]
        assert [s["end"] + len("\n\n") for s in sections] == following, entry["title"]


def test_an_alias_names_one_entry_only(entries: list[Row]) -> None:
    every_name = [name.casefold() for e in entries for name in [e["title"], *e.get("aliases", [])]]
    assert len(set(every_name)) == len(every_name)


def test_text_is_composed_unicode_without_control_characters(entries: list[Row]) -> None:
    for entry in entries:
        for text in [entry["title"], entry["text"], *entry.get("aliases", [])]:
            assert unicodedata.is_normalized("NFC", text), entry["title"]
        strange = {c for c in entry["text"] if unicodedata.category(c) in {"Cc", "Cf", "Cn", "Co"}} - {"\n"}
        assert not strange, (entry["title"], strange)


def test_questions_are_sixty_answerable_and_fifteen_not(questions: list[Row]) -> None:
    assert len({q["id"] for q in questions}) == len({q["question"] for q in questions}) == len(questions)
    assert sum(q["answerable"] for q in questions) == 60
    assert sum(not q["answerable"] for q in questions) == 15
    for question in questions:
        assert list(question) == ["id", "set", "question", "answers", "title", "answerable"]
        assert question["set"] == "sample"


def test_every_answer_occurs_in_its_entry(questions: list[Row], by_title: dict[str, Row]) -> None:
    for question in questions:
        if not question["answerable"]:
            assert (question["answers"], question["title"]) == ([], "")
            continue
        assert question["answers"], question["question"]
        for answer in question["answers"]:
            assert answer in by_title[question["title"]]["text"], (question["question"], answer)


def test_names_lead_to_entries_they_may_mean(names: list[Row], by_title: dict[str, Row]) -> None:
    assert len({n["query"] for n in names}) == len(names) == 30
    for name in names:
        assert list(name) == ["query", "titles", "set"]
        assert name["titles"]
        meant = [by_title[title] for title in name["titles"]]
        match name["set"]:
            case "redirect":
                assert all(name["query"] in entry["aliases"] for entry in meant)
            case "noparen":
                without = {t for t in by_title if t.partition(" (")[0].casefold() == name["query"]}
                assert without <= set(name["titles"])
            case other:
                assert other == "misspelled"
                assert name["query"] not in by_title
