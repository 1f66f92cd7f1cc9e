import json
import string
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.entry import Alias, Entry
from corpus.folding import fold
from corpus.names import NameIndex, NameMatch
from corpus.readers import read
from corpus.spelling import OTHER_DIGITS
from corpus.writer import EntryWriter

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "corpus" / "sample.jsonl"
NAMES = [
    json.loads(line)
    for line in (ROOT / "tests" / "data" / "sample-names.jsonl").read_text(encoding="utf-8").splitlines()
]
TITLES = [json.loads(line)["title"] for line in SAMPLE.read_text(encoding="utf-8").splitlines()]

PUNCTUATION = string.punctuation + "–’"

Finder = Callable[..., NameIndex]


def fill(store: EntryWriter, items: list[Entry | Alias]) -> None:
    reading = store.begin_reading()
    for item in items:
        if isinstance(item, Alias):
            store.put_alias(item, reading)
        else:
            store.put(item)
    store.end_reading(reading)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NameIndex]:
    with EntryWriter(tmp_path_factory.mktemp("names") / "entries.sqlite") as store:
        fill(store, [item for item in read(SAMPLE) if isinstance(item, Entry | Alias)])
        yield NameIndex(store)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Finder]:
    """A name index of entries, each given as a title, or as a title and its length, and of aliases."""
    with EntryWriter(tmp_path / "entries.sqlite") as store:

        def make(*items: str | tuple[str, int] | Alias, aliases: dict[str, tuple[str, ...]] | None = None) -> NameIndex:
            things: list[Entry | Alias] = []
            for number, item in enumerate(items):
                if isinstance(item, Alias):
                    things.append(item)
                    continue
                title, length = item if isinstance(item, tuple) else (item, 10)
                things.append(Entry(f"i{number:03}", title, "x" * length, (aliases or {}).get(title, ())))
            fill(store, things)
            return NameIndex(store)

        yield make


def found(match: NameMatch | None) -> tuple[str, str | None, list[str]]:
    if match is None:
        return "none", None, []
    return match.kind, match.entry.title if match.entry else None, [entry.title for entry in match.candidates]


def title_of(names: NameIndex, key: int) -> str:
    ((_, _, title, _, _),) = names.store.leads([key], 1)
    return title


# The sample encyclopedia


@pytest.mark.parametrize("title", TITLES)
def test_every_title_is_found_exactly_and_comes_first(sample: NameIndex, title: str) -> None:
    kind, entry, candidates = found(sample.known(title))
    assert (kind, entry, candidates[0]) == ("exact", title, title)
    assert found(sample.known(f"  {title}\n"))[:2] == ("exact", title)


@pytest.mark.parametrize("title", TITLES)
def test_every_title_without_case_and_punctuation_is_found_or_listed(sample: NameIndex, title: str) -> None:
    shouted = title.upper().translate(str.maketrans(PUNCTUATION, " " * len(PUNCTUATION)))
    if shouted == title:
        shouted = title.lower()
    kind, entry, candidates = found(sample.known(shouted))
    if "'" in title and kind == "none":
        return  # an apostrophe that becomes a blank is another spelling
    assert title in candidates
    assert entry == title or kind == "ambiguous"


@pytest.mark.parametrize("name", NAMES, ids=[name["query"] for name in NAMES])
def test_the_names_of_the_sample_lead_where_they_should(sample: NameIndex, name: dict[str, Any]) -> None:
    kind, entry, candidates = found(sample.known(name["query"]))
    match name["set"], len(name["titles"]):
        case "redirect", 1:
            assert (kind, entry) == ("alias", name["titles"][0])
        case "noparen", 1:
            assert (kind, entry) == ("folded", name["titles"][0])
        case "noparen", several:
            assert (kind, entry) == ("ambiguous", None)
            assert set(candidates[:several]) <= set(name["titles"])
        case _:
            assert (kind, entry) == ("none", None)
            ((nearest, *_), *_) = sample.spelled_like(name["query"], 5)
            assert sample.known(name["titles"][0]) == sample.known(title_of(sample, nearest))


