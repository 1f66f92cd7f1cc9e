"""Names read from the first sentences of an entry; the sentences are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.folding import NameKind
from corpus.harvest import LONGEST_ALIAS, MOST_ALIASES, harvest, names_of


@pytest.mark.parametrize(
    ("title", "text", "names"),
    [
        # After a mark
        ("Lagos Harbour", "Lagos Harbour, also known as the Port of Apapa, is a harbour.", ["Port of Apapa"]),
        ("Ling", "The gurry shark, formerly called eqalussuaq, is a shark.", []),  # another subject
        ("Great drum", "A great drum (also called a kettle drum or timp) is a drum.", ["kettle drum", "timp"]),
        ("Vesna Pavic", 'Vesna Pavic, nicknamed "The Wall," is a goalkeeper.', ["Wall"]),
        ("Vesna Pavic", "Vesna Pavic, born in Oslo and often known as The Wall, is a goalkeeper.", ["Wall"]),
        (
            "Port Oro",
            "Port Oro, officially the City of Oro and also known as Goro, is a city.",
            ["City of Oro", "Goro"],
        ),
        ("Akin Mills", "Akin Mills (also spelled Aiken Mills) is a village.", ["Aiken Mills"]),
        ("Otter Bay", "Otter Bay is a bay. It was originally called Midway, then renamed in 1902.", ["Midway"]),
        ("Oro", "Oro officially the Free State of Oro, is a country.", ["Free State of Oro"]),
        (
            "Ada Stone",
            "Ada Stone, Baroness Stone of Leeds, was a judge.",
            ["Baroness Stone of Leeds", "Ada Stone, Baroness Stone of Leeds"],
        ),
        # The name at birth, but neither place nor date
        ("Mina Lund", "Mina Lund (born Wilhelmina Berg; 3 May 1901 in Oslo) was a singer.", ["Wilhelmina Berg"]),
        ("Jo Ray", "Jo Ray (born Kansas City, 1950) is a painter.", []),
        ("Jo Ray", "Jo Ray (born May 5, 1950) is a painter.", []),
        # The whole name
        ("Bud Olsen", 'Karl Bernard "Bud" Olsen (1903 – 1962) was a boxer.', ["Karl Bernard Olsen"]),
        ("Vala", "Ana Lúcia do Monte (born 1940), known as Vala, is a singer.", ["Ana Lúcia do Monte"]),
        ("Ira Penn (poet)", "Ira Joseph Penn FRS (1811 – 1870) was a poet.", ["Ira Joseph Penn"]),
        ("Ira Penn", "American poet Ira Penn (1811 – 1870) wrote odes and was a judge.", []),
        ("Hill, Ohio", "Hill is a town in Ohio.", ["Hill"]),
        # Acronyms
        ("Union of Bakers", "The Union of Bakers (UB) is a union.", ["UB"]),
        ("Union of Bakers", "The Union of Bakers (NYSE: BKR) is a company.", []),
        ("Union of Bakers", "The Union of Bakers (XQZ) is a union.", []),
        # What many capitals stand for is a name of that alone whose words begin so.
        ("Eastern Union", "The Eastern Union (EU) is a union.", ["EU"]),
        ("Iris Tan", "Iris Tan, also known as It, is a singer.", []),
        ("Eastern Customs Union", "The Eastern Customs Union (EU) is a union.", []),
        # Other languages, scripts and spellings; species
        ("Frog House", "The Frog House (Danish: Frøhus; [fʁøhus]) is a house.", ["Frøhus"]),
        ("Polo pony", "Polo pony (Persian: چوگان chogan) is a breed.", ["چوگان", "chogan"]),
        ("Li Wei", "Li Wei (Chinese: 李伟; born 1938) is a diver.", ["李伟"]),
        ("Wolf ant", "The wolf ant (Formica lupina) is an ant.", ["Formica lupina"]),
        (
            "Carex ovina",
            "Carex ovina is a sedge known by the common names red sedge, Bell's sedge and lamb-grass.",
            ["red sedge", "Bell's sedge", "lamb-grass"],
        ),
        ("Carex ovina", "Carex ovina is a sedge known by the common name the red sedge.", ["red sedge"]),
        ("Carex ovina", "Carex ovina is a sedge known by the common name red sedge and found in bogs.", ["red sedge"]),
        ("Troas", "Troas (Troias) is a city.", ["Troias"]),
        # What mark-up has left, and the phrase before the subject
        ("Pan Flute", "a view from the sea]] Pan Flute, or Syrinx, is an instrument.", ["Syrinx"]),
        ("Pandora", "In Greek myth, Pandora (also Anesidora) was a woman.", ["Anesidora"]),
        # Lists of names
        (
            "Ox",
            "Ox Stores, Ox Clothes, Ox Hats, or Ox House, was a shop.",
            ["Ox Stores", "Ox Clothes", "Ox Hats", "Ox House"],
        ),
        (
            "Great Tit",
            "The Great Tit, also known as the Oak Tit, the Saw Bird, or Ox Eye, is a bird.",
            ["Oak Tit", "Saw Bird", "Ox Eye"],
        ),
        ("Al Bly", 'Al Bly, known as "The Rock" and "The Wall", is a boxer.', ["Rock", "Wall"]),
        ("Two Loves", 'Two Loves (later called "For Gold, For Love") is a serial.', ["For Gold, For Love"]),
        ("Vann", "Vann (also known as Wet Dog, Otter, Eel) is a band.", ["Wet Dog", "Otter", "Eel"]),
        (
            "Oslin",
            "Oslin (Formerly known as Oslan Town and also known as Ox Ford) is a town.",
            ["Oslan Town", "Ox Ford"],
        ),
        # The title stands in the parenthesis, or what it stands for
        ("OAC", "The Oak and Ash Club (OAC) is a club.", ["Oak and Ash Club"]),
        ("OAC-1", "OAC-1 (Oak Ash Code 1) is a code.", ["Oak Ash Code 1"]),
        ("Vaca roja", "The Red Cow (Vaca roja) is a film.", ["Red Cow"]),
        ("Ash Railroad", "Elm, Oak & Western Railroad, formerly Ash Railroad, is a railroad.", []),
        # Languages that are marked otherwise
        ("Smith Brewery", 'The Smith Brewery ("Brouwerij Smidt" in Dutch) is a brewery.', ["Brouwerij Smidt"]),
        ("Kfar Gil", 'Kfar Gil ("lit." Gil Village) is a village.', ["Gil Village"]),
        ("Mayo", 'Mayo (meaning "Plain of the trees") is a county.', []),
        # Other kinds of name
        ("Sepia tree", "Sepia tree, common name Hill Cricket, is a tree.", ["Hill Cricket"]),
        ("Ding Wen", "Ding Wen, courtesy name Zaijun, was a geologist.", ["Zaijun"]),
        ("Bug Music", "Bug Music (also released as Music From Out of Town) is an album.", ["Music From Out of Town"]),
        ("Diprion pini", "Diprion pini, the Common Pine Fly, is a fly.", ["Common Pine Fly"]),
        ("Milnor number", "The Milnor number, named after John Milnor, is a number.", []),
        # One word spelled otherwise, a name inside a name, ranks and letters around it
        ("Al Gough", "Al Gough, also Goughe, was an actor.", ["Goughe", "Al Goughe"]),
        ("Frog House", "The Frog House (also Pond) is a house.", ["Pond"]),
        ("Luis Franco", "Luis (Leopoldo) Franco was a poet.", ["Luis Leopoldo Franco"]),
        ("Robert Penn", "Robert Stephen (Steve) Penn (born 1940) is a poet.", ["Robert Stephen Penn", "Steve Penn"]),
        ("John Mogg", "General Sir Herbert John Mogg XYZ (1913 – 2001) was an officer.", ["Herbert John Mogg"]),
        ("Oak Gas", "Oak Gas LLC is a company.", ["Oak Gas LLC"]),
        ("Vera Ray", "Vera Ray (born Vera Anna Berg May 8, 1973) is a singer.", ["Vera Anna Berg"]),
        (
            "Irrational Bees",
            "Irrational Bees: The Forces of Hives is a book.",
            ["Irrational Bees: The Forces of Hives"],
        ),
        # Later sentences
        ("Elm, Ohio", 'Elm is a town. Variant names were "Elm Bank" and "Elm Mine".', ["Elm", "Elm Bank", "Elm Mine"]),
        ("SS Elm", "SS Elm was a ship. During the war, she was known as USAT Elm.", ["USAT Elm"]),
        ("Jo Ray", "Jo Ray is a singer. He records under the name All Smiles.", ["All Smiles"]),
        ("Elm Ranch", "Elm Ranch is old. The ranch is also known as Merry Mare.", ["Merry Mare"]),
        ("Elm Ranch", "Elm Ranch is old. The barn is also known as Merry Mare.", []),
        ("Elm Ranch", "Elm Ranch is a ranch. Also known as the Merry Mare, it is old.", ["Merry Mare"]),
        ("Jo Ray", "Jo Ray is one of the artists in Butterfly Jam, formerly known as Dark Flower.", []),
        ("Tit", "Tit is a small bird of the hills and is also known as Oak Bird.", ["Oak Bird"]),
        # The sentence is of something else, or says too little to be sure
        ("Buffalo", "Bubalina, a subtribe also called the Bovini, is a group.", []),
        ("Foals", "Foals (like the Mares, also known as Mothers) are a band.", []),
        ("The Clock", "The Clock, also known as Once Upon a Time in York, is a film.", []),
        ("Tea", "Tea is a drink, known as chai in India.", []),
        ("Tea", "", []),
        ("Tea", "(((", []),
    ],
)
def test_names_in_the_first_sentences(title: str, text: str, names: list[str]) -> None:
    assert harvest(title, text) == names


def test_dates_sentences_and_single_words_of_the_title_are_no_names() -> None:
    text = "Ann Mary Lee, also known as Lee, also known as 4 May 1910, also known as " + "Lee of York " * 20 + "is old."
    assert harvest("Ann Mary Lee", text) == []


@given(st.text(max_size=30), st.text(max_size=300))
def test_any_text_gives_few_short_names(title: str, text: str) -> None:
    names = harvest(title, f"{title}, also known as {text}, is a thing.")
    assert len(names) <= MOST_ALIASES
    assert all(len(name) <= LONGEST_ALIAS for name in names)


def test_a_harvested_name_is_weaker_than_the_same_name_given() -> None:
    text = "Tea (also called cha, or black chai) is a drink."
    assert names_of("Tea", ["Cha"], text) == [
        ("tea", NameKind.TITLE),
        ("cha", NameKind.ALIAS),
        ("black chai", NameKind.HARVESTED),
        ("=blackchai", NameKind.LOOSE),
    ]


def test_the_honours_of_the_second_sentence_are_no_names() -> None:
    assert harvest("Jo Ray", "Jo Ray is a player. He was named First Team All-State.") == []


def test_the_quoted_name_of_a_ship_is_no_nickname() -> None:
    assert harvest("German submarine U-7 (1940)", 'German submarine "U-7" was a boat.') == []
