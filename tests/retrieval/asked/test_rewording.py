"""A question in other words, and the better answer of both."""

import pytest

from retrieval import Encyclopedia
from retrieval.asked.rewording import rewordings, worded

ENTRIES = {
    "Ulm": "Ulm is a town on a river. In 2010 it had a population of 120,000.\n\n"
    "People live there by the river, many of them in houses that are old.",
    "Ada Fell": "Ada Fell (born 6 February 1932) is a director. She was famous at home.\n\n"
    "Old people do like old films.",
    "Zel": "A zel is a bird that is native to Ulmia. The zel lives by day.",
    "Brox": "A brox is a fish of the north.",
    "Broxes": "Broxes are a family of fishes.",
    "Osric VIII of Ulm": "Osric VIII (1491 – 1547) was a king. He was born in Ulm.",
    "What I Saw": "What I Saw is a film.",
    "ZQE": "The Zonal Quotient Exchange (ZQE) is an office. A ZQE stand does good in each town.",
}


@pytest.mark.parametrize(
    ("question", "name", "others"),
    [
        ("How old is Ada Fell?", "Ada Fell", ["when was Ada Fell born", "when was Ada Fell founded"]),
        ("how old is the town hall", "the town hall", ["when was the town hall built"]),
        ("what's the age of Ada Fell", "Ada Fell", ["when was Ada Fell born"]),
        ("how old was Ada Fell when she died?", "Ada Fell", ["when did Ada Fell die"]),
        ("at what age did Ada Fell die", "Ada Fell", ["when did Ada Fell die"]),
        ("is Ada Fell still alive?", "Ada Fell", ["when did Ada Fell die", "when was Ada Fell born"]),
        ("How many people live in Ulm today?", "Ulm", ["population of Ulm"]),
        ("how many inhabitants does Ulm have", "Ulm", ["population of Ulm"]),
        ("how big is texas", "texas", ["total area of texas"]),
        ("how high is the zugspitze?", "the zugspitze", ["elevation of the zugspitze"]),
        ("how did Ulm get its name", "Ulm", ["Ulm is named after"]),
        ("where does the name Ulm come from?", "Ulm", ["Ulm is named after"]),
        ("why is Elizabeth I so famous?", "Elizabeth I", ["who is Elizabeth I"]),
        ("what nationality is Ada Fell", "Ada Fell", ["who is Ada Fell"]),
        ("where was Ada Fell from", "Ada Fell", ["who is Ada Fell"]),
        ("what does ada fell do for a living", "ada fell", ["who is ada fell"]),
        ("what does ZQE stand for?", "ZQE", ["what is ZQE"]),
        ("where do brown zels live in the wild?", "brown zels", ["where are brown zels native to"]),
        ("where does the zel grow", "the zel", ["where are the zel native to"]),
        ("founder of ulm", "ulm", ["who founded ulm"]),
        ("who started ZQE?", "ZQE", ["who founded ZQE"]),
        ("architect of the hall", "the hall", ["who designed the hall"]),
        ("what is ulm famous for?", "ulm", ["what is ulm known for"]),
        ("where is ZQE based", "ZQE", ["where is ZQE headquartered"]),
        ("headquarters of ZQE", "ZQE", ["where is ZQE headquartered"]),
        ("what team does ada fell play for", "ada fell", ["who does ada fell play for"]),
        ("which political party does Ada Fell belong to?", "Ada Fell", ["what party is Ada Fell"]),
        ("what college did ada fell go to", "ada fell", ["where did ada fell study"]),
        ("where did ada fell go to school", "ada fell", ["where did ada fell study"]),
        ("did Ada Fell have any kids?", "Ada Fell", ["how many children did Ada Fell have"]),
        ("아다 펠은 몇 살인가요?", "아다 펠", ["아다 펠 언제 태어났나요"]),
        ("우주의 나이는?", "우주", ["우주 언제 태어났나요"]),
        ("울름에는 몇 명이 살고 있나요?", "울름", ["울름의 인구"]),
        ("울름에 사람이 얼마나 살아?", "울름", ["울름의 인구"]),
        ("마리 퀴리 생일이 언제야?", "마리 퀴리", ["마리 퀴리 언제 태어났나요"]),
        ("마리 퀴리의 생년월일", "마리 퀴리", ["마리 퀴리 언제 태어났나요"]),
        ("마리 퀴리는 몇 년생이야", "마리 퀴리", ["마리 퀴리 언제 태어났나요"]),
        ("마리 퀴리는 언제 돌아가셨나요?", "마리 퀴리", ["마리 퀴리 언제 죽었나요"]),
        ("마리 퀴리 사망일은?", "마리 퀴리", ["마리 퀴리 언제 죽었나요"]),
    ],
)
def test_the_same_question_in_other_words(question: str, name: str, others: list[str]) -> None:
    ((about, wordings, _),) = worded(question)
    assert (about, wordings) == (name, others)