@pytest.mark.parametrize(
    "name", ["", "   ", "?!", "zzzzqqqq xxkkvv", "x" * 20_000, "word " * 4_000, "🜨", "\0", "%", "'; --"]
)
def test_what_is_no_name_finds_nothing(sample: NameIndex, name: str) -> None:
    assert found(sample.known(name)) == ("none", None, [])


def test_half_a_surrogate_pair_is_no_obstacle(sample: NameIndex) -> None:
    assert found(sample.known("\ud800")) == ("none", None, [])
    assert found(sample.known("Mount Everest\udfff"))[:2] == ("folded", "Mount Everest")


@given(st.text(st.characters(), max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_a_match_that_agrees_with_itself(sample: NameIndex, name: str) -> None:
    match = sample.known(name)
    if match is None:
        return
    titles = [entry.title for entry in match.candidates]
    assert 0 < len(titles) == len(set(titles)) <= 8
    if match.entry is None:
        assert match.kind == "ambiguous"
    else:
        assert match.kind not in {"ambiguous", "none"}
        assert match.candidates[0] == match.entry


@given(
    st.sets(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=6).map(str.strip),
        max_size=12,
    )
)
@settings(max_examples=40, deadline=None)
def test_whatever_the_titles_each_is_found_exactly(titles: set[str]) -> None:
    titles.discard("")
    with TemporaryDirectory() as folder, EntryWriter(Path(folder) / "entries.sqlite") as store:
        fill(store, [Entry(f"i{n}", title, "Text.") for n, title in enumerate(sorted(titles))])
        names = NameIndex(store)
        for title in titles:
            assert found(names.known(title))[:2] == ("exact", title)
            if fold(title):
                assert title in found(names.known(title.upper(), limit=50))[2]


# Small encyclopedias made for one question each


def test_an_exact_title_is_never_overruled(index: Finder) -> None:
    names = index("mercury", ("Mercury", 500), "Merkury", aliases={"Mercury": ("mercury",), "Merkury": ("mercury",)})
    assert found(names.known("mercury")) == ("exact", "mercury", ["mercury", "Mercury", "Merkury"])


def test_an_exact_title_of_the_greatest_length(index: Finder) -> None:
    title = "long title " * 45 + "title"
    assert len(title) == 500
    assert found(index(title).known(title))[:2] == ("exact", title)


def test_a_folded_title_is_stronger_than_a_title_without_its_parenthesis_and_that_than_an_alias(
    index: Finder,
) -> None:
    names = index("Java (island)", "JAVA", "Coffee", aliases={"Coffee": ("Java",)})
    assert found(names.known("java")) == ("folded", "JAVA", ["JAVA", "Java (island)", "Coffee"])


def test_a_name_without_its_parenthesis_is_sure_where_it_is_the_only_one(index: Finder) -> None:
    names = index("Titan (moon)", "Titanic")
    assert found(names.known("titan")) == ("folded", "Titan (moon)", ["Titan (moon)"])


def test_a_name_without_its_article_is_that_of_the_entry_that_needs_no_parenthesis(index: Finder) -> None:
    names = index("The Finches", ("The Finches (season 21)", 900))
    assert found(names.known("finches")) == ("folded", "The Finches", ["The Finches", "The Finches (season 21)"])
    assert names.known("sparrows") is None


def test_a_name_without_its_parenthesis_that_several_have_lists_the_longest_first(index: Finder) -> None:
    names = index(("Mercury (element)", 20), ("Mercury (planet)", 90), ("Mercury (god)", 50), "Mercury Records")
    expected = ["Mercury (planet)", "Mercury (god)", "Mercury (element)"]
    assert found(names.known("Mercury")) == ("ambiguous", None, expected)
    assert found(names.known("Mercury", limit=2))[2] == expected[:2]


def test_entries_of_one_length_come_in_the_order_of_their_ids(index: Finder) -> None:
    names = index("Mercury (planet)", "Mercury (element)")
    assert found(names.known("mercury"))[2] == ["Mercury (planet)", "Mercury (element)"]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("spiderman", "Spider-Man"),
        ("SPIDER  MAN", "Spider-Man"),
        ("jrr finch", "J. R. R. Finch"),
        ("j r r finch", "J. R. R. Finch"),
        ("lap-top", "Laptop"),
        ("finch fc", "Finch F.C."),
        ("oldham", "Finch F.C."),
    ],
)
def test_a_name_with_its_spaces_elsewhere(index: Finder, typed: str, title: str) -> None:
    titles = ("Spider-Man", ("Spider-Man (1978 film)", 900), "J. R. R. Finch", "Laptop", "Finch F.C.")
    names = index(*titles, aliases={"Finch F.C.": ("Old Ham",)})
    assert found(names.known(typed))[:2] == ("folded", title)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("mt elm", "Mount Elm"),
        ("saint ann's street", "St Ann's St."),
        ("U.S. mint", "United States Mint"),
        ("the elm football club", "Elm FC"),
    ],
)
def test_an_abbreviated_name(index: Finder, typed: str, title: str) -> None:
    names = index("Mount Elm", "St Ann's St.", "United States Mint", "Elm FC", "Elm")
    assert found(names.known(typed))[:2] == ("folded", title)


