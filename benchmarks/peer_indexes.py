"""The libraries that peers.py measures, each used as its own documentation shows, all on the same weights.

A peer is made, loads its model and embeds a text (so that neither import nor loading is measured), then either builds
an index of passages and leaves it in a folder, or opens that folder and is asked. Its answers are places in the list
of passages, best first. All embed and look up the same words: a passage under the title of its entry.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from retrieval import Encyclopedia, build
from retrieval.building import vectors as build_vectors
from retrieval.embedder import DEFAULT_MODEL, LoadEmbedder, load_embedder, minilm_folder
from retrieval.sentence_cross_encoder import LoadSentenceCrossEncoder, beside

__all__ = ["PEERS", "Ours", "PassageRow", "Peer"]

# Passages that a question brings.
K = 10


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage as every peer gets it: `embedded` is its text under the title, `start` its place in the entry."""

    title: str
    start: int
    text: str
    embedded: str


class Peer(Protocol):
    """What is measured of a library; `needs` are the modules it takes, `extra` what installs them."""

    needs: tuple[str, ...]
    extra: str

    def build(self, passages: Sequence[PassageRow], folder: Path) -> None:
        """Index the passages and leave in `folder` what `open` needs."""

    def open(self, passages: Sequence[PassageRow], folder: Path) -> None:
        """Open what `build` left there."""

    def ask(self, question: str) -> list[int]:
        """The places of the K best passages, best first."""


class Ours:
    """The product: build from whole entries to the published index, ask up to the finished answer with quotations."""

    needs: tuple[str, ...] = ()
    extra = ""

    def __init__(self, work: Path, load: LoadEmbedder = load_embedder) -> None:
        """Load the default models, whose exports are kept in `work`; the entries are in its file entries.jsonl."""
        self._entries = work / "entries.jsonl"
        self._embedder = load(DEFAULT_MODEL, work / "models")
        self._embedder.embed_passages(["a text"])
        load_sentences = beside(load)
        read = load_sentences and load_sentences(work / "models")
        self._load_sentences: LoadSentenceCrossEncoder | None = (lambda _: read) if read else None

    def build(self, passages: Sequence[PassageRow], folder: Path) -> None:
        """Index the entries, which are cut into these passages on the way."""
        build_vectors.NICENESS = 0  # the others embed at the priority they were started with, too
        report = build([self._entries], folder, load=lambda *_: self._embedder)
        if report.passages != len(passages):
            raise ValueError(f"{report.passages} passages where the others have {len(passages)}")

    def open(self, passages: Sequence[PassageRow], folder: Path) -> None:
        """Open the encyclopedia and wait until its files have been checked."""
        self._places = {(row.title, row.start): place for place, row in enumerate(passages)}
        self._encyclopedia = Encyclopedia.open(
            folder, load=lambda *_: self._embedder, load_sentences=self._load_sentences, recent=0
        )
        self._encyclopedia.check()

    def ask(self, question: str) -> list[int]:
        """Ask; the passages are those that the answer was chosen from."""
        hits = self._encyclopedia.ask(question).hits[:K]
        return [self._places[hit.title, hit.passage.start] for hit in hits]


class Plain:
    """sentence-transformers and an exact FAISS index."""

    needs: tuple[str, ...] = ()
    extra = ""

    def __init__(self, _: Path) -> None:
        """Load the model."""
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415  a process measures one peer only

        self._model = SentenceTransformer(str(minilm_folder()), device="cpu")
        self._embed(["a text"])

    def build(self, passages: Sequence[PassageRow], folder: Path) -> None:
        """Embed all and write the index."""
        import faiss  # noqa: PLC0415

        vectors = self._embed([row.embedded for row in passages])
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        faiss.write_index(index, str(folder / "flat.faiss"))

    def open(self, passages: Sequence[PassageRow], folder: Path) -> None:
        """Read the index; the texts are in memory, for who wants to read what was found."""
        import faiss  # noqa: PLC0415

        self._texts = [row.text for row in passages]
        self._index = faiss.read_index(str(folder / "flat.faiss"))

    def ask(self, question: str) -> list[int]:
        """Look up the nearest vectors."""
        return [int(place) for place in self._index.search(self._embed([question]), K)[1][0]]

    def _embed(self, texts: list[str]) -> Any:
        return self._model.encode(texts, normalize_embeddings=True)


