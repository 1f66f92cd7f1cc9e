"""Every language says everything, with the same things filled in."""

import dataclasses
import string

import pytest

from bot.wording import Wording, languages, wording_for
from corpus.folding import fold


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("code", languages())
def test_a_language_says_everything_with_the_same_placeholders(code: str) -> None:
    english, other = languages()["en"], languages()[code]
    assert other.code == code
    for field in dataclasses.fields(Wording):
        said, meant = getattr(other, field.name), getattr(english, field.name)
        if field.name in {"greetings", "thanks"}:
            assert all(words == fold(words) for words in said), field.name
            continue
        for one, another in zip(said, meant, strict=True) if isinstance(meant, tuple) else [(said, meant)]:
            assert one.strip(), field.name
            assert placeholders(one) == placeholders(another), field.name


@pytest.mark.parametrize("code", languages())
def test_what_telegram_shows_about_the_bot_fits(code: str) -> None:
    words = languages()[code]
    assert len(words.description) <= 512
    assert len(words.short_description) <= 120
    for field in dataclasses.fields(Wording):
        if field.name.startswith("command_"):
            assert 3 <= len(getattr(words, field.name)) <= 256
        if field.name.startswith("button_"):
            assert len(getattr(words, field.name)) <= 40
    alerts = (
        words.busy,
        words.slow_down,
        words.helpful_thanks,
        words.unhelpful_thanks,
        words.forgotten_question,
    )
    assert all(len(sentence) < 200 for sentence in alerts)


def test_the_language_is_the_first_that_is_spoken() -> None:
    assert list(languages()) == ["en", "ko"]
    assert wording_for("ko-KR").code == "ko"
    assert wording_for(None, "ko").code == "ko"
    assert wording_for("xx", "ko_KR").code == "ko"
    assert wording_for(None, None).code == "en"
    assert wording_for("de").code == "en"
