"""Text that means harm, in questions, names, entries, links and buttons: quoted exactly or refused, never obeyed."""

import io
import json
import re
import shutil
import time
from collections.abc import Callable
from functools import partialmethod
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.command_line.sheet import Sheet, as_json, visible
from bot.conversation.context import pointing_words, understand
from bot.conversation.lookup import look_up
from bot.messages.links import Link, read_payload, resolve
from corpus.entry import Entry
from retrieval import Encyclopedia
from retrieval.analysis import analyze
from tests.bot.conftest import Start
from tests.command_line import in_terminal, wipiverse
from tests.running_bot import Hesitant, build_index, load_hashing, quotations, running_bot
from tests.telegram_server import TelegramUser

HARMS = {
    "markup": "<b>x</b> <a href='tg://user?id=1'>y</a> </blockquote> &lt;i&gt; *_`[x](http://evil.example)",
    "right-to-left": "\u202e\u2066gnihtemos\u2069\u202c says \u200f the widget\u061c",
    "zero width": "wid\u200b\u200c\u200d\u2060\ufeffget" + "\u200b" * 300,
    "combining": "widget" + "\u0301\u0489" * 150,
    "surrogates of a pair": "widget \U0001f600\U0010ffff",
    "a look-alike link": "t.me/wipiverse_bot?start=eAAAAAAAAAAAA and tg://resolve?domain=wipiverse_bot&start=x",
    "button data": "r AAAAAAAAAAAA 0",
    "sql": "'; DROP TABLE entries; -- \" OR 1=1",
    "fts": 'widget* NEAR(a b) AND (title:x^9 OR -[a TO b]) "unclosed',
    "format": "%s %n {0} {question!r} ${HOME} \\x1b[31m",
    "terminal": "\x1b]0;owned\x07\x1b[2J\x1b[31m\x9b31m",
    "commands": "/admin@wipiverse_bot /settings",
    "length": "x" * 100_000,
    "a flood": "widget" + "\u0301\u200b" * 50_000,
}


