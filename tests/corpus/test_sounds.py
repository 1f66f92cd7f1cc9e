import pytest

from corpus.sounds import consonants, sounds_of, spoken


@pytest.mark.parametrize(
    "spellings",
    [
        "Tchaikovsky Tschaikowski Tchaikowsky Chaikovskii Чайковский 차이콥스키",
        "Dostoevsky Dostoyevsky Достоевский 도스토옙스키",
        "Einstein Ainshtain Эйнштейн 아인슈타인",
        "Socrates Sokrates Σωκράτης 소크라테스",
        "Beethoven Бетховен 베토벤",
        "Gaddafi Qaddafi Kadhafi Gadafi",
    ],
)
def test_one_name_in_many_transliterations_sounds_alike(spellings: str) -> None:
    assert len({consonants(spoken(spelling)) for spelling in spellings.split()}) == 1


def test_other_names_sound_otherwise() -> None:
    names = "Tchaikovsky Dostoevsky Einstein Socrates Beethoven Gaddafi Stravinsky Newton Shakespeare".split()
    assert len({consonants(spoken(name)) for name in names}) == len(names)


@pytest.mark.parametrize("name", ["", "Io", "Leo", "東京", "هرات", "1984", "\ud800"])
def test_what_has_too_few_consonants_has_no_sound(name: str) -> None:
    assert consonants(spoken(name)) == ""


def test_a_name_is_kept_by_all_its_words_and_by_its_last() -> None:
    assert sounds_of("Pyotr Tchaikovsky (composer)") == ["~ptl ckpsk", "~ckpsk"]
    assert sounds_of("Tchaikovsky") == ["~ckpsk"]


def test_what_is_written_as_it_was_heard_is_spoken_alike() -> None:
    assert spoken("fezent") == spoken("pheasant")
    assert spoken("kloreen") != spoken("klorn")
    assert spoken("Ёлка 东京") == "alka 东京"
