"""The verbs for those who run an encyclopedia: status, forget, backup."""

import contextlib
from pathlib import Path

import click

from bot.command_line.command_group import json_option
from bot.command_line.sheet import Sheet, fields
from bot.errors import StateDamaged
from bot.memory.tables import MEMORY
from bot.wording import command_line as words

__all__ = ["backup", "forget", "status"]


@click.command()
@click.option("--check", is_flag=True, help="Read every byte of the index and compare it with what was written.")
@json_option
@click.pass_context
def status(ctx: click.Context, *, check: bool, as_json: bool) -> None:
    """Say what the encyclopedia holds and whether it is sound; exit code 1 when it is not.

    A bot that works on it is looked at too: one that has shown no life for a minute is not sound. With --check
    and --json this is a health probe.
    """
    from bot.command_line.status import read_status, show_status  # noqa: PLC0415

    data, _ = ctx.obj
    found = read_status(data, check=check)
    if as_json:
        Sheet().json(fields(found, sound=found.sound))
    else:
        show_status(Sheet(), found)
    ctx.exit(0 if found.sound else 1)


@click.command()
@click.argument("user", type=int)
@json_option
@click.pass_context
def forget(ctx: click.Context, *, user: int, as_json: bool) -> None:
    """Delete everything the bot keeps about the Telegram user with the id USER.

    The bot may be running meanwhile. When nothing was kept the exit code is 1.
    """
    from bot.memory.state import State  # noqa: PLC0415  the Telegram side is for the bot's verbs only

    data, _ = ctx.obj
    if not data.is_dir():  # mistyped, it must not be taken for one that keeps nothing
        raise StateDamaged(f"there is no folder {data}; name the one the bot works in with --data")
    rows = {}
    if (data / MEMORY).exists():
        with contextlib.closing(State(data / MEMORY)) as state:
            rows = state.forget(user)
    kept = {table: number for table, number in rows.items() if number}
    if as_json:
        Sheet().json({"user": user, "deleted": kept})
    else:
        listed = ", ".join(f"{table} {number}" for table, number in kept.items())
        Sheet().say((words.FORGOTTEN if kept else words.NOTHING_KEPT).format(user=user, rows=listed, data=data))
    ctx.exit(0 if kept else 1)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_context
def backup(ctx: click.Context, *, folder: Path) -> None:
    """Copy the encyclopedia and the bot's memory into the new folder FOLDER, and read the copy back.

    The bot may be running meanwhile. To restore a backup, let it be the data folder. What is not in it is what
    a build can do without: vectors of former builds, and a build that is under way.
    """
    from bot.backup import back_up  # noqa: PLC0415
    from bot.command_line.status import megabytes  # noqa: PLC0415

    data, _ = ctx.obj
    Sheet().say(words.BACKED_UP.format(target=folder, size=megabytes(back_up(data, folder))))