@pytest.fixture(scope="module")
def harmful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encyclopedia of entries that mean harm."""
    folder = tmp_path_factory.mktemp("harmful")
    rows: list[dict[str, object]] = [
        {"id": name, "title": f"Widget of {name}", "text": f"The widget of {name} is this: {harm} and no more."}
        for name, harm in HARMS.items()
    ]
    rows.append(
        {"id": "t", "title": "\x1b]0;owned\x07Title <b>", "text": "The title is a widget.", "aliases": ["\x1b[2J"]}
    )
    (folder / "harm.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return build_index(folder / "data", folder / "harm.jsonl")


@pytest.fixture(scope="module")
def encyclopedia(sample_data: Path) -> "Encyclopedia":
    return Hesitant.open(sample_data, load=load_hashing, recent=0)  # an answer that is kept takes no time


@pytest.mark.parametrize("rich", [False, True], ids=["classic", "rich"])
async def test_entries_that_mean_harm_are_quoted_exactly(harmful: Path, tmp_path: Path, *, rich: bool) -> None:
    async with running_bot(harmful, tmp_path) as bot:
        if rich:
            await bot.ask("/rich on")
        texts = [entry.text for entry in bot.entries()]
        for name in HARMS:
            answer = await bot.ask(f"what is the widget of {name} like, please?")
            assert rich or quotations(answer)  # in a rich message the server keeps no entities
            assert all(any(words in text for text in texts) for words in quotations(answer))
            await bot.ask(f"/entry Widget of {name}")
        assert bot.state.today().get("errors", 0) == 0
        commands = [call for call in bot.server.requests if call.method in {"banChatMember", "setChatTitle"}]
        assert not commands


async def test_questions_that_mean_harm_are_questions(start: Start) -> None:
    async with start() as bot:
        for number, text in enumerate(
            [*HARMS.values(), "\ud800", "a \udfff question?", "\ud83d", "x" * 4_096, "\u0301" * 4_096]
        ):
            ways = (f"question {text}"[:4_096], f"/entry {text}"[:4_096], f"/check {text}"[:4_096])
            for way in ways[number % 3 : number % 3 + 1]:
                await bot.user.send(way)
                await bot.user.reply()
        await bot.user.settled(quiet=0.2)
        for number, text in enumerate([HARMS["fts"], HARMS["terminal"], "\ud800"]):
            await TelegramUser(bot.server, 4000 + number, "Eve").inline_query(text[:256])
        assert bot.state.today().get("errors", 0) == 0
        assert (await bot.ask("/stats")).text.endswith(" 72")


async def test_buttons_of_others_made_up_and_pressed_again(start: Start) -> None:
    async with start() as bot:
        mine = await bot.ask("how many letters had the original alphabet hangul")
        mallory = TelegramUser(bot.server, 6666, "Mallory")
        await mallory.send("Marie Curie")
        theirs = await mallory.reply()
        for data in ("m 1 0", "q 1", "d 1", "h 1 1", "h 1 0"):
            pressed = mallory._press_callback(data, theirs)
            assert (await mallory.callback_answer(pressed))["text"].startswith("I no longer remember")
        for data in (
            "r ../../etc/pwd 0",
            "p AAAAAAAAAAAA zzzzzz",
            "o q" + "A" * 20 + "0_zzzzzz",
            "m 1 999999999999999",
            "s language ../en",
            "s quotations 99",
            "s forget 1001",
            "x 9",
            "h 1 2",
            "\ud800",
            "r " * 30,
            "\0",
        ):
            await mallory.callback_answer(mallory._press_callback(data, theirs))
        for _ in range(3):
            await bot.user.callback_answer(bot.user._press_callback("h 1 1", mine))
        assert bot.state.today()["helpful"] == 1
        assert "unhelpful" not in bot.state.today()
        assert bot.state.asked(1) is not None
        assert bot.state.today().get("errors", 0) == 0


async def test_deep_links_made_up(start: Start) -> None:
    async with start() as bot:
        link = bot.entries()[0].link
        for payload in (
            "e",
            "e" + "A" * 12,
            "q" + link + "A" * 8 + "0_zzzzzz",
            "q" + link + "A" * 8 + "zzzzzz_1",
            "-" * 64,
            "eAAAAAAAAAAAAA",
            "q" * 64,
            "admin",
            "_",
        ):
            await bot.user.open_link(f"https://t.me/wipiverse_bot?start={payload}")
            await bot.user.reply()
        assert bot.state.today().get("errors", 0) == 0


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=80))
def test_no_payload_but_our_own_is_read(payload: str) -> None:
    link = read_payload(payload)
    if link is not None:
        assert re.fullmatch(r"[A-Za-z0-9_-]{13,64}", payload)
        assert resolve(link, Entry("i", "t", "A text of words.")).state in {"same", "gone"}


def test_query_syntax_is_words_only(encyclopedia: Encyclopedia) -> None:
    plain = encyclopedia.lexical.search(analyze("hangul alphabet letters 3 x"), 20)
    syntax = encyclopedia.lexical.search(analyze('"hangul" +alphabet -letters^3 (x]'), 20)
    assert plain == syntax != []
    syntax = encyclopedia.lexical.search(analyze("* [a TO z] ^ ~ :"), 20)
    assert syntax == encyclopedia.lexical.search(analyze("a to z"), 20)
    assert encyclopedia.titles_from("han%l") == encyclopedia.titles_from("han_ul") == []
    assert encyclopedia.titles_from("hang") == ["Hangul"]
    assert encyclopedia.find("x' OR '1'='1").kind != "exact"
    assert len(encyclopedia) == 72


SHAPES = [
    "a", "word ", " ", "\n", "?", "(", ")", "e\u0301\u0301", "\u200b", "x that ", "it ", "is there x ", "a'b'",
    "\u202eab", "ﷺ", "그 ", "가나다 ", "漢", "1 2 ", "Aa ", "왜?", "a OR (b ", "<b>", "\x1b[31m", "@wipiverse_bot ",
    "and ", "a.b. ",
]  # fmt: skip


def seconds(function: Callable[[str], object], text: str) -> float:
    """How much of the processor a call takes, at best of three: what else runs on the machine does not count."""
    times = []
    for _ in range(3):
        begun = time.process_time()
        function(text)
        times.append(time.process_time() - begun)
        if times[-1] < 0.03:
            break
    return min(times)


def test_no_text_takes_quadratic_time(encyclopedia: Encyclopedia) -> None:
    functions: list[Callable[[str], object]] = [
        encyclopedia.ask,
        encyclopedia.find,
        lambda text: look_up(encyclopedia, text, understand(text, ["Marie Curie"]), 3),
        pointing_words,
        visible,
        as_json,
    ]
    for shape in SHAPES:
        for number, function in enumerate(functions):
            long = seconds(function, (shape * 8_000)[:8_000])
            # Eight times the text may take sixteen times as long; a quadratic time would be 64 times.
            if long > 0.03:
                assert long < 16 * seconds(function, (shape * 1_000)[:1_000]), (shape, number)


def test_a_very_long_question_is_answered_at_once(encyclopedia: Encyclopedia) -> None:
    encyclopedia.ask("warm up")
    for shape in SHAPES:
        assert seconds(encyclopedia.ask, (shape * 20_000)[:20_000]) < 0.1, shape
    mixed = "".join(shape * 700 for shape in SHAPES)
    assert seconds(encyclopedia.ask, mixed) < 0.1


@pytest.mark.parametrize("begins", ["how old is a", "what is a", "tell me about x", "who plays in", "하늘은", ""])
def test_words_far_apart_are_understood_at_once(encyclopedia: Encyclopedia, begins: str) -> None:
    encyclopedia.ask("warm up")
    for apart in (" ", "\n", "\u3000", " ?", ", ", "\u200b ", "so "):
        text = f"{begins}{(apart * 1_900)[:1_900]}x"
        assert seconds(encyclopedia.ask, text) < 0.1, apart
        assert seconds(lambda text: look_up(encyclopedia, text, understand(text, ["Marie Curie"]), 3), text) < 0.2


def test_a_made_up_quotation_is_not_looked_for_everywhere() -> None:
    entry = Entry("i", "t", "word five " * 20_000)
    for length in (2, 1_999, 2_001, 500_000, 2**31):
        begun = time.process_time()
        assert resolve(Link("x" * 12, 0, length, "AAAAAAAA"), entry).state == "gone"
        assert time.process_time() - begun < 2  # of a link that claims half of the entry: a minute


COMMANDS = re.compile("\x1b\\[[0-9;]*m")


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(), max_size=60), st.text(st.characters(), max_size=20))
def test_no_text_commands_a_terminal(text: str, mark: str) -> None:
    stream = io.StringIO()
    sheet = Sheet(stream, terminal=True, width=40)
    sheet.say((text, "bold"), text, mark=visible(mark))
    sheet.table(["x"], [[text]])
    sheet.json({text: [text]})
    left = COMMANDS.sub("", stream.getvalue()).replace("\n", "").replace("\t", "")
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", left)


OWNED = "\x1b]0;owned\x07"
HARMFUL_VERBS: dict[str, list[str]] = {
    "ask": ["ask", "--threshold", "0", "what is the widget of terminal like?"],
    "ask in vain": ["ask", "--threshold", "1", f"what is the title of the widget {OWNED}?"],
    "ask for JSON": ["ask", "--threshold", "0", "--json", "what is the widget of terminal like?"],
    "entry": ["entry", "Widget of terminal"],
    "entry by its own name": ["entry", f"{OWNED}Title <b>"],
    "entry that may be meant": ["entry", f"Widget of termite {OWNED}"],
    "entry that is not there": ["entry", f"xyzzy{OWNED}"],
    "search": ["search", f"the widget of terminal {OWNED}"],
    "chat": ["chat"],
    "status": ["--data", f"{{folder}}/{OWNED}", "status"],
    "status for JSON": ["--data", f"{{folder}}/{OWNED}", "status", "--json"],
    "eval": ["eval", "{folder}/questions.jsonl"],
    "eval of names": ["eval", "{folder}/names.jsonl"],
    "eval of nothing": ["eval", f"{{folder}}/{OWNED}"],
    "build": ["--data", f"{{folder}}/{OWNED}", "build", "--model", "hashing", "{folder}"],
    "build of nothing": ["build", f"{{folder}}/none{OWNED}"],
    "forget": ["forget", f"1{OWNED}"],
    "backup": ["backup", f"{{folder}}/backup{OWNED}"],
    "backup again": ["backup", f"{{folder}}/{OWNED}.jsonl"],
    "no option": ["ask", f"--{OWNED}"],
    "no option of all": [f"--{OWNED}"],
    "no verb": [OWNED],
    "no folder": ["--data", f"{{folder}}/{OWNED}.jsonl", "status"],
}
TYPED = "".join(
    f"{line}\n"
    for line in (
        "what is the widget of terminal like?", "/sources", "/more", "/entry Widget of terminal",
        f"/entry {OWNED}Title", f"/entry {OWNED}", f"/{OWNED}", f"what is {OWNED}?", "/random", "/status",
    )
)  # fmt: skip


@pytest.mark.parametrize("arguments", HARMFUL_VERBS.values(), ids=HARMFUL_VERBS)
def test_no_verb_commands_a_terminal(
    harmful: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    # As if it were a terminal that all of it is shown on.
    monkeypatch.setattr(Sheet, "__init__", partialmethod(Sheet.__init__, terminal=True, width=80))
    (tmp_path / f"{OWNED}.jsonl").write_text(f'{{"title": "{OWNED}', encoding="utf-8")
    question = {"set": OWNED, "question": f"what is the widget {OWNED}?", "answers": ["this"], "title": OWNED}
    (tmp_path / "questions.jsonl").write_text(json.dumps(question) + "\n", encoding="utf-8")
    name = {"set": OWNED, "query": OWNED, "titles": [OWNED]}
    (tmp_path / "names.jsonl").write_text(json.dumps(name) + "\n", encoding="utf-8")
    shutil.copytree(harmful, tmp_path / OWNED)
    result = wipiverse(harmful, *(part.replace("{folder}", str(tmp_path)) for part in arguments), typed=TYPED)
    written = COMMANDS.sub("", result.stdout + result.stderr)
    assert "owned" in written.replace("\n", "").replace(" ", "")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", written), ascii(written)


def test_bars_of_progress_show_harm_harmlessly(tmp_path: Path) -> None:
    (tmp_path / "\x1b]0;owned\x07.jsonl").write_text('{"title": "\x1b[2J', encoding="utf-8")
    _, written = in_terminal(tmp_path / "data", "build", str(tmp_path))
    assert "\\x1b" in written
    assert not re.search("\x1b\\]|\x1b\\[2J|\x07", written)


def test_a_pipe_gets_the_words_exactly(harmful: Path) -> None:
    result = wipiverse(harmful, "ask", "--threshold", "0", "--json", "what is the widget of terminal like?")
    quoted = [citation["quote"]["text"] for citation in json.loads(result.stdout)["citations"]]
    assert any(HARMS["terminal"] in text for text in quoted)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(st.sampled_from(list(HARMS.values())), st.text(max_size=30)), min_size=1, max_size=5))
def test_any_question_is_answered_or_refused(encyclopedia: Encyclopedia, parts: list[str]) -> None:
    question = " ".join(parts)
    answer = encyclopedia.ask(question)
    for citation in answer.citations:
        entry = encyclopedia.entry(citation.quote.entry_id)
        assert entry is not None
        assert entry.text[citation.quote.start : citation.quote.end] == citation.quote.text
    encyclopedia.find(question)
