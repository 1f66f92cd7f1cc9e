"""The lines a person types at the chat: with history and completion at a terminal, or out of a pipe."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output

__all__ = ["NameCompleter", "history_in", "lines_from_pipe", "lines_from_terminal"]

HISTORY_FILE = "chat-history"
PROMPT = "? "
ENTRY = "/entry "


class NameCompleter(Completer):
    """Completes commands, and after /entry the titles of entries."""

    def __init__(self, commands: Iterable[str], titles_from: Callable[[str], list[str]]) -> None:
        """Complete these `commands`, and titles as `titles_from` finds them."""
        self._commands = tuple(commands)
        self._titles_from = titles_from

    def get_completions(self, document: Document, _: CompleteEvent) -> Iterator[Completion]:
        """What the text before the cursor may go on to."""
        typed = document.text_before_cursor
        if typed.startswith(ENTRY):
            name = typed.removeprefix(ENTRY).lstrip()
            for title in self._titles_from(name) if name else ():
                yield Completion(title, start_position=-len(name))
        elif typed.startswith("/"):
            for command in self._commands:
                if command.startswith(typed):
                    yield Completion(command, start_position=-len(typed))


def history_in(data: Path) -> History:
    """The history kept in the folder `data`, readable by its owner alone; in memory if none can be kept."""
    path = data / HISTORY_FILE
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.fchmod(descriptor, 0o600)  # it may have been made with another mode before
        finally:
            os.close(descriptor)
    except OSError:
        return InMemoryHistory()
    return FileHistory(path)


def lines_from_terminal(
    history: History,
    completer: Completer,
    *,
    keys: Input | None = None,
    screen: Output | None = None,
) -> Iterator[str]:
    """Ask for lines until Ctrl-D; Ctrl-C throws away the line that is being typed."""
    session: PromptSession[Any] = PromptSession(
        PROMPT, history=history, completer=completer, complete_while_typing=False, input=keys, output=screen
    )
    while True:
        try:
            yield session.prompt()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def lines_from_pipe(stream: TextIO) -> Iterator[str]:
    """The lines of `stream`, to its end."""
    for line in stream:
        yield line.rstrip("\r\n")
