"""`wipiverse chat`: what each line does, through a list, a pipe, keys and a terminal."""

import io
import json
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.history import History, InMemoryHistory
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.command_line.prompt import NameCompleter, history_in, lines_from_terminal
from bot.command_line.sheet import Sheet
from bot.command_line.terminal import Chat
from retrieval import Encyclopedia, build
from tests.command_line import in_own_process, in_terminal
from tests.embedders import HashingEmbedder, loading

QUESTION = "Who signed a treaty of non-aggression between the Soviet Union and Germany on 23 August 1939?"
# What a terminal is told when the prompt is there (bracketed paste).
READY = "\x1b[?2004h"
LOAD = loading(HashingEmbedder())


@pytest.fixture(scope="module")
def encyclopedia(sample_data: Path) -> Iterator[Encyclopedia]:
    with Encyclopedia.open(sample_data, load=LOAD) as opened:
        yield opened


def said(encyclopedia: Encyclopedia, *lines: str) -> str:
    stream = io.StringIO()
    Chat(encyclopedia, Sheet(stream)).run(lines)
    greeting, _, rest = stream.getvalue().partition("\n")
    assert greeting == f"Currently registered entries: {len(encyclopedia)}. Ask a question, or type /help."
    return rest


def test_question_is_answered_as_by_ask(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask(QUESTION)
    assert not answer.abstained
    assert said(encyclopedia, QUESTION).startswith(f"[1] “{answer.citations[0].quote.text}” — ")


def test_a_follow_up_is_asked_in_context_and_says_of_what(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("how did Hamlet end?")
    quoted = answer.citations[0].quote.text if answer.citations else answer.nearest[0]
    alone, in_context = said(encyclopedia, "how did it end?"), said(encyclopedia, "/entry Hamlet", "how did it end?")
    assert "about:" not in alone
    assert quoted in in_context.partition("about: Hamlet\n")[2]


def test_more_goes_on_through_passages_not_quoted(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask(QUESTION)
    quoted = {
        hit.rank
        for hit in answer.hits
        for c in answer.citations
        if c.quote.entry_id == hit.passage.entry_id and hit.passage.start <= c.quote.start < hit.passage.end
    }
    unseen = [hit for hit in answer.hits if hit.rank not in quoted]
    text = said(encyclopedia, QUESTION, "/more", "/more")
    places = [text.index(f"{hit.rank}. {hit.title}\n   {hit.passage.text}") for hit in unseen[:6]]
    assert places == sorted(places)
    assert f"\n{unseen[6].rank}. {unseen[6].title}\n" not in text


def test_more_ends(encyclopedia: Encyclopedia) -> None:
    assert said(encyclopedia, QUESTION, *["/more"] * 40).endswith("That was all that is near this question.\n\n")


def test_sources_show_the_passage_around_each_quotation(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask(QUESTION)
    text = said(encyclopedia, QUESTION, "/sources").partition(f"\n\n[1] {answer.citations[0].title}")[2]
    for citation in answer.citations:
        passage = next(
            hit.passage
            for hit in answer.hits
            if hit.passage.entry_id == citation.quote.entry_id
            and hit.passage.start <= citation.quote.start < hit.passage.end
        )
        assert f"paragraph {citation.paragraph}\n    {passage.text}\n" in text


def test_sources_of_a_question_without_answer(encyclopedia: Encyclopedia) -> None:
    assert "there are no sources" in said(encyclopedia, "zzzz qqqq", "/sources")


@pytest.mark.parametrize("command", ["/more", "/sources"])
def test_nothing_was_asked_yet(encyclopedia: Encyclopedia, command: str) -> None:
    assert said(encyclopedia, command) == "Ask a question first.\n\n"


def test_entry_by_name(encyclopedia: Encyclopedia) -> None:
    assert said(encyclopedia, "/entry  marie curie").startswith("Marie Curie\nAlso called: ")
    assert said(encyclopedia, "/entry") == "Say which: /entry NAME\n\n"
    assert "No entry is called “qqqqzzzz”" in said(encyclopedia, "/entry qqqqzzzz")


def test_a_number_opens_one_of_several(encyclopedia: Encyclopedia) -> None:
    candidates = encyclopedia.find("mercury").candidates
    text = said(encyclopedia, "/entry mercury", "2")
    assert "Type a number to open one of them." in text
    assert f"\n\n{candidates[1].title}\n" in text
    # Only right after the list is a number a choice, and only one that is in it.
    assert f"\n\n{candidates[1].title}\n" not in said(encyclopedia, "/entry mercury", "/help", "2")
    assert f"\n\n{candidates[0].title}\n" not in said(encyclopedia, "/entry mercury", "99999999999999999999")


def test_random_status_help_and_unknown_commands(encyclopedia: Encyclopedia) -> None:
    title = said(encyclopedia, "/random").partition("\n")[0]
    assert encyclopedia.find(title).kind == "exact"
    assert "Health: good" in said(encyclopedia, "/status")
    assert "/sources " in said(encyclopedia, "/help")
    assert said(encyclopedia, "/fly") == "There is no command /fly. Type /help for those there are.\n\n"


def test_quit_reads_no_further(encyclopedia: Encyclopedia) -> None:
    def lines() -> Iterable[str]:
        yield "  "
        yield "/quit"
        pytest.fail("read on after /quit")

    assert said(encyclopedia, *[]) == ""
    stream = io.StringIO()
    Chat(encyclopedia, Sheet(stream)).run(lines())


def test_an_error_is_said_and_the_chat_goes_on(sample_data: Path) -> None:
    with Encyclopedia.open(sample_data, load=loading(HashingEmbedder("other"))) as other_weights:
        text = said(other_weights, "who?", "/entry marie curie")
    assert "rebuild it with" in text
    assert "Marie Curie\nAlso called" in text


def test_an_index_that_may_not_be_read_is_said_and_the_chat_goes_on(
    encyclopedia: Encyclopedia, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Encyclopedia) -> bool:
        raise PermissionError(13, "Permission denied", "data/manifest.json")

    monkeypatch.setattr(Encyclopedia, "refresh", refuse)
    assert said(encyclopedia, "/help", "/help").count("Permission denied: 'data/manifest.json'") == 2


def test_a_newer_index_is_taken_over_between_lines(tmp_path: Path) -> None:
    data, entries = tmp_path / "data", tmp_path / "entries.jsonl"

    def rebuild(text: str) -> None:
        entries.write_text(json.dumps({"title": "Zorgon", "text": text}) + "\n", encoding="utf-8")
        build([entries], data, model="hashing", load=LOAD)

    def lines() -> Iterable[str]:
        yield "/entry zorgon"
        rebuild("It was lost in 1999.")
        yield "/entry zorgon"

    rebuild("It was found in 1887.")
    stream = io.StringIO()
    with Encyclopedia.open(data, load=LOAD) as encyclopedia:
        Chat(encyclopedia, Sheet(stream)).run(lines())
    assert re.search("found in 1887.*lost in 1999", stream.getvalue(), re.DOTALL)


def completions(completer: NameCompleter, typed: str) -> list[str]:
    return [c.text for c in completer.get_completions(Document(typed), CompleteEvent(completion_requested=True))]


def test_completion_of_commands_and_names(encyclopedia: Encyclopedia) -> None:
    completer = NameCompleter(["/entry", "/help"], encyclopedia.titles_from)
    assert completions(completer, "/") == ["/entry", "/help"]
    assert completions(completer, "/he") == ["/help"]
    assert sorted(completions(completer, "/entry merc")) == [
        "Mercury (element)",
        "Mercury (mythology)",
        "Mercury (planet)",
    ]
    assert completions(completer, "/entry REYKJAVÍ") == ["Reykjavík"]
    assert completions(completer, "/entry ") == []
    assert completions(completer, "When did") == []


def test_history_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "chat-history"
    path.touch(0o644)
    history_in(tmp_path).append_string("a question")
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(history_in(tmp_path).load_history_strings()) == ["a question"]


def test_history_in_memory_where_nothing_can_be_kept(tmp_path: Path) -> None:
    assert isinstance(history_in(tmp_path / "absent"), InMemoryHistory)


def typed_keys(keys: str, history: History) -> list[str]:
    completer = NameCompleter([], lambda prefix: [])
    with create_pipe_input() as pipe:
        pipe.send_text(keys)
        return list(lines_from_terminal(history, completer, keys=pipe, screen=DummyOutput()))


def test_keys_cancel_and_leave() -> None:
    history = InMemoryHistory()
    assert typed_keys("first\rsecond\r\x04", history) == ["first", "second"]  # Ctrl-D
    assert history.get_strings() == ["first", "second"]
    assert typed_keys("half a li\x03whole\r\x04", InMemoryHistory()) == ["whole"]  # Ctrl-C


def test_through_a_pipe(sample_data: Path) -> None:
    result = in_own_process(sample_data, "chat", typed=f"{QUESTION}\n/entry marie curie\r\n/quit\nnever asked\n")
    assert (result.returncode, result.stderr) == (0, "")
    assert "[1] “" in result.stdout
    assert "\nMarie Curie\nAlso called: " in result.stdout
    assert "\x1b" not in result.stdout
    assert not (sample_data / "chat-history").exists()


def test_at_a_terminal(sample_data: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(sample_data, tmp_path / "data"))
    typed = [(READY, "/entry jeju\t"), ("Island", "\r"), ("Also called", ""), (READY, "/quit\r")]
    code, screen = in_terminal(data, "chat", typed=typed)
    assert code == 0
    assert "Jejudo" in screen
    history = data / "chat-history"
    assert "+/entry Jeju Island\n" in history.read_text(encoding="utf-8")
    assert history.stat().st_mode & 0o777 == 0o600

    # Another session, in which the arrow keys go back to the first one's lines.
    typed = [(READY, "x"), ("x", "\x1b[A\x1b[A"), ("Island", "\r"), ("Jejudo", ""), (READY, "\x04")]
    assert in_terminal(data, "chat", typed=typed)[0] == 0
