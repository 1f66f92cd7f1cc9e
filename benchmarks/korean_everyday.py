"""What Koreans ask of any entry ("X 언제 태어났어?"): how often does the first quotation of an English entry say it?

    python -m benchmarks.korean_everyday INDEX [--of-a-form 20] [--misspelled]

The questions are about entries whose titles are in `korean/words.txt`, and are made as those of
`benchmarks.everyday_questions` are; `--misspelled` puts another vowel into each name. Each is asked without its entry
as well: the last two columns are how much is refused then, and how much answered without doubt.
"""

import argparse
import random
import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterator
from pathlib import Path

from benchmarks.everyday import Outcome, asked, report
from benchmarks.everyday_questions import BEGINNING, EVERYDAY, FORMS, Everyday
from retrieval import Encyclopedia
from retrieval.korean.glossary import words_by_hand

# The forms of `benchmarks.everyday_questions` in Korean, without the particle that depends on the name.
KOREAN = {
    "when was %s born": ["%s 언제 태어났어?", "%s 생일이 언제야"],
    "when did %s die": ["%s 언제 죽었나요?", "%s 사망일"],
    "where was %s born": ["%s 어디서 태어났어?", "%s 고향은?"],
    "where did %s die": ["%s 어디서 죽었어?"],
    "what nationality is %s": ["%s 어느 나라 사람이야?", "%s 국적"],
    "why is %s famous": ["%s 누구야?", "%s 왜 유명해?"],
    "population of %s": ["%s 인구", "%s 인구는 얼마나 돼?"],
    "where is %s": ["%s 어디에 있어?", "%s 어디야"],
    "when was %s founded": ["%s 언제 세워졌어?", "%s 설립연도"],
    "who directed %s": ["%s 감독이 누구야?", "%s 누가 감독했어?"],
    "who wrote %s": ["%s 누가 썼어?", "%s 작가는 누구인가요?"],
    "how big is %s": ["%s 면적이 얼마야?"],
    "how high is %s": ["%s 높이"],
    "how did %s die": ["%s 왜 죽었어?"],
    "who founded %s": ["%s 누가 세웠나요", "%s 설립자"],
    "who designed %s": ["%s 누가 설계했어?"],
    "who invented %s": ["%s 누가 발명했나요?", "%s 누가 만들었어?"],
    "capital of %s": ["%s 수도는?", "%s 수도가 어디야?"],
    "official language of %s": ["%s 공용어가 뭐야"],
    "%s spouse": ["%s 배우자는 누구야?", "%s 누구랑 결혼했어?"],
    "when was %s released": ["%s 언제 나왔어?", "%s 개봉일"],
    "when did %s end": ["%s 언제 끝났어?"],
    "when was %s built": ["%s 언제 지어졌어?"],
    "how long is %s": ["%s 길이가 얼마야"],
    "cause of %s": ["%s 원인은?"],
    "symptoms of %s": ["%s 증상"],
}
VOWELS = {"ᅢ": "ᅦ", "ᅦ": "ᅢ", "ᅩ": "ᅮ", "ᅮ": "ᅩ", "ᅥ": "ᅡ", "ᅡ": "ᅥ", "ᅵ": "ᅴ", "ᅳ": "ᅮ", "ᅧ": "ᅥ", "ᅣ": "ᅡ"}


def questions(encyclopedia: Encyclopedia, of_a_form: int, *, misspelled: bool) -> Iterator[Everyday]:
    """Up to so many questions of each form."""
    chance, left = random.Random(7), dict.fromkeys((form for forms in KOREAN.values() for form in forms), of_a_form)
    known = words_by_hand()
    words = [(korean, english.partition(" / ")[0]) for korean, english in known.items() if len(korean) > 2]
    chance.shuffle(words)
    for korean, english in words:
        match = encyclopedia.known(english) if english else None
        entry = match.entry if match is not None and match.kind in ("exact", "folded") else None
        name = another_vowel(korean, known, chance) if entry is not None and misspelled else korean
        for pattern, asking in FORMS if entry is not None and name else ():
            forms = [form for one in asking for form in KOREAN.get(one, ()) if left[form]]
            if entry is not None and forms and (found := pattern.search(entry.text[:BEGINNING])):
                form = chance.choice(forms)
                left[form] -= 1
                yield Everyday(EVERYDAY, form, form % name, (found[1],), entry.title, named_often=False)


def another_vowel(word: str, known: Container[str], chance: random.Random) -> str:
    """A word with one vowel taken for another; "" where that is another word."""
    letters = list(unicodedata.normalize("NFD", word))
    place = chance.choice([place for place, letter in enumerate(letters) if letter in VOWELS] or [0])
    letters[place] = VOWELS.get(letters[place], letters[place])
    other = unicodedata.normalize("NFC", "".join(letters))
    return "" if other in known else other


def main() -> None:
    """Run the command line of the docstring above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("--of-a-form", type=int, default=20)
    parser.add_argument("--misspelled", action="store_true")
    options = parser.parse_args()
    outcomes: dict[str, list[Outcome]] = defaultdict(list)
    with Encyclopedia.open(options.index) as encyclopedia:
        for row in questions(encyclopedia, options.of_a_form, misspelled=options.misspelled):
            outcome = asked(encyclopedia, row)
            outcomes[row.form].append(outcome)
            outcomes["about all"].append(outcome)
    report(outcomes)


if __name__ == "__main__":
    main()
