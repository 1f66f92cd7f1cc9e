from pathlib import Path
from typing import Any

import numpy as np
import pytest

from retrieval.dense import DenseIndex, write_dense_index
from retrieval.embedder import Vectors
from retrieval.errors import IndexDamaged
from retrieval.vectors import KnownVectors, VectorStore

DIMENSION = 32
COUNT = 2_000
MAPS = Path("/proc/self/maps")


def unit(count: int, seed: int) -> Vectors:
    vectors = np.random.default_rng(seed).standard_normal((count, DIMENSION)).astype(np.float32)
    scaled: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return scaled


def name(number: int) -> bytes:
    return number.to_bytes(16, "big")


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    return unit(COUNT, 1)


@pytest.fixture(scope="module")
def ids() -> list[int]:
    return [int(i) for i in np.random.default_rng(2).permutation(COUNT * 5)[:COUNT] * (1 << 20)]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, vectors: Vectors, ids: list[int]) -> Path:
    folder = tmp_path_factory.mktemp("dense")
    store = VectorStore(folder / "vectors" / "model.sqlite", DIMENSION)
    hashes = [name(n) for n in range(COUNT)]
    store.put(hashes, vectors)
    write_dense_index(folder / "dense.faiss", dict(zip(ids, hashes, strict=True)), KnownVectors(store))
    store.close()
    return folder / "dense.faiss"


@pytest.mark.parametrize("k", [1, 10, 100])
def test_the_same_passages_and_scores_as_brute_force(path: Path, vectors: Vectors, ids: list[int], k: int) -> None:
    index = DenseIndex(path)
    stored = vectors.astype(np.float16).astype(np.float64)
    for query in unit(20, 3):
        cosines = stored @ query.astype(np.float64)
        best = np.argsort(-cosines)[:k]
        found = index.search(query, k)
        assert {passage for passage, _ in found} == {ids[i] for i in best}
        np.testing.assert_allclose([score for _, score in found], cosines[best], atol=1e-5)
        of = dict(zip(ids, cosines, strict=True))
        np.testing.assert_allclose([score for _, score in found], [of[p] for p, _ in found], atol=1e-5)


def test_half_precision_costs_next_to_nothing(path: Path, vectors: Vectors, ids: list[int]) -> None:
    index = DenseIndex(path)
    scores = dict(index.search(vectors[0], COUNT))
    exact = vectors @ vectors[0]
    np.testing.assert_allclose([scores[i] for i in ids], exact, atol=1e-3)
    assert scores[ids[0]] == pytest.approx(1.0, abs=1e-3)


def test_scores_of_chosen_passages(path: Path, vectors: Vectors, ids: list[int]) -> None:
    index, query = DenseIndex(path), unit(1, 4)[0]
    some = [7, 1999, 0, 7]
    scores = index.scores(query, [ids[i] for i in some])
    np.testing.assert_allclose(scores, vectors[some] @ query, atol=1e-3)
    assert dict(index.search(query, COUNT))[ids[7]] == pytest.approx(scores[0], abs=1e-6)
    assert index.scores(query, []) == []


def test_length_and_dimension(path: Path) -> None:
    index = DenseIndex(path)
    assert (len(index), index.dimension) == (COUNT, DIMENSION)


def test_a_large_index_finds_nearly_all_of_what_brute_force_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.dense.EXACT_UP_TO", 1_000)
    # Passages gather around subjects, and so do these vectors; without that no inverted file can work.
    rng = np.random.default_rng(7)
    subjects = unit(40, 8)
    near = subjects[rng.integers(0, 40, 4_000)] + 0.15 * rng.standard_normal((4_000, DIMENSION)).astype(np.float32)
    vectors = np.asarray(near / np.linalg.norm(near, axis=1, keepdims=True), np.float32)
    ids = [int(i) * (1 << 20) + 3 for i in rng.permutation(4_000)]
    store = VectorStore(tmp_path / "model.sqlite", DIMENSION)
    store.put([name(n) for n in range(4_000)], vectors)
    passages = {passage: name(n) for n, passage in enumerate(ids)}
    for file in ("one.faiss", "two.faiss"):
        write_dense_index(tmp_path / file, passages, KnownVectors(store))
    store.close()
    index = DenseIndex(tmp_path / "one.faiss")
    assert (len(index), index.dimension) == (4_000, DIMENSION)
    found = 0
    for query in vectors[::40]:
        exact = [ids[place] for place in np.argsort(-(vectors @ query), kind="stable")[:10]]
        ranking = index.search(query, 10)
        assert ranking == DenseIndex(tmp_path / "two.faiss").search(query, 10)
        found += len({passage for passage, _ in ranking} & set(exact))
    assert found >= 0.98 * 1_000
    assert index.scores(vectors[5], ids[:3]) == pytest.approx((vectors[:3] @ vectors[5]).tolist(), abs=2e-3)


