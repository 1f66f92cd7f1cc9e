"""The plain bytes of a compressed file: gzip, bzip2 or xz."""

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import BinaryIO, Protocol

__all__ = ["COMPRESSIONS", "PIECE", "DamagedStreamError", "Decompressor", "Unpacked"]

_COMPRESSED_CHUNK = 256 * 1024  # of text, about a piece
# Large, since a thread of its own unpacks the next piece: for each it has to wait its turn among Python's threads.
PIECE = 1024 * 1024
# What a decompressor made before it met damage is lost with the piece: what precedes damage is unpacked in small ones.
_PIECE_BEFORE_DAMAGE = 16 * 1024
# `xz -9` needs 65 MiB to unpack; a header that asks for far more is not a text somebody packed.
_XZ_MEMORY = 512 * 1024 * 1024


class DamagedStreamError(OSError):
    """A compressed file ends too early, is damaged or unpacks to too much. Never leaves the readers."""


class Decompressor(Protocol):
    """What bz2's and lzma's decompressors share."""

    @property
    def eof(self) -> bool: ...  # noqa: D102  the standard library says what they are
    @property
    def needs_input(self) -> bool: ...  # noqa: D102
    @property
    def unused_data(self) -> bytes: ...  # noqa: D102
    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes: ...  # noqa: D102


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


def _unxz() -> Decompressor:
    return lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)


# suffix -> (the first bytes of such a file, its decompressor)
COMPRESSIONS: dict[str, tuple[bytes, Callable[[], Decompressor]]] = {
    ".gz": (b"\x1f\x8b", _Gunzip),
    ".bz2": (b"BZh", bz2.BZ2Decompressor),
    ".xz": (b"\xfd7zXZ\x00", _unxz),
}


class Unpacked(io.RawIOBase):
    """The plain bytes of a compressed file, all its members one after the other."""

    def __init__(self, file: BinaryIO, new_member: Callable[[], Decompressor], most: int, most_times: int) -> None:
        """Unpack `file`, from its beginning, up to where it has become more than `most` bytes and `most_times` itself.

        Reading raises DamagedStreamError there, and at damage.
        """
        self._file = file
        self._new_member = new_member
        self._most = most
        self._most_times = most_times
        self._produced = 0
        self._held = memoryview(b"")
        self._piece = PIECE
        self._damage: DamagedStreamError | None = None
        self._thread = ThreadPoolExecutor(1, "unpack")  # started when there is more than a piece
        self._next: Future[bytes] | None = None
        self._begin()

    def _begin(self) -> None:
        self._member = self._new_member()
        self._pending = b""
        self._consumed = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def close(self) -> None:
        """Close the file."""
        self._thread.shutdown()
        self._file.close()
        super().close()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # io passes a memoryview
        """Fill the buffer, or less of it; 0 at the end."""
        if not self._held:
            self._held = memoryview(self._checked())
        size = min(len(buffer), len(self._held))
        buffer[:size], self._held = self._held[:size], self._held[size:]
        return size

    def _checked(self) -> bytes:
        """The next piece; raises DamagedStreamError, and does so from then on."""
        if self._damage is not None:
            raise self._damage
        try:
            piece = self._take()
        except (EOFError, lzma.LZMAError, zlib.error, OSError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise  # the disk, not the content
            self._damage = DamagedStreamError(
                f"the file ends too early or is damaged ({error}); what came before was read, fetch it again"
            )
            raise self._damage from error
        self._produced += len(piece)
        if self._is_too_much(self._produced):
            self._damage = DamagedStreamError(
                f"the file unpacks to more than {self._most_times} times its size, which no text does; "
                "unpack it yourself if you trust it"
            )
            raise self._damage
        return piece

    def _take(self) -> bytes:
        """The next piece, while the one after it is being unpacked."""
        if self._piece == PIECE:
            try:
                piece = self._unpack(PIECE) if self._next is None else self._next.result()
                if not self._is_too_much(self._produced + len(piece)):
                    self._next = None if self._member.eof else self._thread.submit(self._unpack, PIECE)
                    return piece
            except (EOFError, lzma.LZMAError, zlib.error, OSError) as error:
                if isinstance(error, OSError) and error.errno is not None:
                    raise
            self._go_back()
        return self._unpack(self._piece)

    def _is_too_much(self, produced: int) -> bool:
        return produced > self._most and produced > self._most_times * self._consumed

    def _go_back(self) -> None:
        """Come in small pieces, from the beginning, to where the piece began that must not be taken whole."""
        self._piece = _PIECE_BEFORE_DAMAGE
        self._file.seek(0)
        self._begin()
        left = self._produced
        while left:
            left -= len(self._unpack(min(left, self._piece)))

    def _unpack(self, size: int) -> bytes:
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
