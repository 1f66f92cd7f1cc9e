"""An encyclopedia that is open while another is built: what it answers from, and until when."""

from pathlib import Path

from retrieval import Encyclopedia, build
from retrieval.building.progress import Progress
from retrieval.index_folder import read_manifest
from tests.embedders import HashingEmbedder, loading
from tests.retrieval.builds import COFFEE, TEA, Write, make, opened


def test_the_old_index_answers_while_the_next_is_built(write: Write, data: Path) -> None:
    make(write(TEA), data)
    seen = []

    def look(progress: Progress) -> None:
        with opened(data) as encyclopedia:
            seen.append((progress.step, progress.done, [hit.title for hit in encyclopedia.search("brewed")]))

    make(write(COFFEE), data, progress=look)
    assert {titles[0] for step, done, titles in seen if (step, done) != ("publishing", 1)} == {"Tea"}
    assert seen[-1] == ("publishing", 1, ["Coffee"])


def test_an_open_encyclopedia_keeps_answering_and_takes_over_the_new_index_when_told(write: Write, data: Path) -> None:
    make(write(TEA), data)
    with opened(data) as encyclopedia:
        assert not encyclopedia.refresh()
        make(write(COFFEE), data)
        assert [hit.title for hit in encyclopedia.search("brewed")] == ["Tea"]
        assert encyclopedia.refresh()
        assert [hit.title for hit in encyclopedia.search("brewed")] == ["Coffee"]
        assert not encyclopedia.refresh()
        assert encyclopedia.manifest == read_manifest(data)


def test_refresh_loads_the_other_model_of_a_new_index(write: Write, data: Path) -> None:
    source = write(TEA, COFFEE)
    models = {"one": HashingEmbedder("one"), "two": HashingEmbedder("two")}
    build([source], data, model="one", load=lambda model, _: models[model])
    with Encyclopedia.open(data, load=lambda model, _: models[model]) as encyclopedia:
        encyclopedia.search("tea")
        under_way = encyclopedia._index
        build([source], data, model="two", load=lambda model, _: models[model])
        encyclopedia.refresh()
        encyclopedia.search("tea")
        assert (models["one"].queries, models["two"].queries) == (1, 1)
        # A question that began before the new index was taken over is still asked of the old one's model.
        assert encyclopedia._reader.best(under_way, "tea", 10).hits[0].title == "Tea"
        assert (models["one"].queries, models["two"].queries) == (2, 1)


def test_a_recent_answer_is_given_again_until_there_is_a_new_index(write: Write, data: Path) -> None:
    make(write(TEA), data)
    embedder = HashingEmbedder()
    with Encyclopedia.open(data, load=loading(embedder)) as encyclopedia:
        first = encyclopedia.ask("What is tea?", threshold=0.0)
        assert encyclopedia.ask("What is tea?", threshold=0.0) is first
        assert embedder.queries == 1
        assert encyclopedia.ask("What is tea?", threshold=1.0).abstained
        assert len(encyclopedia.ask("What is tea?", threshold=0.0, quotations=1).citations) == 1
        assert not encyclopedia.ask("What is tea?", threshold=0.0, without="Tea").citations
        make(write(TEA | {"text": "Tea is a drink that is made of leaves."}), data)
        assert encyclopedia.refresh()
        second = encyclopedia.ask("What is tea?", threshold=0.0)
        assert second.citations[0].quote.text == "Tea is a drink that is made of leaves."


def test_no_more_recent_answers_are_kept_than_were_asked_for(write: Write, data: Path) -> None:
    make(write(TEA), data)
    for recent, made in ((0, 4), (1, 3), (2, 2)):
        embedder = HashingEmbedder()
        with Encyclopedia.open(data, load=loading(embedder), recent=recent) as encyclopedia:
            for question in ("What is tea?", "What is tea?", "Who drinks it?", "What is tea?"):
                encyclopedia.ask(question)
        assert embedder.queries == made
