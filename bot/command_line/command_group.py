"""What the verbs of `wipiverse` have in common: how they end, and how they take text."""

import errno
import os
import signal
import sys
import threading
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import click

from bot.command_line.sheet import visible
from bot.env_file import PREFIX, read_env_file
from bot.errors import SettingsUnusable
from corpus.errors import EncyclopediaError

__all__ = [
    "CROSS_ENCODER",
    "INTERRUPTED",
    "TERMINATED",
    "Verbs",
    "Words",
    "cross_encoder_option",
    "data_option",
    "end_in_order",
    "json_option",
    "version_option",
]

INTERRUPTED, TERMINATED = 130, 143  # what shells give for a program that was ended by Ctrl-C, by SIGTERM


class Refused(click.ClickException):
    """An error that was raised on purpose: one line, no traceback."""

    exit_code = 2

    def show(self, file: Any = None) -> None:  # noqa: ARG002  click's own form
        """Print it."""
        click.echo(f"wipiverse: {visible(' '.join(self.message.split()))}", err=True)


def _refuse_unknown_settings() -> None:
    """Raise SettingsUnusable where a setting is misspelled, which would have a verb work in another folder, say."""
    env_file = Path(".env")
    ours = {name for name in (*os.environ, *read_env_file(env_file)) if name.upper().startswith(PREFIX)}
    if ours - {"WIPIVERSE_DATA", "WIPIVERSE_CROSS_ENCODER"}:
        from bot.settings import refuse_unknown_names  # noqa: PLC0415  a tenth of a second that most need not pay

        refuse_unknown_names(env_file)


class Verbs(click.Group):
    """Turns what was raised on purpose into an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb that was asked for."""
        try:
            try:
                if not {*ctx.args} & {*ctx.help_option_names}:
                    _refuse_unknown_settings()
                return super().invoke(ctx)
            finally:
                if sys.stdout:  # which is None where it was closed
                    sys.stdout.flush()
        except EncyclopediaError as error:
            raise Refused(str(error)) from error
        except KeyboardInterrupt:
            click.echo(err=True)
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:  # whoever reads has read enough
            _discard_output()
            ctx.exit()
        except PermissionError as error:  # an index that root has built, say: some of its files are its user's alone
            raise Refused(
                f"{error.filename} cannot be used ({error.strerror}); build and ask as one user, or mend its rights"
            ) from error
        except OSError as error:
            if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
                raise
            _discard_output()
            what = error.filename or "the output"
            raise Refused(f"{what} cannot be written ({error.strerror}); make room on the disk") from error


def _discard_output() -> None:
    """Write what is left nowhere: the interpreter would try once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Words(click.ParamType[str]):
    """Text from the command line, with U+FFFD for bytes that are not UTF-8."""

    name = "text"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:  # noqa: ARG002
        """Mend the text."""
        return os.fsencode(value).decode("utf-8", "replace")


def end_in_order(ctx: click.Context) -> None:
    """Let SIGTERM end a verb in order, as Ctrl-C does; the bot listens to both in its own way."""
    if threading.current_thread() is not threading.main_thread():
        return  # which is the one that hears signals

    def end(*_: object) -> None:
        sys.exit(TERMINATED)

    before = signal.signal(signal.SIGTERM, end)
    ctx.call_on_close(lambda: signal.signal(signal.SIGTERM, before))


def _print_version(ctx: click.Context, *asked: Any) -> None:
    """Say which version this is, and end."""
    if asked[-1]:
        try:
            click.echo(f"wipiverse {version('wipiverse')}")
        except PackageNotFoundError:
            click.echo("wipiverse, run from its sources without having been installed")
        ctx.exit()


version_option = click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help="Show the version.",
)


def _in_env_file(name: str) -> str:
    """What the bot's settings say, so that all verbs speak of the same encyclopedia; "" if they say nothing."""
    try:
        return read_env_file(Path(".env")).get(name) or ""
    except SettingsUnusable as error:  # defaults are found before a verb is invoked
        raise Refused(str(error)) from error


data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=lambda: Path(_in_env_file("WIPIVERSE_DATA") or "data"),
    show_default="WIPIVERSE_DATA in .env, else data",
    envvar="WIPIVERSE_DATA",
    show_envvar=True,
    help="The folder of the encyclopedia.",
)

# Under this name `click.Context.meta` holds what --cross-encoder says.
CROSS_ENCODER = "wipiverse.cross_encoder"

cross_encoder_option = click.option(
    "--cross-encoder",
    metavar="MODEL",
    default=lambda: _in_env_file("WIPIVERSE_CROSS_ENCODER"),
    show_default="WIPIVERSE_CROSS_ENCODER in .env, else none",
    envvar="WIPIVERSE_CROSS_ENCODER",
    show_envvar=True,
    help="Rerank the first passages by this sentence-transformers CrossEncoder, a name or a folder.",
)

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON with the fields of the Python API.")
