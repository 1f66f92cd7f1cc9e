"""Compressed files of several pieces: whole, cut and damaged, what can be had of them is had, and no more."""

import bz2
import gzip
import lzma
import random
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.readers.streams import open_stream, read_up_to
from corpus.readers.unpacking import COMPRESSIONS, PIECE, DamagedStreamError

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": lambda plain: gzip.compress(plain, 1),
    ".bz2": bz2.compress,
    ".xz": lambda plain: lzma.compress(plain, preset=0),
}
CONTENT = random.Random(1).randbytes(2 * PIECE).hex().encode()
SMALL = 16 * 1024


def unpacked_in_small_pieces(suffix: str, packed: bytes) -> int:
    """How many bytes the standard library gets out before it meets damage, or the end of what it is given."""
    member, made, data = COMPRESSIONS[suffix][1](), 0, packed
    try:
        while not member.eof:
            piece = member.decompress(data, SMALL)
            data = b""
            made += len(piece)
            if not piece and member.needs_input:
                break
    except (OSError, lzma.LZMAError, zlib.error):
        pass
    return made


@pytest.mark.parametrize("suffix", PACKERS)
def test_members_of_several_pieces_come_whole(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(PACKERS[suffix](CONTENT) + PACKERS[suffix](CONTENT[: PIECE + 7]) + PACKERS[suffix](b"end"))
    with open_stream(path) as stream:
        assert stream.read1(10) == CONTENT[:10]
        assert stream.read() == CONTENT[10:] + CONTENT[: PIECE + 7] + b"end"


@pytest.mark.parametrize("suffix", PACKERS)
@pytest.mark.parametrize("damage", ["cut", "changed"])
def test_all_that_precedes_damage_is_given(tmp_path: Path, suffix: str, damage: str) -> None:
    packed = bytearray(PACKERS[suffix](CONTENT))
    place = len(packed) * 4 // 5
    if damage == "cut":
        del packed[place:]
    else:
        packed[place : place + 64] = bytes(64)
    path = tmp_path / f"a{suffix}"
    path.write_bytes(packed)
    with open_stream(path) as stream:
        got = b""
        try:
            while piece := read_up_to(stream, 50_000):
                got += piece
        except DamagedStreamError:
            pass
        else:
            pytest.fail("the damage was not noticed")
        with pytest.raises(DamagedStreamError):
            stream.read(1)
    # What is changed within a block may come out wrong before it is noticed; what is before it is right.
    right = min(len(got), len(CONTENT) * 3 // 5)
    assert got[:right] == CONTENT[:right]
    assert len(got) >= unpacked_in_small_pieces(suffix, bytes(packed)) - SMALL
    assert len(got) >= PIECE
