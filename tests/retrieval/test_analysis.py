"""From text to the terms of the index."""

import json
import re
from pathlib import Path

import pytest
import tantivy

from retrieval.analysis import analyze, question_terms
from retrieval.languages import language_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The Planets are running", ["planet", "run"]),
        ("Antonín Dvořák", ["antonin", "dvorak"]),
        ("naïve cafés", ["naiv", "cafe"]),
        ("Ærøskøbing Straße", ["aeroskob", "strass"]),
        ("to be or not to be", []),
        ("서울은 수도이다", ["서울", "수도"]),
        ("pi is 3.14", ["pi", "3", "14"]),
        ("x" * 61, []),
        ("", []),
        ("?!…", []),
        ("a\0b", ["b"]),
    ],
)
def test_analyze(text: str, terms: list[str]) -> None:
    assert analyze(text) == terms


def test_question_terms_are_distinct_and_say_what_it_is_about() -> None:
    assert question_terms("What is the name of the planet, which planets are near?") == ["planet", "near"]
    assert question_terms("who wrote Faust") == ["wrote", "faust"]


def test_a_question_of_nothing_but_question_words_keeps_them() -> None:
    assert question_terms("What is the name?") == ["what", "name"]
    assert question_terms("") == []


def test_english_terms_are_those_of_the_english_analyser_alone(sample_path: Path) -> None:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    steps = tantivy.Filter.remove_long(60), tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold()
    for step in (*steps, tantivy.Filter.stopword("english"), tantivy.Filter.stemmer("english")):
        builder = builder.filter(step)
    plain = builder.build()
    for line in sample_path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = re.sub("[\u3040-\uffff]", "", row["text"])  # its few words in other scripts
        assert analyze(text, language_of(text)) == plain.analyze(text)
        assert analyze(row["title"], language_of(text)) == plain.analyze(row["title"])
