"""One published index, opened: what a question is answered from."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from corpus.names import NameIndex
from corpus.store import EntryStore
from retrieval import index_folder
from retrieval.dense import DenseIndex
from retrieval.index_folder import DENSE, ENTRIES, LEXICAL, Manifest
from retrieval.lexical import LexicalIndex
from retrieval.passages import PassageStore
from retrieval.results import Passage

__all__ = ["LiveIndex", "open_live"]


@dataclass(frozen=True, slots=True, eq=False)
class LiveIndex:
    """The parts of one index; replaced as a whole when a newer one is taken over."""

    manifest: Manifest
    store: EntryStore
    passages: PassageStore
    names: NameIndex
    lexical: LexicalIndex
    dense: DenseIndex
    sound: "Future[None]"  # done when every byte was found to be as it was written

    def passages_with(self, terms: Sequence[str], most: int) -> list[tuple[Passage, str]]:
        """The first `most` passages by BM25 that have some of these terms, each with its title."""
        found = self.lexical.search(terms, most)
        return list(self.passages.with_text(passage for passage, _ in found).values())


def open_live(data: Path) -> LiveIndex:
    """Open the index that is live in the folder `data`. Raises IndexMissing, IndexDamaged or IndexMismatch."""
    manifest = index_folder.read_manifest(data)
    index_folder.check_files(data, manifest, contents=False)
    # Every byte is read meanwhile: on a second processor that takes no longer than loading the model does.
    reader = ThreadPoolExecutor(1, "check")
    sound = reader.submit(index_folder.check_files, data, manifest, contents=True)
    reader.shutdown(wait=False)
    try:
        return _open_parts(data / manifest.folder, manifest, sound)
    except BaseException:  # what libraries make of damage, a panic among it, which is no Exception
        sound.result()  # names the file that has changed
        raise


def _open_parts(folder: Path, manifest: Manifest, sound: "Future[None]") -> LiveIndex:
    store = EntryStore(folder / ENTRIES)
    return LiveIndex(
        manifest,
        store,
        PassageStore(store.connection),
        NameIndex(store),
        LexicalIndex(folder / LEXICAL),
        DenseIndex(folder / DENSE),
        sound,
    )
