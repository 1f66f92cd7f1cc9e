"""Opens a file, compressed or not, as bytes or lines, and never lets more of it in than the limits allow."""

import bz2
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from corpus.entry import BadInput

MIB = 1024 * 1024
_COMPRESSED_CHUNK = 64 * 1024
# Output is asked for in small pieces: what a decompressor made before it met damage is lost with the piece.
_PLAIN_CHUNK = 16 * 1024
# `xz -9` needs 65 MiB to unpack; a header that asks for far more is not a text somebody packed.
_XZ_MEMORY = 512 * MIB


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


class DamagedStreamError(OSError):
    """A compressed file ends too early, is damaged or unpacks to too much. Never leaves the readers."""


class _Decompressor(Protocol):
    """What bz2's and lzma's decompressors share."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes: ...


class _Gunzip:
    """zlib's decompressor with the manners of bz2's and lzma's."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max(max_length, 0))


def _unxz() -> _Decompressor:
    return lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)


# suffix -> (the first bytes of such a file, its decompressor)
COMPRESSIONS: dict[str, tuple[bytes, Callable[[], _Decompressor]]] = {
    ".gz": (b"\x1f\x8b", _Gunzip),
    ".bz2": (b"BZh", bz2.BZ2Decompressor),
    ".xz": (b"\xfd7zXZ\x00", _unxz),
}


class _Decompressed(io.RawIOBase):
    """The plain bytes of a compressed file, all its members one after the other."""

    def __init__(self, file: BinaryIO, new_member: Callable[[], _Decompressor], limits: Limits) -> None:
        self._file = file
        self._new_member = new_member
        self._member = new_member()
        self._limits = limits
        self._pending = b""
        self._consumed = 0
        self._produced = 0
        self._damage: DamagedStreamError | None = None

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # io passes a memoryview
        if self._damage is not None:
            raise self._damage
        try:
            piece = self._next_piece(len(buffer))
        except (EOFError, lzma.LZMAError, zlib.error, OSError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise  # the disk, not the content
            self._damage = DamagedStreamError(
                f"the file ends too early or is damaged ({error}); what came before was read, fetch it again"
            )
            raise self._damage from error
        self._produced += len(piece)
        limits = self._limits
        if self._produced > limits.expanded and self._produced > limits.ratio * self._consumed:
            self._damage = DamagedStreamError(
                f"the file unpacks to more than {limits.ratio} times its size, which no text does; "
                "unpack it yourself if you trust it"
            )
            raise self._damage
        buffer[: len(piece)] = piece
        return len(piece)

    def _next_piece(self, size: int) -> bytes:
        while True:
            if self._member.eof and not self._begin_member():
                return b""
            data = self._feed() if self._member.needs_input else b""
            at_end = self._member.needs_input and not data
            if piece := self._member.decompress(data, size):
                return piece
            if at_end and not self._member.eof:
                raise EOFError("no end marker")

    def _feed(self) -> bytes:
        if data := self._pending:
            self._pending = b""
            return data
        data = self._file.read(_COMPRESSED_CHUNK)
        self._consumed += len(data)
        return data

    def _begin_member(self) -> bool:
        """Start on what follows a finished member; False at the end of the file."""
        following = self._member.unused_data
        while not (following := following.lstrip(b"\0")):  # packers may pad with zeros
            if not (following := self._feed()):
                return False
        self._pending = following
        self._member = self._new_member()
        return True


def _compression_of(path: Path, head: bytes) -> Callable[[], _Decompressor] | None:
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
    return io.BufferedReader(_Decompressed(file, new_member, limits), _PLAIN_CHUNK)


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