def test_a_name_as_it_is_written_is_stronger_than_one_with_its_spaces_elsewhere(index: Finder) -> None:
    names = index("Smalltalk", "Small Talk (film)")
    assert found(names.known("small talk")) == ("folded", "Small Talk (film)", ["Small Talk (film)", "Smalltalk"])
    assert found(names.known("smalltalk")) == ("folded", "Smalltalk", ["Smalltalk", "Small Talk (film)"])


def test_what_only_sounds_or_is_said_so_is_not_written_so(tmp_path: Path) -> None:
    with EntryWriter(tmp_path / "entries.sqlite") as store:
        fill(store, [Entry("a", "Goro", "Goro, also known as Oroport, is a city."), Entry("b", "Port", "x")])
        names = NameIndex(store)
        assert found(names.known("oroport"))[:2] == ("alias", "Goro")
        assert names.known("oro port") is None


def test_an_alias_in_any_case(index: Finder) -> None:
    names = index("Istanbul", "Ankara", aliases={"Istanbul": ("Constantinople", "Byzantium")})
    assert found(names.known("CONSTANTINOPLE")) == ("alias", "Istanbul", ["Istanbul"])


def test_an_alias_that_two_entries_have_is_ambiguous(index: Finder) -> None:
    names = index("Rome", ("Istanbul", 99), aliases={"Istanbul": ("The City",), "Rome": ("The City",)})
    assert found(names.known("the city")) == ("ambiguous", None, ["Istanbul", "Rome"])


def test_a_redirect(index: Finder) -> None:
    names = index("Mount Everest", Alias("Chomolungma", "Mount Everest"))
    assert found(names.known("chomolungma")) == ("alias", "Mount Everest", ["Mount Everest"])


def test_a_harvested_name_is_an_alias_but_never_beats_a_title_an_alias_or_a_redirect(tmp_path: Path) -> None:
    lead = "{}, also known as {}, is a thing."
    things = [("Java", "Tea", "x"), ("Coffee", "Java", "Cuppa"), ("Tea", "Brew", "x"), ("Cup", "Cuppa", "Mug")]
    with EntryWriter(tmp_path / "entries.sqlite") as store:
        entries = [Entry(title, title, lead.format(title, said), (given,)) for title, said, given in things]
        entries.append(Entry("Mocha", "Mocha", lead.format("Mocha", "Mocca")))
        entries.append(Entry("Stew", "Stew", lead.format("Stew", "Brew")))
        fill(store, [*entries, Alias("Mocca", "Coffee")])
        names = NameIndex(store)

        assert found(names.known("tea")) == ("folded", "Tea", ["Tea", "Java"])
        assert found(names.known("java")) == ("folded", "Java", ["Java", "Coffee"])
        assert found(names.known("cuppa")) == ("alias", "Coffee", ["Coffee", "Cup"])
        assert found(names.known("mocca")) == ("alias", "Coffee", ["Coffee", "Mocha"])
        assert found(names.known("brew")) == ("ambiguous", None, ["Stew", "Tea"])


