"""Writes docs/cli.md from the help texts: `make docs`, or `python -m tests.cli_reference docs/cli.md`."""

import sys
from pathlib import Path

import click

from bot.cli import main

HEAD = """# The command line

Made by `make docs` from the help of `wipiverse` and of its verbs; the texts stand in `bot/cli.py` and
`bot/command_line/upkeep.py`.
"""


def reference() -> str:
    """The text of docs/cli.md."""
    parent = click.Context(main, info_name="wipiverse", terminal_width=90, **main.context_settings)
    parts = [HEAD, _block("wipiverse", main, parent)]
    for name in main.list_commands(parent):
        command = main.commands[name]
        context = click.Context(command, parent, info_name=name, terminal_width=90)
        parts.append(_block(f"wipiverse {name}", command, context))
    return "\n".join(parts)


def _block(title: str, command: click.Command, context: click.Context) -> str:
    return f"## {title}\n\n```text\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8")
