"""The folder an encyclopedia is kept in, its manifest, and the switch from one index to the next.

data/
  manifest.json     names the live index; replaced by one atomic rename, which is the switch
  index-000001/     entries.sqlite, lexical/, dense.faiss: written once, never changed
  building/         the next index while it is made; an interrupted build goes on in it
  completing/       the live index once more, by hard links, while its remaining vectors are put in
  vectors/          vectors that no index holds yet, by content hash, one file a model
  models/           models that were distilled, converted or exported, once
  build.lock        held by a running build
  build.json        how far the build has come

An index is published as soon as its words can be searched, with the vectors that are known by then, which are none
for a first build and nearly all for most others; once all are made it is published again, complete.
"""

import hashlib
import json
import os
import shlex
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from retrieval.errors import IndexDamaged, IndexMismatch, IndexMissing

__all__ = [
    "BUILD_LOCK",
    "DENSE",
    "ENTRIES",
    "FORMAT",
    "LEXICAL",
    "MANIFEST",
    "Manifest",
    "build_command",
    "check_files",
    "describe_files",
    "model_of",
    "now",
    "publish",
    "read_manifest",
    "write_manifest",
]

# Raised whenever an older program could not read what this one writes.
FORMAT = 6
MANIFEST = "manifest.json"
BUILD_LOCK = "build.lock"
ENTRIES, LEXICAL, DENSE = "entries.sqlite", "lexical", "dense.faiss"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index is made of. `files` maps each of its files to its size and checksum.

    `vectors` of its `passages` have a vector in the dense index.
    """

    format: int
    folder: str
    built: str
    model: str
    fingerprint: str
    dimension: int
    chunker: str
    entries: int
    passages: int
    vectors: int
    files: dict[str, tuple[int, str]]

    @property
    def complete(self) -> bool:
        """Whether every passage has its vector; if not, a build is, or was, about to make the others."""
        return self.vectors == self.passages


def read_manifest(data: Path) -> Manifest:
    """The manifest of the live index. Raises IndexMissing, IndexDamaged, IndexMismatch, or PermissionError."""
    path = data / MANIFEST
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise IndexMismatch(
                f"the index in {data} has format {content['format']}, this program reads {FORMAT}; "
                f"rebuild it with {build_command(data)}"
            )
        # An index of an older program has none.
        checksum = content.pop("checksum", None)
        if checksum is not None and checksum != _manifest_checksum(content):
            raise IndexDamaged(f"{path} has changed since it was written; {_rebuild(data)}")
        files = {name: (int(size), str(checksum)) for name, (size, checksum) in content.pop("files").items()}
        return Manifest(**content, files=files)
    except FileNotFoundError:
        raise IndexMissing(f"there is no encyclopedia in {data} yet; make it with {build_command(data)}") from None
    except PermissionError:  # no damage, and nothing that another build would mend
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise IndexDamaged(f"{path} is unreadable ({type(error).__name__}); {_rebuild(data)}") from error


def model_of(data: Path) -> str | None:
    """The model of the live index, also of one that this program cannot read any more; None if that is unknown."""
    try:
        model = json.loads((data / MANIFEST).read_text(encoding="utf-8"))["model"]
    except (ValueError, KeyError, TypeError, RecursionError, OSError):
        return None
    return model if isinstance(model, str) else None


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Write a manifest, with a checksum of its own."""
    content = json.loads(json.dumps(asdict(manifest)))
    content["checksum"] = _manifest_checksum(content)
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def check_files(data: Path, manifest: Manifest, *, contents: bool) -> None:
    """Raise IndexDamaged, naming the file, unless every file of the index is as it was written.

    Sizes always; `contents` reads every byte as well, which takes a second for every gigabyte or so.
    """
    folder = data / manifest.folder
    rebuild = _rebuild(data)
    for name, (size, checksum) in manifest.files.items():
        path = folder / name
        if not path.is_file():
            raise IndexDamaged(f"{path} is missing; {rebuild}")
        if path.stat().st_size != size:
            raise IndexDamaged(f"{path} has {path.stat().st_size:,} bytes instead of {size:,}; {rebuild}")
        if contents and _checksum(path) != checksum:
            raise IndexDamaged(f"{path} has changed since it was written; {rebuild}")


def publish(data: Path, building: Path, describe: Callable[[str], Manifest]) -> Manifest:
    """Make the finished index in `building` the live one, by one atomic rename of the manifest.

    The index it replaces is kept, for readers that still have it open; older ones are deleted.
    """
    numbers = [int(path.name.removeprefix("index-")) for path in data.glob("index-[0-9]*")]
    folder = data / f"index-{max(numbers, default=0) + 1:06d}"
    for path in _files(building):
        _sync(path)
    building.rename(folder)
    manifest = describe(folder.name)
    new = data / (MANIFEST + ".new")
    write_manifest(new, manifest)
    _sync(new)
    new.replace(data / MANIFEST)
    _sync(data)
    for old in sorted(data.glob("index-[0-9]*"))[:-2]:
        shutil.rmtree(old, ignore_errors=True)
    return manifest


def describe_files(folder: Path) -> dict[str, tuple[int, str]]:
    """The size and checksum of each file in an index folder, by its name there."""
    return {str(p.relative_to(folder)): (p.stat().st_size, _checksum(p)) for p in _files(folder)}


def now() -> str:
    """This moment in UTC, to the second, as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def build_command(data: Path, model: str | None = None) -> str:
    """What is typed to build the encyclopedia in `data`, as a shell takes it."""
    chosen = f" --model {shlex.quote(model)}" if model else ""
    return f"`wipiverse --data {shlex.quote(str(data))} build{chosen} PATH...`"


def _rebuild(data: Path) -> str:
    return f"rebuild with {build_command(data)}"


def _manifest_checksum(content: dict[str, object]) -> str:
    return hashlib.blake2b(json.dumps(content, sort_keys=True).encode(), digest_size=16).hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(".lock"))


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()  # processors have instructions for it


def _sync(path: Path) -> None:
    """Ask the operating system to put `path` on disk now."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
