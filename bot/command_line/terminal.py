"""`wipiverse chat`: questions and commands, line by line, in a terminal or through a pipe."""

import sys
from collections.abc import Iterable

from bot.command_line.printing import show_answer, show_choice, show_entry, show_passage, show_source
from bot.command_line.prompt import NameCompleter, history_in, lines_from_pipe, lines_from_terminal
from bot.command_line.sheet import Sheet
from bot.command_line.status import read_status, show_status
from bot.conversation.context import Turn
from bot.conversation.follow_ups import read_in_context
from bot.wording import command_line as words
from corpus.entry import Entry
from corpus.errors import EncyclopediaError
from retrieval import Encyclopedia
from retrieval.results import Answer, Hit, Quote

__all__ = ["Chat", "chat_here"]

# Passages at one /more.
MORE = 3
# Turns that are remembered.
TURNS = 8


class Chat:
    """What was asked last, and what each line that is typed does."""

    def __init__(self, encyclopedia: Encyclopedia, sheet: Sheet) -> None:
        """Answer from `encyclopedia` on `sheet`."""
        self._encyclopedia = encyclopedia
        self._sheet = sheet
        self._answer: Answer | None = None
        self._turns: list[Turn] = []
        self._unseen: list[Hit] = []
        self._choice: tuple[Entry, ...] = ()

    def run(self, lines: Iterable[str]) -> None:
        """Do what each line says until one says /quit or there are no more."""
        registered = words.REGISTERED.format(entries=len(self._encyclopedia))
        self._sheet.say(words.WELCOME.format(registered=registered))
        for line in lines:
            typed = line.strip()
            if typed in {"/quit", "/exit"}:
                return
            if typed:
                self._do(typed)

    def _do(self, typed: str) -> None:
        """Do one line; what goes wrong on purpose is said, and the chat goes on."""
        choice, self._choice = self._choice, ()
        try:
            self._encyclopedia.refresh()
            if typed.isdecimal() and 1 <= int(typed) <= len(choice):
                self._open(choice[int(typed) - 1])
            elif typed.startswith("/"):
                self._obey(*typed.split(maxsplit=1))
            else:
                self._ask(typed)
        except (EncyclopediaError, PermissionError) as error:
            self._sheet.say((str(error), "red"))
        self._sheet.say()

    def _obey(self, command: str, name: str = "") -> None:
        match command:
            case "/entry":
                self._entry(name)
            case "/more":
                self._more()
            case "/sources":
                self._sources()
            case "/random":
                if (entry := self._encyclopedia.random_entry()) is not None:
                    self._open(entry)
            case "/status":
                show_status(self._sheet, read_status(self._encyclopedia.data))
            case "/help":
                for typed, meaning in words.CHAT_HELP:
                    self._sheet.say(meaning, mark=f"{typed:<12}")
            case _:
                self._sheet.say(words.UNKNOWN_COMMAND.format(command=command))

    def _ask(self, question: str) -> None:
        understood = read_in_context(self._encyclopedia, question, self._turns)
        self._answer = answer = self._encyclopedia.ask(understood.question)
        titles = tuple(citation.title for citation in answer.citations)
        self._turns = [Turn(question, understood.about, titles), *self._turns][:TURNS]
        if understood.about:
            self._sheet.say((words.ABOUT.format(topic=understood.about), "cyan"))
        self._unseen = [hit for hit in answer.hits if not any(_holds(hit, c.quote) for c in answer.citations)]
        show_answer(self._sheet, answer)

    def _open(self, entry: Entry) -> None:
        self._turns = [Turn(entry.title, None, (entry.title,)), *self._turns][:TURNS]
        show_entry(self._sheet, entry)

    def _entry(self, name: str) -> None:
        if not name:
            self._sheet.say(words.NAME_WHICH)
            return
        match = self._encyclopedia.find(name, by_meaning=True)
        if match.entry is not None:
            self._open(match.entry)
            return
        show_choice(self._sheet, match)
        self._choice = match.candidates
        if match.candidates:
            self._sheet.say(words.PICK)

    def _more(self) -> None:
        if self._answer is None:
            self._sheet.say(words.NOTHING_ASKED)
        elif not self._unseen:
            self._sheet.say(words.NOTHING_MORE)
        for hit in self._unseen[:MORE]:
            show_passage(self._sheet, hit)
        del self._unseen[:MORE]

    def _sources(self) -> None:
        if self._answer is None or self._answer.abstained:
            self._sheet.say(words.NOTHING_ASKED if self._answer is None else words.NO_SOURCES)
            return
        for citation in self._answer.citations:
            quote = citation.quote
            entry = self._encyclopedia.entry(quote.entry_id)
            if entry is None or entry.text[quote.start : quote.end] != quote.text:
                # A newer index was taken over since, in which the entry reads otherwise or is gone.
                self._sheet.say((words.SOURCE_CHANGED.format(title=citation.title), "red"))
                continue
            around = next((hit.passage for hit in self._answer.hits if _holds(hit, quote)), quote)
            show_source(self._sheet, citation, entry, around.start, around.end)


def chat_here(encyclopedia: Encyclopedia) -> None:
    """Chat on standard input and output."""
    sheet = Sheet()
    if sys.stdin.isatty() and sheet.terminal:
        commands = [typed.split()[0] for typed, _ in words.CHAT_HELP if typed.startswith("/")]
        completer = NameCompleter(commands, encyclopedia.titles_from)
        lines = lines_from_terminal(history_in(encyclopedia.data), completer)
    else:
        lines = lines_from_pipe(sys.stdin)
    Chat(encyclopedia, sheet).run(lines)


def _holds(hit: Hit, quote: Quote) -> bool:
    passage = hit.passage
    return passage.entry_id == quote.entry_id and passage.start <= quote.start < passage.end