@pytest.mark.parametrize(
    "question",
    [
        "how old do you have to be to vote",
        "where does Ada Fell live",
        "how many people died in Ulm",
        "how big are polar bears",
        "Where is Ulm?",
        "런던에서는 몇 명이 사망했나요",
        "",
        "how old is",
    ],
)
def test_other_questions_are_left_as_they_are(question: str) -> None:
    assert not list(worded(question))


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("how old is ada fell", 2),
        ("How old was Ada Fell when she married?", 0),
        ("where is he from", 0),
        ("how big is the population of Ulm", 0),
        ("how big is the Ulm", 1),
        ("winner of the cup", 1),
        ("author of Emma", 1),
        ("who plays in Emma", 1),
        ("cast of the who", 1),
        ("what happened on july 4", 0),
        ("who won super bowl 50", 0),
        ("how many people died in 9/11", 0),
    ],
)
def test_it_is_asked_about_an_entry_or_about_what_need_not_have_one(
    encyclopedia: Encyclopedia, question: str, others: int
) -> None:
    assert len(rewordings(question, encyclopedia._index.names)) == others
    assert rewordings(question, None) == []


def test_where_animals_live_is_told_of_one_and_of_all_that_are_called_so(encyclopedia: Encyclopedia) -> None:
    (other,) = rewordings("where do broxes live", encyclopedia._index.names)
    assert other.titles == {"Brox", "Broxes"}
    (other,) = rewordings("where does the brox live", encyclopedia._index.names)
    assert other.titles == {"Brox"}


@pytest.mark.parametrize(
    ("question", "quotation", "expected"),
    [
        ("what does zqe stand for", "The Zonal Quotient Exchange (ZQE) is an office.", True),
        ("what does zqe stand for", "The Zonal and the Quotient Exchange of Ulm is an office.", True),
        ("what does zqe stand for", "ZQE is short for something else.", True),
        ("what does zqe stand for", "ZQE is a German company.", False),
        ("where is ada fell from", "She is a Greek director.", True),
        ("where is ada fell from", "Karate is a martial art developed in the Ryukyu Kingdom.", True),
        ("where is ada fell from", "Gold is a metal with the symbol AU.", False),
        ("what nationality is ada fell", "It is an 1897 Gothic horror novel by an Irish author.", False),
        ("what does ada fell do", "Ada Fell (born 1932) is a director.", True),
        ("what does ada fell do", "Calcium is a chemical element.", False),
        ("why is ada fell famous", "Ada (1900 – 1950) was a director.", True),
        ("why is ada fell famous", "January is the first month.", False),
        ("where do zels live", "The zel is native to the north.", True),
        ("where do zels live", "Zels are found in most of Ulmia.", True),
        ("where do zels live", "Zels live by day.", False),
        ("where do zels live", "The name was found by native Peruvians.", False),
        ("how old is ada fell", "Anything.", True),
    ],
)
def test_an_answer_has_to_say_what_was_asked(
    encyclopedia: Encyclopedia, question: str, quotation: str, *, expected: bool
) -> None:
    other = rewordings(question, encyclopedia._index.names)[0]
    (title,) = other.titles
    assert other.is_answered_by(title, quotation) is expected
    assert not other.is_answered_by("Another entry", quotation)


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("how many people live in ulm", "In 2010 it had a population of 120,000."),
        ("how old is ada fell", "Ada Fell (born 6 February 1932) is a director."),
        ("how old is ada fel", "Ada Fell (born 6 February 1932) is a director."),
        ("what does zqe stand for", "The Zonal Quotient Exchange (ZQE) is an office."),
        ("why is ada fell famous", "Ada Fell (born 6 February 1932) is a director."),
        ("where do zels live", "A zel is a bird that is native to Ulmia."),
    ],
)
def test_the_better_answer_is_given(encyclopedia: Encyclopedia, question: str, quoted: str) -> None:
    answer = encyclopedia.ask(question, threshold=0)
    assert quoted in answer.citations[0].quote.text
    assert answer.question == question


def test_the_surest_wording_is_believed_and_only_where_it_says_what_was_asked(encyclopedia: Encyclopedia) -> None:
    old, born, founded, nationality, what = (
        encyclopedia.ask(question, threshold=0).confidence
        for question in (
            *("how old is ada fell", "when was ada fell born", "when was ada fell founded"),
            *("what nationality is brox", "what is brox"),
        )
    )
    assert old == born > founded
    assert nationality < what


def test_a_number_behind_a_name_may_be_a_roman_one(encyclopedia: Encyclopedia) -> None:
    (other,) = rewordings("When was Henry 8 born?", encyclopedia._index.names)
    assert other.question == "When was Henry VIII born?"
    assert other.is_answered_by("Any", "of any entry")


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("when was osric the eighth born", "when was osric VIII born"),
        ("When was Osric the 8th of Ulm born?", "When was Osric VIII of Ulm born?"),
    ],
)
def test_an_ordinal_behind_a_name_is_a_roman_number_of_an_entry_so_called(
    encyclopedia: Encyclopedia, question: str, other: str
) -> None:
    (found,) = rewordings(question, encyclopedia._index.names)
    assert found.question == other
    assert found.titles == {"Osric VIII of Ulm"}


@pytest.mark.parametrize(
    "question",
    ["when was osric the seventh born", "who was osric the 99th", "what the first ten songs were", "the 3rd"],
)
def test_an_ordinal_of_no_entry_so_called_stays(encyclopedia: Encyclopedia, question: str) -> None:
    assert rewordings(question, encyclopedia._index.names) == []