def test_more_than_there_are_gives_all(path: Path, ids: list[int]) -> None:
    found = DenseIndex(path).search(unit(1, 5)[0], COUNT * 3)
    assert sorted(passage for passage, _ in found) == sorted(ids)


def test_equal_scores_are_ordered_by_passage_id(tmp_path: Path) -> None:
    store = VectorStore(tmp_path / "v.sqlite", DIMENSION)
    store.put([name(1)], unit(1, 6))
    write_dense_index(tmp_path / "dense.faiss", dict.fromkeys([9, 3, 5], name(1)), KnownVectors(store))
    store.close()
    assert [passage for passage, _ in DenseIndex(tmp_path / "dense.faiss").search(unit(1, 6)[0], 3)] == [
        3,
        5,
        9,
    ]


def rounded(vectors: Vectors) -> Vectors:
    return vectors.astype(np.float16).astype(np.float32)


def carried_on(path: Path, old: dict[int, bytes], passages: dict[int, bytes], store: VectorStore) -> Any:
    """The index of `passages`, written from that of the `old` ones at `path`."""
    known = KnownVectors(store, DenseIndex(path, writable=True), old.items())
    write_dense_index(path.with_suffix(".new"), passages, known)
    return DenseIndex(path.with_suffix(".new"))


@pytest.mark.skipif(not MAPS.exists(), reason="only Linux tells which files are mapped into memory")
@pytest.mark.parametrize("exact", [True, False])
def test_an_index_is_mapped_into_memory_unless_it_is_to_be_carried_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, exact: bool
) -> None:
    if not exact:
        monkeypatch.setattr("retrieval.dense.EXACT_UP_TO", 100)
    path = (tmp_path / "dense.faiss").resolve()
    store = VectorStore(tmp_path / "v.sqlite", DIMENSION)
    store.put([name(n) for n in range(600)], unit(600, 9))
    write_dense_index(path, {n: name(n) for n in range(600)}, KnownVectors(store))
    store.close()
    read = DenseIndex(path, writable=True)
    assert str(path) not in MAPS.read_text(encoding="utf-8")
    mapped = DenseIndex(path)
    assert str(path) in MAPS.read_text(encoding="utf-8")
    path.unlink()  # as a build does with an index that another has taken the place of
    query = unit(1, 6)[0]
    assert mapped.search(query, 10) == read.search(query, 10)
    np.testing.assert_array_equal(mapped.vectors([3, 500]), read.vectors([3, 500]))


@pytest.mark.parametrize("exact", [True, False])
def test_an_index_is_carried_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, exact: bool) -> None:
    """Removed, changed, moved and new passages: what comes out is what would have been made from nothing."""
    if not exact:
        monkeypatch.setattr("retrieval.dense.EXACT_UP_TO", 100)
    vectors = unit(600, 9)
    store = VectorStore(tmp_path / "v.sqlite", DIMENSION)
    store.put([name(n) for n in range(500)], vectors[:500])
    old = {n: name(n) for n in range(500)}
    write_dense_index(tmp_path / "dense.faiss", old, KnownVectors(store))
    store.clear()  # they are in the index now, and nowhere else
    store.put([name(n) for n in range(500, 600)], vectors[500:])
    # 0-99 are gone, 100-149 changed to new texts, 150-199 hold the texts of 0-49, 600-649 are new.
    new = {n: name(n) for n in range(200, 500)}
    new |= {100 + n: name(500 + n) for n in range(50)}
    new |= {150 + n: name(n) for n in range(50)}
    new |= {600 + n: name(550 + n) for n in range(50)}
    trained: list[object] = []
    monkeypatch.setattr("retrieval.dense._empty", trained.append)
    index = carried_on(tmp_path / "dense.faiss", old, new, store)
    assert not trained
    assert index.ids().tolist() == sorted(new)
    numbers = [int.from_bytes(hash_, "big") for hash_ in new.values()]
    np.testing.assert_array_equal(index.vectors(list(new)), rounded(vectors)[numbers])
    assert index.holds([5, 100, 649, 650]) == [False, True, True, False]
    ((best, cosine),) = index.search(vectors[20], 1)
    assert (best, round(cosine, 2)) == (170, 1.0)
    store.close()


