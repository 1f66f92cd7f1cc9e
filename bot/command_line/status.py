"""What there is in the folder of an encyclopedia, and whether it is sound."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.command_line.sheet import Sheet
from bot.heartbeat import BotState, read_bot
from bot.wording import command_line as words
from retrieval.building.process_lock import holder
from retrieval.building.progress import BuildProgress, read_progress
from retrieval.errors import EncyclopediaError, IndexMissing
from retrieval.index_folder import BUILD_LOCK, ENTRIES, check_files, read_manifest

__all__ = ["Health", "Status", "megabytes", "read_status", "show_status"]

Health = Literal["good", "damaged", "missing"]
BuildState = Literal["none", "running", "unfinished"]


@dataclass(frozen=True, slots=True)
class Status:
    """What `wipiverse status` says; sizes in bytes. `checked` is how thoroughly the files were looked at.

    `vectors` of the `passages` have theirs in the live index; `progress` is that of a running or unfinished build.
    """

    data: str
    entries: int
    passages: int
    vectors: int
    model: str | None
    dimension: int | None
    fingerprint: str | None
    built: str | None
    index_bytes: int
    vectors_bytes: int
    models_bytes: int
    health: Health
    problem: str | None
    checked: Literal["sizes", "contents"]
    build: BuildState
    build_process: int | None
    progress: BuildProgress | None
    bot: BotState
    bot_process: int | None

    @property
    def sound(self) -> bool:
        """Whether all is well: an index that can answer, and no bot that hangs."""
        return self.health == "good" and self.bot != "silent"


def read_status(data: Path, *, check: bool = False) -> Status:
    """Look into the folder `data`; `check` reads every byte of the index. Damage is reported, not raised."""
    manifest, health, problem = None, "good", None
    try:
        manifest = read_manifest(data)
        check_files(data, manifest, contents=check)
    except IndexMissing as error:
        health, problem = "missing", str(error)
    except EncyclopediaError as error:
        health, problem = "damaged", str(error)
    build, process = _build_state(data)
    bot, bot_process = read_bot(data)
    return Status(
        data=str(data),
        entries=manifest.entries if manifest else 0,
        passages=manifest.passages if manifest else 0,
        vectors=manifest.vectors if manifest else 0,
        model=manifest.model if manifest else None,
        dimension=manifest.dimension if manifest else None,
        fingerprint=manifest.fingerprint if manifest else None,
        built=manifest.built if manifest else None,
        index_bytes=_size(data / manifest.folder) if manifest else 0,
        vectors_bytes=_size(data / "vectors"),
        models_bytes=_size(data / "models"),
        health=health,  # type: ignore[arg-type]  # the three words above
        problem=problem,
        checked="contents" if check else "sizes",
        build=build,
        build_process=process,
        progress=None if build == "none" else read_progress(data),
        bot=bot,
        bot_process=bot_process,
    )


def show_status(sheet: Sheet, status: Status) -> None:
    """Say it in lines for a person."""
    sheet.say((words.REGISTERED.format(entries=status.entries), "bold"))
    if status.model is not None:
        sheet.say(f"Passages: {status.passages:,}")
        if status.vectors < status.passages:
            sheet.say(words.INCOMPLETE.format(vectors=status.vectors, share=status.vectors / status.passages))
        sheet.say(f"Model: {status.model} ({status.dimension} dimensions)")
        sheet.say(f"Built: {status.built}")
    sizes = (
        ("index", status.index_bytes),
        ("vectors", status.vectors_bytes),
        ("models", status.models_bytes),
    )
    sheet.say(f"On disk in {status.data}: ", ", ".join(f"{name} {megabytes(size)}" for name, size in sizes))
    sheet.say(f"Health: {status.health}", f" ({status.checked} of all files checked)" if not status.problem else "")
    if status.problem:
        sheet.say((status.problem, "red"), mark="  ")
    if status.build == "running":
        sheet.say("Build: ", words.BUILD_RUNNING.format(process=status.build_process or "unknown"))
    elif status.build == "unfinished":
        sheet.say("Build: ", words.BUILD_UNFINISHED)
    if status.progress is not None:
        sheet.say(_how_far(status.progress, running=status.build == "running"), mark="  ")
    if status.bot != "none":
        sentence = words.BOT_RUNNING if status.bot == "running" else words.BOT_SILENT
        sheet.say("Bot: ", sentence.format(process=status.bot_process or "unknown"))


def _how_far(progress: BuildProgress, *, running: bool) -> str:
    of = f" of {progress.total:,}" if progress.total is not None else ""
    due = words.BUILD_DUE.format(due=progress.due) if progress.due and running else ""
    return f"{progress.step}: {progress.done:,}{of}{due}"


def _build_state(data: Path) -> tuple[BuildState, int | None]:
    """Whether a build holds the lock, and if not, whether one has left something to go on with."""
    held_by = holder(data / BUILD_LOCK)
    if held_by is not None:
        return "running", held_by.process
    # An index that was published before it was complete is unfinished, too.
    left = (data / "building" / ENTRIES).exists() or read_progress(data) is not None
    return ("unfinished" if left else "none"), None


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def megabytes(size: int) -> str:
    """`size` in bytes, for people."""
    return f"{size / 1e6:,.1f} MB"
