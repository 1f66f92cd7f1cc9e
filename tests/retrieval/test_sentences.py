import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.sentences import is_remnant, sentence_spans

PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                ". ",
                "! ",
                "? ",
                "\n",
                "\n\n",
                "\n \n",
                "Dr. ",
                "J. ",
                "3.14",
                '"',
                "”",
                "(",
                "。",
                "다. ",
                "𝄞",
                " ",
            ]
        ),
        st.sampled_from(["word ", "Word ", "한국 ", "字", "é"]),
        st.text(max_size=8),
    ),
    max_size=25,
).map("".join)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text))]


@given(PIECES, st.integers(0, 40), st.integers(0, 40))
@settings(max_examples=300, deadline=None)
def test_sentences_are_stripped_in_order_and_hold_everything_but_white_space(
    text: str, before: int, after: int
) -> None:
    start, end = min(before, len(text)), max(len(text) - after, min(before, len(text)))
    spans = sentence_spans(text, start, end)
    for first, last in spans:
        assert start <= first < last <= end
        assert text[first:last] == text[first:last].strip()
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    outside = [text[a:b] for a, b in zip([start, *edges[1::2]], [*edges[::2], end], strict=True)]
    assert "".join(outside).strip() == ""


@given(
    st.lists(
        st.sampled_from(["it goes on", "Dr. Who came", "est.", "He left.", "c.", "in 1990"]),
        min_size=1,
        max_size=5,
    )
)
def test_a_sentence_never_reaches_into_another_paragraph(paragraphs: list[str]) -> None:
    for gap in ("\n\n", "\n \n", "\n\t\n\n", "\r\n\r\n"):
        text = gap.join(paragraphs)
        assert [" ".join(s.split()) for s in sentences(text)] == [s for p in paragraphs for s in sentences(p)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Dr. Smith met Mrs. Jones in St. Louis.", "They talked."],
        ["J. S. Bach was born in 1685.", "He died in 1750."],
        ["It rose by 3.5 percent to 1,204.75 metres.", "Then it fell."],
        ["The U.S. Senate met at 3 p.m. on Monday.", "It was over soon."],
        ["Julius Caesar (c. 100 BC) was a Roman.", "He wrote."],
        ["It appeared in vol. 3, pp. 20 and following.", "Few read it."],
        ["The town (est. 1204) lies by a lake.", "It is small."],
        ["Is it so?", "Yes!", "It is."],
        ['He said: "Go home."', "Then he left."],
        ["She called it “a masterpiece.”", "Others did not."],
        ["대한민국의 수도는 서울이다.", "인구는 약 940만 명이다.", "한강이 흐른다."],
        ["京都は日本の都市である。", "人口は約百四十万人。"],
        ["광복은 1945. 8. 15.에 이루어졌다.", "서울은 수도다."],
        ["그는 “왜 왔는가?”라고 물었다.", "답은 없었다."],
        ["「高い。」と彼は言った。"],
        ["Er wurde am 3. Mai 1900 in Wien geboren und ist der Sohn eines Lehrers.", "Er starb jung."],
        ["One"],
    ],
)
def test_sentences_of(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_offsets_refer_to_the_whole_text_beyond_the_basic_plane_too() -> None:
    text = "𝄞🜨 is first. Second 𝄞 comes. Third is not asked for."
    assert sentences(text) == ["𝄞🜨 is first.", "Second 𝄞 comes.", "Third is not asked for."]
    assert sentence_spans(text, 0, 30) == [(0, 12), (13, 28), (29, 30)]
    assert text[13:28] == "Second 𝄞 comes."


def test_a_piece_in_lower_case_is_the_rest_of_the_sentence() -> None:
    assert sentences("The firm Yahoo! is old. It lives.") == ["The firm Yahoo! is old.", "It lives."]
    assert sentences('"Why?" asked the king. Nobody knew.') == ['"Why?" asked the king.', "Nobody knew."]


@pytest.mark.parametrize(
    "expected",
    [
        ["seen from the Nile]]", "Cairo is a city.", "It is old."],
        ["Napalm in a training exercise.]]", "Napalm is a mixture."],
        ["]]", "Osmosis is the movement."],
        ["A comet, 1986.]]", "]]", "Comets have tails."],
        ["The Moon.", "On the front.]]", "It is round."],
        ["On the front]], by Alberi, 1589.", "It is round."],
        ["One of 1900]] in Prague is quoted.", "It is round."],
        ["of (0,1] and half]]", "It is round."],
    ],
)
def test_what_is_left_of_a_caption_is_a_sentence_of_its_own(expected: list[str]) -> None:
    text = "".join(one if one == "Napalm in a training exercise.]]" else f"{one} " for one in expected)
    assert sentences(text) == expected
    assert [is_remnant(sentence) for sentence in expected] == ["]]" in sentence for sentence in expected]


@pytest.mark.parametrize(
    "expected",
    [
        ["Take x[y[1]] as it is.", "It is [[one]]", "Two."],
        ["In [[Cairo]] it rains."],
        ["Of (0,1].", "And E[g[X]] Then more.", "See [[Cairo|the city]] Now."],
        ["A list [1, [2, [3]]] of three."],
    ],
)
def test_brackets_that_began_somewhere_are_not(expected: list[str]) -> None:
    assert not any(map(is_remnant, sentences(" ".join(expected))))
    assert " ".join(sentences(" ".join(expected))) == " ".join(expected)


def test_no_text_has_no_sentences() -> None:
    assert sentence_spans("", 0, 0) == []
    assert sentence_spans(" \n\n ", 0, 4) == []
    assert sentence_spans("One. Two.", 4, 5) == []
