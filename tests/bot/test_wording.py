"""Every language says everything, with the same things filled in."""

import dataclasses
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from telegram.constants import CallbackQueryLimit

import bot.wording
from bot.conversation.small_talk import small_talk
from bot.wording import Wording, languages, wording_for
from corpus.folding import fold
from retrieval import Encyclopedia
from tests.bot.conftest import Start
from tests.running_bot import labels
from tests.telegram_server import TelegramUser


@pytest.fixture
def third_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One more file beside the others: Esperanto, of which one sentence is translated."""
    english = Path(bot.wording.__file__).with_name("en.py").read_text("utf-8")
    translated = english.replace('code="en"', 'code="eo"').replace('name="English"', 'name="Esperanto"')
    translated = translated.replace("Currently registered entries: ", "Nun registritaj artikoloj: ")
    folder = tmp_path / "wording"
    folder.mkdir()
    (folder / "eo.py").write_text(translated, encoding="utf-8")
    monkeypatch.setattr(bot.wording, "__path__", [*bot.wording.__path__, str(folder)])
    languages.cache_clear()
    yield
    languages.cache_clear()
    sys.modules.pop("bot.wording.eo", None)


@pytest.mark.usefixtures("third_language")
async def test_a_third_language_is_one_file(start_both: Start) -> None:
    async with start_both() as running:
        zamenhof = TelegramUser(running.server, 2002, "Ludoviko", "eo")
        await zamenhof.send("/stats")
        assert (await zamenhof.reply()).text == "Nun registritaj artikoloj: 72"
        assert "Esperanto" in labels(await running.ask("/settings"))
        await running.press("Esperanto")
        assert (await running.ask("/stats")).text == "Nun registritaj artikoloj: 72"
        assert running.server.commands_of({"type": "all_private_chats"}, "eo")


SMALL_TALK = {
    "greetings": "greeting", "thanks": "thanks", "helps": "help", "replies": "reply", "feelings": "feeling",
    "translations": "translation", "complaints": "complaint", "sources": "source", "shorter": "shorter",
    "mores": None, "fillers": None,
}  # fmt: skip


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("code", languages())
def test_a_language_says_everything_with_the_same_placeholders(code: str) -> None:
    english, other = languages()["en"], languages()[code]
    assert other.code == code
    for field in dataclasses.fields(Wording):
        said, meant = getattr(other, field.name), getattr(english, field.name)
        if field.name == "fillers":
            said = tuple(word for word in said if word not in other.sources)  # "정말?" alone asks
        if field.name in SMALL_TALK:
            kinds = {words: small_talk(words, exactly=True) for words in said}
            assert kinds == dict.fromkeys(said, SMALL_TALK[field.name])
            assert len(kinds) == len(said), field.name
            continue
        if field.name == "checks":
            assert all(words == fold(words) for words in said)
            continue
        for one, another in zip(said, meant, strict=True) if isinstance(meant, tuple) else [(said, meant)]:
            assert one.strip(), field.name
            assert placeholders(one) == placeholders(another), field.name


def test_koreans_read_korean_only() -> None:
    for field in dataclasses.fields(Wording):
        said = getattr(languages()["ko"], field.name)
        for sentence in said if isinstance(said, tuple) else (said,):
            words = re.sub(r"\{\w+\}|^ko$", "", sentence)
            assert re.search("[ㄱ-ㆎ가-힣]", words) or not re.search("[A-Za-z]", words), field.name


@pytest.mark.model
def test_the_examples_are_answered_in_every_language(built: Path) -> None:
    with Encyclopedia.open(built) as encyclopedia:
        for wording in languages().values():
            answers = [encyclopedia.ask(example, quotations=1) for example in wording.examples]
            assert [answer.citations[0].title for answer in answers] == ["Penicillin", "Plate tectonics", "Marie Curie"]
            assert not any(answer.doubtful for answer in answers)


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
        words.busy, words.slow_down, words.helpful_thanks, words.unhelpful_thanks, words.forgotten_question,
        words.not_allowed, words.no_more_passages, words.forgotten, words.went_wrong,
    )  # fmt: skip
    assert all(len(sentence) <= CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH for sentence in alerts)


def test_the_language_is_the_first_that_is_spoken() -> None:
    assert list(languages()) == ["en", "ko"]
    assert wording_for("ko-KR").code == "ko"
    assert wording_for(None, "ko").code == "ko"
    assert wording_for("xx", "ko_KR").code == "ko"
    assert wording_for(None, None).code == "en"
    assert wording_for("de").code == "en"