def test_lists_that_no_longer_suit_the_number_of_passages_are_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.dense.EXACT_UP_TO", 100)
    store = VectorStore(tmp_path / "v.sqlite", DIMENSION)
    store.put([name(n) for n in range(2_000)], unit(2_000, 9))
    passages = {n: name(n) for n in range(2_000)}
    old = dict(list(passages.items())[:200])
    write_dense_index(tmp_path / "dense.faiss", old, KnownVectors(store))
    assert carried_on(tmp_path / "dense.faiss", old, old, store).faiss.nlist == 64
    some = dict(list(passages.items())[:300])
    assert carried_on(tmp_path / "dense.faiss", old, some, store).faiss.nlist == 64
    index = carried_on(tmp_path / "dense.faiss", old, passages, store)
    assert (index.faiss.nlist, len(index)) == (256, 2_000)
    few = carried_on(tmp_path / "dense.faiss", old, dict(list(passages.items())[:50]), store)
    assert few.ids().tolist() == list(range(50))
    store.close()


def test_an_index_without_any_vector(tmp_path: Path) -> None:
    store = VectorStore(tmp_path / "v.sqlite", DIMENSION)
    write_dense_index(tmp_path / "dense.faiss", {}, KnownVectors(store))
    store.close()
    index = DenseIndex(tmp_path / "dense.faiss")
    assert (len(index), index.dimension, index.search(unit(1, 1)[0], 5), index.holds([3])) == (0, 32, [], [False])


def test_vectors_are_kept_and_added_to(tmp_path: Path, vectors: Vectors) -> None:
    store = VectorStore(tmp_path / "new" / "v.sqlite", DIMENSION)
    assert store.hashes() == set()
    store.put([name(0), name(1)], vectors[:2])
    store.close()
    again = VectorStore(tmp_path / "new" / "v.sqlite", DIMENSION)
    again.put([name(2)], vectors[2:3])
    assert again.hashes() == {name(0), name(1), name(2)}
    found = again.find([name(2), name(9), name(0)])
    assert found.keys() == {name(0), name(2)}
    np.testing.assert_array_equal(found[name(2)], rounded(vectors[2]))
    again.put([name(0)], vectors[5:6])
    np.testing.assert_array_equal(again.find([name(0)])[name(0)], rounded(vectors[5]))
    again.forget([name(0), name(9)])
    assert (again.hashes(), len(again)) == ({name(1), name(2)}, 2)
    again.clear()
    assert len(again) == 0
    again.close()


def test_cleared_vectors_give_their_space_back(tmp_path: Path, vectors: Vectors) -> None:
    store = VectorStore(tmp_path / "v.sqlite", DIMENSION)
    store.put([name(n) for n in range(COUNT)], vectors)
    store.clear()
    store.close()
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 20_000


def test_a_vector_that_is_not_there_is_a_key_error(tmp_path: Path, vectors: Vectors) -> None:
    store = VectorStore(tmp_path / "v.sqlite", DIMENSION)
    store.put([name(0)], vectors[:1])
    with pytest.raises(KeyError):
        KnownVectors(store).get([name(0), name(9)])
    store.close()


def test_hashes_and_vectors_come_in_equal_number_or_nothing_is_kept(tmp_path: Path, vectors: Vectors) -> None:
    store = VectorStore(tmp_path / "v.sqlite", DIMENSION)
    with pytest.raises(ValueError, match="zip"):
        store.put([name(0), name(1)], vectors[:1])
    assert store.hashes() == set()
    store.close()


@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "garbage", "text"])
def test_a_damaged_file_is_said_to_be_damaged(path: Path, tmp_path: Path, damage: str) -> None:
    content = path.read_bytes()
    damaged = tmp_path / "dense.faiss"
    match damage:
        case "empty":
            damaged.write_bytes(b"")
        case "cut":
            damaged.write_bytes(content[: len(content) // 2])
        case "garbage":
            damaged.write_bytes(b"\xff" * 1000)
        case "text":
            damaged.write_text("this is no index", encoding="utf-8")
        case _:
            pass
    with pytest.raises(IndexDamaged, match=r"^the dense index .*dense\.faiss is unreadable; rebuild it$"):
        DenseIndex(damaged)


def test_a_file_that_cannot_be_written_is_an_os_error(tmp_path: Path, vectors: Vectors) -> None:
    store = VectorStore(tmp_path / "v.sqlite", DIMENSION)
    store.put([name(0)], vectors[:1])
    with pytest.raises(OSError, match=r"cannot be written"):
        write_dense_index(tmp_path / "nowhere" / "dense.faiss", {1: name(0)}, KnownVectors(store))
    store.close()
