"""The verbs of `wipiverse`, each a thin skin over a public function."""

import contextlib
import io
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from bot.command_line.command_group import (
    CROSS_ENCODER,
    Verbs,
    Words,
    cross_encoder_option,
    data_option,
    end_in_order,
    json_option,
    version_option,
)
from bot.command_line.printing import show_answer, show_choice, show_entry, show_hits
from bot.command_line.sheet import Sheet, fields
from bot.command_line.upkeep import backup, forget, status
from corpus.readers import FORMATS
from retrieval import Encyclopedia
from retrieval.embedder import DEFAULT_MODEL, LoadEmbedder, load_embedder
from retrieval.index_folder import model_of
from retrieval.reranking import load_cross_encoder

__all__ = ["main"]


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@data_option
@cross_encoder_option
@version_option
@click.pass_context
def main(ctx: click.Context, data: Path, cross_encoder: str) -> None:
    """Ask an encyclopedia: it answers with quotations, word for word, and says where each one stands.

    Begin with `wipiverse build PATH...`, then `wipiverse ask "QUESTION"` or `wipiverse chat`.

    Exit codes: 0 done or answered, 1 nothing found or not sound, 2 an error, 130 interrupted, 143 ended by SIGTERM.
    """
    load: LoadEmbedder = ctx.obj or load_embedder
    with contextlib.suppress(RuntimeError):  # where there is no such user
        data = data.expanduser()  # no shell has done it for what .env says
    ctx.obj = (data, load)
    ctx.meta[CROSS_ENCODER] = cross_encoder
    end_in_order(ctx)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # an output that is not UTF-8 still gets an answer


def _open(ctx: click.Context) -> Encyclopedia:
    """The encyclopedia of --data, closed when the verb ends."""
    data, load = ctx.obj
    return ctx.with_resource(Encyclopedia.open(data, load=load))


def _open_to_ask(ctx: click.Context) -> Encyclopedia:
    """The same, with the operator's cross-encoder, if there is one."""
    data, load = ctx.obj
    name = ctx.meta[CROSS_ENCODER]
    cross_encoder = load_cross_encoder(name) if name else None
    return ctx.with_resource(Encyclopedia.open(data, load=load, cross_encoder=cross_encoder))


@main.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--model",
    show_default=f"that of the index that is there, else {DEFAULT_MODEL}",
    metavar="MODEL",
    help="minilm, static (embeds far faster, answers less well), multilingual (a hundred languages, at twice minilm's "
    "build time; needs the extra of that name), or any sentence-transformers name or path.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    help="Read every file as this format; otherwise each is recognised from its content.",
)
@click.option("--strict", is_flag=True, help="Stop at the first bad input instead of skipping it.")
@click.pass_context
def build(ctx: click.Context, *, paths: tuple[Path, ...], model: str | None, format_: str | None, strict: bool) -> None:
    """Build the encyclopedia from the entries in files and folders.

    Run it again after the entries have changed: only what is new, changed or gone is worked on. What is no
    longer in PATH... leaves the encyclopedia. An interrupted build goes on when the same command is run
    again. The former index answers until the words of the new one can be searched; its vectors follow.

    Bad input is skipped and reported; all of it is listed in bad-input.txt in the data folder.
    """
    from bot.command_line.building import build_and_report  # noqa: PLC0415  progress bars cost a start-up other verbs need not pay

    data, load = ctx.obj
    model = model or model_of(data) or DEFAULT_MODEL
    ctx.exit(build_and_report(paths, data, model, format_, strict=strict, load=load))


@main.command()
@click.argument("question", nargs=-1, required=True, type=Words())
@json_option
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    metavar="X",
    help="Answer only when at least so sure, from 0 to 1; without it, what was measured to serve best.",
)
@click.option(
    "--quotations",
    type=click.IntRange(1, 20),
    default=4,
    show_default=True,
    metavar="N",
    help="Give at most so many quotations.",
)
@click.pass_context
def ask(
    ctx: click.Context,
    *,
    question: tuple[str, ...],
    as_json: bool,
    threshold: float | None,
    quotations: int,
) -> None:
    """Answer QUESTION with quotations, the best one first, each with its citation.

    A misspelled word is read as what was probably meant, and that is said first. Where it is doubtful whether
    the quotations answer, that is said too. When the encyclopedia does not answer, that is said, the nearest
    entries are named, and the exit code is 1.
    """
    answer = _open_to_ask(ctx).ask(" ".join(question), quotations=quotations, threshold=threshold)
    if as_json:
        Sheet().json(fields(answer, abstained=answer.abstained, doubtful=answer.doubtful))
    else:
        show_answer(Sheet(), answer)
    ctx.exit(1 if answer.abstained else 0)


