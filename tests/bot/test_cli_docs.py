"""What is written about the verbs: docs/cli.md agrees with the help texts, and none is left out."""

import click
import pytest

from bot.cli import main
from tests.cli_reference import reference
from tests.command_line import ROOT


def test_reference_is_up_to_date() -> None:
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == reference(), "run `make docs`"


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_verb_is_documented(name: str) -> None:
    command = main.commands[name]
    assert command.help
    assert f"## wipiverse {name}\n" in (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert f"wipiverse {name}" in (ROOT / "README.md").read_text(encoding="utf-8")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts}"
