"""Opens a file, compressed or not, as bytes or lines, and never lets more of it in than the limits allow."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.entry import BadInput
from corpus.readers.unpacking import COMPRESSIONS, PIECE, DamagedStreamError, Decompressor, Unpacked

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a reader takes in before it calls the input bad; all in bytes but `ratio`.

    A compressed file is stopped when more than `expanded` bytes came out and they are more than
    `ratio` times those that went in. `page` is one page of a MediaWiki dump or a ZIM file.
    """

    line: int = 64 * MIB
    page: int = 16 * MIB
    expanded: int = 64 * MIB
    ratio: int = 200


LIMITS = Limits()


def _compression_of(path: Path, head: bytes) -> Callable[[], Decompressor] | None:
    for suffix, (magic, new_member) in COMPRESSIONS.items():
        # A file cut within its first bytes is known by its name only.
        if head.startswith(magic) or (head and path.suffix == suffix and magic.startswith(head)):
            return new_member
    return None


def open_stream(path: Path, limits: Limits = LIMITS) -> io.BufferedReader:
    """Open `path` for reading bytes, unpacked if it is gz, bz2 or xz, whatever its name."""
    file = path.open("rb")
    try:
        new_member = _compression_of(path, file.peek(8)[:8])
    except OSError:
        file.close()
        raise
    if new_member is None:
        return file
    return io.BufferedReader(Unpacked(file, new_member, limits.expanded, limits.ratio), PIECE)


def read_up_to(stream: io.BufferedReader, size: int) -> bytes:
    """Return `size` bytes, less at the end of the stream or right before damage; b"" only at the end.

    Unlike `stream.read(size)` it gives what precedes the damage, and the next call raises.
    """
    pieces: list[bytes] = []
    missing = size
    try:
        while missing and (piece := stream.read1(missing)):
            pieces.append(piece)
            missing -= len(piece)
    except OSError:
        if not pieces:
            raise
    return b"".join(pieces)


def numbered_lines(path: Path, limits: Limits = LIMITS) -> Iterator[tuple[int, str] | BadInput]:
    """Yield each line with its number from 1; a line that cannot be taken in is a BadInput instead."""
    number = 0
    name = shown(path)
    try:
        with open_stream(path, limits) as stream:
            while line := stream.readline(limits.line + 1):
                number += 1
                if len(line) > limits.line:
                    _skip_rest_of_line(line, stream)
                    yield BadInput(name, number, f"the line is longer than {limits.line:,} bytes; split it")
                    continue
                try:
                    text = line.decode()
                except UnicodeDecodeError as error:
                    yield BadInput(name, number, why_not_utf8(error))
                    continue
                yield number, text.removeprefix("\ufeff") if number == 1 else text
    except OSError as error:
        yield BadInput(name, number + 1, why_unreadable(error))


def _skip_rest_of_line(line: bytes, stream: io.BufferedReader) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(MIB)


def why_unreadable(error: OSError) -> str:
    """Say in one sentence why a file cannot be read (on)."""
    if isinstance(error, DamagedStreamError):
        return str(error)
    return f"the file cannot be read: {error.strerror or error}; check that it is there and may be read"


def why_not_utf8(error: UnicodeDecodeError) -> str:
    """Say where the text stops being UTF-8."""
    return f"not valid UTF-8 at byte {error.start + 1}; save the file as UTF-8"


def shown(path: Path) -> str:
    """Return the path as text that can be stored and printed, even if its name is not valid UTF-8."""
    return str(path).encode(errors="surrogateescape").decode(errors="replace")


def stem_of(path: Path) -> Path:
    """Return the path without the suffix of a compression: "a.md.gz" is an "a.md"."""
    return path.with_suffix("") if path.suffix in COMPRESSIONS else path