@main.command()
@click.argument("name", nargs=-1, required=True, type=Words())
@json_option
@click.pass_context
def entry(ctx: click.Context, *, name: tuple[str, ...], as_json: bool) -> None:
    """Show the entry called NAME, whole.

    Case, accents, punctuation and parentheses do not matter, other names are known, and misspellings are
    understood. When several entries may be meant they are listed; then, and when there is none, the exit code
    is 1.
    """
    match = _open(ctx).find(" ".join(name), by_meaning=True)
    if as_json:
        Sheet().json(fields(match))
    elif match.entry is not None:
        show_entry(Sheet(), match.entry)
    else:
        show_choice(Sheet(), match)
    ctx.exit(1 if match.entry is None else 0)


@main.command()
@click.argument("query", nargs=-1, required=True, type=Words())
@click.option(
    "-k",
    "count",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    metavar="K",
    help="List the best K.",
)
@json_option
@click.pass_context
def search(ctx: click.Context, *, query: tuple[str, ...], count: int, as_json: bool) -> None:
    """List the passages nearest to QUERY, with their ranks and scores.

    The lexical ranking is BM25, the dense one the cosine of embeddings; the ranker orders the passages of both
    by what it has learned. "-" stands where a ranking has not got the passage. Without any passage the exit
    code is 1.
    """
    hits = _open_to_ask(ctx).search(" ".join(query), k=count)
    if as_json:
        Sheet().json([fields(hit) for hit in hits])
    else:
        show_hits(Sheet(), hits)
    ctx.exit(0 if hits else 1)


@main.command()
@click.pass_context
def chat(ctx: click.Context) -> None:
    """Ask one question after the other; /help lists what else can be typed.

    Questions are kept in the data folder, for the arrow keys, readable by you alone.
    """
    from bot.command_line.terminal import chat_here  # noqa: PLC0415  prompt_toolkit is for this verb only

    chat_here(_open_to_ask(ctx))


@main.command("eval")
@click.argument("questions", type=click.Path(path_type=Path))
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Take N rows of each set, the same in every run.")
@json_option
@click.pass_context
def eval_(ctx: click.Context, *, questions: Path, limit: int | None, as_json: bool) -> None:
    """Measure the encyclopedia on a file of questions or of names.

    QUESTIONS is JSON lines (plain or .xz) with question, answers and title, or with query and titles; "set"
    divides them. Each question is asked with its entry and, to measure abstention, as if that entry were not
    there. The column "all" is the mean over the sets, each weighing as much as it has rows.
    """
    from bot.command_line.scoring import measure, show_scores  # noqa: PLC0415

    sets: Mapping[str, Any] = measure(_open_to_ask(ctx), questions, limit)
    if as_json:
        Sheet().json({name: fields(scores) for name, scores in sets.items()})
    else:
        show_scores(Sheet(), sets)


@main.command()
@click.pass_context
def bot(ctx: click.Context) -> None:
    """Run the Telegram bot until it is stopped.

    It needs WIPIVERSE_TELEGRAM_TOKEN in the environment or in .env; .env.example lists every setting.

    Exit codes: 0 stopped as asked, 2 an error, 3 the token is refused, 4 another process keeps polling with the
    same token.
    """
    from bot.settings import read_settings  # noqa: PLC0415
    from bot.telegram.application import run  # noqa: PLC0415  the Telegram side is for this verb only

    data, _ = ctx.obj
    chosen = {"data": data, "cross_encoder": ctx.meta[CROSS_ENCODER]}
    ctx.exit(run(read_settings().model_copy(update=chosen)))


for verb in (status, forget, backup):
    main.add_command(verb)

if __name__ == "__main__":
    main(prog_name="wipiverse")
