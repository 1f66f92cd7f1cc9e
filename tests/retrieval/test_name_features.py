"""What of an entry speaks for a name that it has not."""

import pytest

from retrieval.name_features import NAME_FEATURES, NameEvidence, name_features


@pytest.mark.parametrize(
    ("name", "lead", "introduced"),
    [
        ("Lydia in a Loge", "Woman in a Loge (or Lydia in A Loge) is a painting.", True),
        ("the Pill", 'often referred to as the Birth Control Pill or colloquially as "the Pill", is a type', True),
        ("AK-206", "USS Pontotoc (AK 206/AG-94) was a ship", True),
        ("AG-94", "USS Pontotoc (AK 206/AG-94) was a ship", True),
        ("Irish Crimes Act", "It was informally called the Crimes Act, Irish Crimes Act, or", False),
        ("Crimes Act", "It was informally called the Crimes Act, Irish Crimes Act, or", True),
        ("manzanita", "a species of manzanita known by the common name Schreiber's manzanita", False),
        ("Pulsar", "the Pulsarian names", False),
        ("c++ (", "names such as C", True),
        ("?", "as ?", False),
    ],
)
def test_what_introduces_a_name(name: str, lead: str, *, introduced: bool) -> None:
    of = NAME_FEATURES.index("introduced")
    evidence = NameEvidence(1, "a", "Another title", lead, len(lead))
    assert name_features(name, [evidence])[0][of] == introduced


def test_of_two_leads_that_say_a_name_neither_says_it_alone() -> None:
    of = NAME_FEATURES.index("phrase_alone")
    leads = ["A goose is grey.", "The grey goose flies.", "Grey Goose, a boat"]
    gathered = [NameEvidence(key, str(key), "Another title", lead, len(lead)) for key, lead in enumerate(leads)]
    assert [row[of] for row in name_features("Grey goose", gathered)] == [0.0, 0.5, 0.5]
    assert [row[of] for row in name_features("goose is", gathered)] == [1.0, 0.0, 0.0]
