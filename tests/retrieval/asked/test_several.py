"""Several questions in one message are answered each by itself, and shown as one answer."""

import pytest

from retrieval import Encyclopedia
from retrieval.asked.several import questions_in

ENTRIES = {
    "Ada Fell": "Ada Fell (born 6 February 1932) is a director. Ada Fell was born in Ulm.",
    "Ulm": "Ulm is a town on a river. In 2010 Ulm had a population of 120,000.",
    "Gull": "A gull is a bird. The nearest people know each gull.",
    "Snow Ball": "Snow Ball is a film. It was directed by Ada Fell.",
    "Capital": "Capital is money.",
}


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("who is Ada Fell and when was she born?", ["who is Ada Fell", "when was Ada Fell born"]),
        ("what is a gull? how far away is the nearest one?", ["what is a gull", "how far away is the nearest gull"]),
        ("When and where was ada fell born?", ["When was ada fell born", "where was ada fell born"]),
        ("when was Ada Fell born and where", ["when was Ada Fell born", "where was Ada Fell born"]),
        ("who wrote Snow Ball and when?", ["who wrote Snow Ball", "when was Snow Ball written"]),
        ("who founded ulm and in what year", ["who founded ulm", "in what year was ulm founded"]),
        ("where is ulm and who built it", ["where is ulm", "who built ulm"]),
        ("where is ulm and how many people live there", ["where is ulm", "how many people live in ulm"]),
        ("who directed snow ball and when did it come out", ["who directed snow ball", "when did snow ball come out"]),
        ("who was Ada Fell and who were her parents", ["who was Ada Fell", "who were Ada Fell's parents"]),
        ("how did Ada Fell die and who killed her", ["how did Ada Fell die", "who killed Ada Fell"]),
        ("who wrote Faust and what is a gull", ["who wrote Faust", "what is a gull"]),
        (
            "Who is Ada Fell, when was she born and what did she do?",
            ["Who is Ada Fell", "when was Ada Fell born", "what did Ada Fell do"],
        ),
        ("who directed snow ball and when was she born", []),  # she is not named
        ("what did Ada Fell discover and why was it important", []),  # nor is it
        ("what is the capital of peru and how many people live there", []),  # nor is there
        ("who described how gulls dance and what they eat", []),  # one question
        ("what do gulls and men eat", []),
        ("when did the war between ulm and rome end", []),
        ("what is a gull", []),
        ("", []),
        ("who is ada and " * 60 + "who is she", []),
        ("what is a gull? what is " + "ulm " * 50, []),  # nobody asks so much in one breath
        ("what is a gull? what is ulm? what is money? who is Ada Fell?", []),  # nor so many things
        ("gulls of ulm and what is money", []),  # the first is no question
    ],
)
def test_each_question_is_understood_alone(encyclopedia: Encyclopedia, text: str, questions: list[str]) -> None:
    assert questions_in(text, encyclopedia._index) == questions


def test_what_answers_each_comes_first(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("what is a gull and what is ulm?", quotations=1)
    assert [citation.title for citation in answer.citations] == ["Gull", "Ulm"]
    assert [hit.title for hit in answer.hits[:2]] == ["Gull", "Ulm"]
    assert not answer.doubtful
    assert [hit.score for hit in answer.hits] == sorted((hit.score for hit in answer.hits), reverse=True)


def test_one_sentence_that_answers_both_is_quoted_once(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("who is Ada Fell and when was she born?")
    quotations = [citation.quote.text for citation in answer.citations]
    assert sum("6 February 1932" in one for one in quotations) == 1


def test_half_an_answer_is_doubted(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("what is a gull and how high is the zugspitze?")
    assert answer.citations[0].title == "Gull"
    assert answer.doubtful