class Txtai:
    """txtai: hybrid search with its content stored."""

    needs: tuple[str, ...] = ("txtai",)
    extra = "peers-txtai"

    def __init__(self, _: Path) -> None:
        """Load the model."""
        from txtai import Embeddings  # noqa: PLC0415

        self._index = Embeddings(path=str(minilm_folder()), hybrid=True, content=True)
        self._index.transform("a text")

    def build(self, passages: Sequence[PassageRow], folder: Path) -> None:
        """Index all and save."""
        self._index.index((place, row.embedded) for place, row in enumerate(passages))
        self._index.save(str(folder / "txtai"))

    def open(self, passages: Sequence[PassageRow], folder: Path) -> None:  # noqa: ARG002  it keeps the texts itself
        """Load the index."""
        self._index.load(str(folder / "txtai"))

    def ask(self, question: str) -> list[int]:
        """Search both of its indexes."""
        return [int(found["id"]) for found in self._index.search(question, K)]


class LlamaIndex:
    """LlamaIndex: a FAISS vector store and BM25, fused by reciprocal ranks."""

    needs: tuple[str, ...] = (
        "llama_index.core",
        "llama_index.embeddings.huggingface",
        "llama_index.retrievers.bm25",
        "llama_index.vector_stores.faiss",
    )
    extra = "peers-llamaindex"

    def __init__(self, _: Path) -> None:
        """Load the model; there is no language model, as one query is all that is made of a question."""
        from llama_index.core import Settings  # noqa: PLC0415
        from llama_index.core.llms import MockLLM  # noqa: PLC0415
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding  # noqa: PLC0415

        Settings.llm = MockLLM()
        Settings.embed_model = HuggingFaceEmbedding(str(minilm_folder()), device="cpu")
        self._dimension = len(Settings.embed_model.get_text_embedding("a text"))

    def build(self, passages: Sequence[PassageRow], folder: Path) -> None:
        """Index all in both ways and persist."""
        import faiss  # noqa: PLC0415
        from llama_index.core import StorageContext, VectorStoreIndex  # noqa: PLC0415
        from llama_index.core.schema import BaseNode, TextNode  # noqa: PLC0415
        from llama_index.retrievers.bm25 import BM25Retriever  # noqa: PLC0415
        from llama_index.vector_stores.faiss import FaissVectorStore  # noqa: PLC0415

        nodes: list[BaseNode] = [TextNode(id_=str(place), text=row.embedded) for place, row in enumerate(passages)]
        store = FaissVectorStore(faiss_index=faiss.IndexFlatIP(self._dimension))
        index = VectorStoreIndex(nodes, storage_context=StorageContext.from_defaults(vector_store=store))
        index.storage_context.persist(str(folder / "vectors"))
        BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=K).persist(str(folder / "bm25"))

    def open(self, passages: Sequence[PassageRow], folder: Path) -> None:  # noqa: ARG002  it keeps the texts itself
        """Load both and put the fusing retriever over them."""
        from llama_index.core import StorageContext, load_index_from_storage  # noqa: PLC0415
        from llama_index.core.retrievers import QueryFusionRetriever  # noqa: PLC0415
        from llama_index.core.retrievers.fusion_retriever import FUSION_MODES  # noqa: PLC0415
        from llama_index.retrievers.bm25 import BM25Retriever  # noqa: PLC0415
        from llama_index.vector_stores.faiss import FaissVectorStore  # noqa: PLC0415

        vectors = str(folder / "vectors")
        store = FaissVectorStore.from_persist_dir(vectors)
        index: Any = load_index_from_storage(StorageContext.from_defaults(vector_store=store, persist_dir=vectors))
        self._retriever = QueryFusionRetriever(
            [index.as_retriever(similarity_top_k=K), BM25Retriever.from_persist_dir(str(folder / "bm25"))],
            similarity_top_k=K,
            num_queries=1,
            mode=FUSION_MODES.RECIPROCAL_RANK,
            use_async=False,
        )

    def ask(self, question: str) -> list[int]:
        """Retrieve."""
        return [int(found.node.node_id) for found in self._retriever.retrieve(question)]


PEERS: dict[str, Any] = {
    "WIPIVERSE": Ours,
    "sentence-transformers + FAISS": Plain,
    "txtai, hybrid": Txtai,
    "LlamaIndex, vector + BM25": LlamaIndex,
}