def test_words_in_another_order_without_the_small_ones(index: Finder) -> None:
    names = index("Soviet occupation of the Baltic states (1940)", "Soviet occupation of Latvia in 1940")
    title = "Soviet occupation of the Baltic states (1940)"
    assert found(names.known("soviet occupation baltic states 1940"))[:2] == ("folded", title)
    assert found(names.known("Baltic states, Soviet occupation"))[:2] == ("folded", title)


def test_small_words_with_hardly_another_are_no_other_words_of_a_name(index: Finder) -> None:
    names = index("T", "Tea and T")
    assert names.known("at and t") is None
    assert found(names.known("the tea and t"))[:2] == ("folded", "Tea and T")


def test_a_parenthesis_that_no_entry_has_around_a_name_that_one_has(index: Finder) -> None:
    names = index("Titan (moon)", "Rhea")
    assert found(names.known("Titan (satellite)"))[:2] == ("fuzzy", "Titan (moon)")
    assert found(names.known("Rhea (moon)"))[:2] == ("fuzzy", "Rhea")


@pytest.mark.parametrize("typed", ["Photosinthesis", "Photosynthesi", "Phtosynthesis", "Photosynthseis"])
def test_a_misspelled_name(index: Finder, typed: str) -> None:
    names = index("Photosynthesis", "Parenthesis", "Photography")
    (key, similarity, harvested), *others = names.spelled_like(typed, 5)
    assert title_of(names, key) == "Photosynthesis"
    assert not harvested
    assert 0.9 < similarity < 1
    assert all(other < 0.8 for _, other, _ in others)


def test_other_digits_are_another_thing(index: Finder) -> None:
    names = index("1940 Summer Olympics", "1944 Summer Olympics", "1948 Summer Olympics")
    likeness = {title_of(names, key): similarity for key, similarity, _ in names.spelled_like("1944 Sumer Olimpics", 5)}
    assert likeness["1944 Summer Olympics"] > likeness["1948 Summer Olympics"] + OTHER_DIGITS


def test_two_spellings_equally_near_are_equally_like(index: Finder) -> None:
    names = index("Marlin", "Merlin")
    (one, likeness, _), (other, same, _) = names.spelled_like("Mirlin", 5)
    assert likeness == same
    assert {title_of(names, one), title_of(names, other)} == {"Marlin", "Merlin"}


def test_a_spelling_too_far_away_is_not_suggested(index: Finder) -> None:
    assert index("Photosynthesis").spelled_like("Quantum field", 5) == []


def test_a_harvested_name_is_found_by_its_spelling_and_told_apart(tmp_path: Path) -> None:
    with EntryWriter(tmp_path / "entries.sqlite") as store:
        fill(store, [Entry("1", "Tea", "Tea, also known as steeped leaf, is a drink.")])
        ((_, similarity, harvested),) = NameIndex(store).spelled_like("steaped leaf", 5)
    assert harvested
    assert similarity > 0.9


def test_a_harvested_name_is_known_with_its_article(tmp_path: Path) -> None:
    with EntryWriter(tmp_path / "entries.sqlite") as store:
        fill(store, [Entry("1", "Bispehaven", "Bispehaven (English: The Bishop Garden) is an estate.")])
        names = NameIndex(store)
        assert found(names.known("The Bishop Garden")) == ("alias", "Bispehaven", ["Bispehaven"])
        assert names.known("Bishop The Garden Gate") is None


def test_a_comma_turns_a_name_round(index: Finder) -> None:
    names = index("Edwin Powell Hubble", "Hubble, Texas", aliases={"Edwin Powell Hubble": ("Zed Ed Hubble",)})
    assert found(names.known("Hubble, Edwin Powell"))[:2] == ("folded", "Edwin Powell Hubble")
    assert found(names.known("Hubble, Zed Ed"))[:2] == ("alias", "Edwin Powell Hubble")
    assert found(names.known("Hubble, Texas"))[:2] == ("exact", "Hubble, Texas")


def test_an_empty_encyclopedia_has_no_names(index: Finder) -> None:
    assert found(index().known("Tea")) == ("none", None, [])
