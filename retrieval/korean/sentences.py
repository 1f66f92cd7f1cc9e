"""A longer Korean question in English order, by the particles of its words and the endings of its verbs.

Korean has its verb last, what describes a noun before it, and what a word does in its sentence behind the word:
"노벨상을 처음 받은 여성은 누구인가요" is "Nobel prize [object] first received woman [topic] who is". From left to right
phrases are kept until the verb or the noun comes that they belong to. The outcome is no good English ("when berlin wall
fell"), but has its words where a model that has read only English looks for them.
"""

import re
from collections.abc import Iterator, Sequence

from retrieval.korean.comparisons import comparison
from retrieval.korean.glossary import forms_of, glossary, parts_in_english, verbs
from retrieval.korean.numbers import numbers_in_english
from retrieval.korean.word_order import SUPERLATIVE, Sentence, in_order, joined
from retrieval.languages import ASKING_TO_TELL_KOREAN, BEING_ASKED_KOREAN, BEING_KOREAN, has_cjk

__all__ = ["sentence_in_english"]

# A longer question is too hard to read. So many words may be one name, of so many syllables at least.
MOST_WORDS, MOST_JOINED, SHORTEST_JOINED = 12, 4, 3

_IS = rf"{BEING_KOREAN}(?:{BEING_ASKED_KOREAN}|[임인어]|데요?|더라|지|고)?"
_HANGS_ON = rf"(?:에서부터|에서는|에서|에게서?|에는?|서|까지|부터|으?로|[를을가이의와과]|이?랑|쯤|나)?{_IS}"
# Words that ask, and what they are in English. 몇, "how many", is asked of what is counted.
_ASKS = [
    (re.compile(f"(?:{korean}){_HANGS_ON}"), asks)
    for korean, asks in (
        ("누구|누군|누가|누굴", "who"), ("언제|언젠|며칠", "when"), ("어디|어딘", "where"), ("왜", "why"),
        ("어떻게|얼마나", "how"),
        ("무엇|무언|뭐|뭔|뭘|무얼", "what"), ("얼마|어느정도", "how much"),
        ("몇년마다", "how often"), ("몇(?:년도|년대?|월|해|세기)", "when"), ("몇[살세]", "how old"),
        ("몇도", "what temperature"),
        ("몇(?:시간|분|일|개월|년동안|미터|킬로미터|킬로|km|m|cm)", "how long"), ("몇(?:번|차례|회)", "how many times"),
        ("몇(?:번째|대|위)", "which"), ("몇(?:개국|개|명|권|마리|가지|곳|종류?|채|장|편|점|군데)의?", "how many"),
    )
]  # fmt: skip
# These are asked of the noun behind them, where they stand apart or begin its word.
_ASKS_OF = {"어떤": "what", "무슨": "what", "어느": "which", "몇": "how many"}
_ASKS_OF_NEXT = re.compile("(어떤|무슨)$|(어느|몇)(?=[가-힣])")
_COUNTER = re.compile("(?:개국|개|명|권|마리|가지|곳)$")
_MANY = re.compile("많[은이]")
# Nouns that only say what is asked for: the person who.
_HOLLOW = {
    **dict.fromkeys("사람 사람들 인물 분".split(), "who"),
    **dict.fromkeys("때 해 날 날짜 연도 년도 시기 시점".split(), "when"),
    **dict.fromkeys("곳 장소".split(), "where"),
    **dict.fromkeys("이유 까닭 원인".split(), "why"),
    **dict.fromkeys("것 건 게 거".split(), "what"),
}  # fmt: skip
_ADVERBS = {"처음": "first", "처음으로": "first", "최초로": "first", "가장": "most", "제일": "most"}
_AMONG = re.compile("중에?서?|가운데")
# Words without which it is the same question.
_IDLE = re.compile(
    "현재|지금|총|모두|원래|보통|대략|약|혹시|그럼|근데|그런데|이름[은이]?|쉽게|자세히|간단히|좀|한번|같이"
)
_TELL = re.compile(f"{ASKING_TO_TELL_KOREAN}|알아|아니|아세요")
# What is asked of something is asked of what it is not in the same words.
_IS_NOT = re.compile("아니(?:야|에요|예요|지요?|죠|냐|라|다|었어요?|었나요?|ㄴ가요?)|아닌가요?|아닙니까|아닌데요?")
_ROLES = {
    "은": "topic", "는": "topic", "께서는": "topic", "이": "subject", "가": "subject", "께서": "subject",
    "을": "object", "를": "object", "의": "of", "에서": "in", "에서는": "in", "에": "in", "에는": "in", "까지": "to",
    "부터": "from", "와": "and", "과": "and", "랑": "and", "이랑": "and", "하고": "and", "로": "with", "으로": "with",
}  # fmt: skip
_PARTICLE = re.compile(f"(?<=[가-힣a-z0-9])({'|'.join(sorted(_ROLES, key=len, reverse=True))})$")
_COPULA = re.compile(f"(?<=[가-힣a-z0-9]){_IS}$")
# Syllables that end in an n or an l, as a verb does before the noun that it describes.
_DESCRIBES = tuple(map(chr, (*range(ord("간"), ord("힣"), 28), *range(ord("갈"), ord("힣"), 28))))
_DOING = re.compile("(?:하|되|시키|받|지)(?:는|던)$")
# What stands with a verb, as "most" in what is sold most.
_OF_VERBS = ("많이", "자주", "오래", "먼저", "일찍", "늦게", "빨리", "높이", "멀리")
_DOES_ALONE = re.compile("한|하는|했던|할|해요?|하나요?|하니|하냐|했어요?|했나요?|했니|했지요?|했는데?")
_BECOMES = re.compile("(?:됐|되었|돼|되)(?:어요?|나요?|니|냐|지요?|죠|는가)?")
_DOES = re.compile("[하했되됐한된해돼받당]")
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_YEAR = re.compile(r"\d{4}")
_END = re.compile(r"[\s?？.!~ㅋㅎㅠㅜ]+$")

# So many words were read where none of the kind stands.
_UNREADABLE = 0


def sentence_in_english(question: str) -> str:
    """The question in English order; "" where a word is unknown, or its sentence is too long or of another form."""
    if (pair := comparison(question)) is not None:
        one, other, wording = pair
        names = _english(one), _english(other)
        return wording.format(*names) if all(names) else ""
    # What is counted is left out of numbers, but not behind "how many".
    about, _, text = _END.sub("", question).rpartition(": ")
    text = numbers_in_english(text.replace("몇", "\0")).replace("\0", "몇")
    words = re.sub(r"(몇|어느) (?=\S)", r"\1", text).lower().split()
    if not 1 < len(words) + bool(about) <= MOST_WORDS:
        return ""
    sentence = Sentence()
    if about:  # the entry that a follow-up is about
        title = _english(" ".join(re.findall(r"\w+", _PARENTHESIS.sub("", about.lower()))))
        if title is None:
            return ""
        sentence.phrases.append(("topic", title))
    place = 0
    while place < len(words):
        read = _asking(sentence, words, place) or _small(sentence, words, place) or _phrase(sentence, words, place)
        if not read:
            return ""
        place += read
    return in_order(sentence)


def _asking(sentence: Sentence, words: Sequence[str], place: int) -> int:
    """Read a word that asks, and with it the noun that it is asked of if they are written together."""
    word, behind = words[place], words[place + 1 :]
    if sentence.asks == "how" and _MANY.fullmatch(word):
        sentence.asks, sentence.asks_of_next = "how many", word.endswith("은")
    elif asks := next((asks for pattern, asks in _ASKS if pattern.fullmatch(word)), ""):
        of_next = _COUNTER.search(word) and behind and _verb(behind[0]) is None and behind[0][0] not in "있없되돼"
        sentence.ask(asks, of_next=asks == "which" or word.endswith("의") or bool(of_next))
        if asks == "how many" and not sentence.asks_of_next and sentence.phrases:
            sentence.asked = sentence.phrases.pop()[1]
    elif asks_of := _ASKS_OF_NEXT.match(word):
        sentence.ask(_ASKS_OF[asks_of[0]], of_next=True)
        if noun := word[asks_of.end() :]:
            return _phrase(sentence, [*words[:place], noun, *words[place + 1 :]], place)
    else:
        return _UNREADABLE
    return 1


def _small(sentence: Sentence, words: Sequence[str], place: int) -> int:
    """Read a word that is no phrase by itself, or the verb of the sentence."""
    word, behind = words[place], words[place + 1 :]
    is_not = not behind and bool(sentence.phrases) and _IS_NOT.fullmatch(word) is not None
    sentence.copula = sentence.copula or is_not
    if is_not or _IDLE.fullmatch(word) or (not behind and _TELL.fullmatch(word)):
        return 1
    if (adverb := _ADVERBS.get(word)) and (adverb == "first" or next(_names(words, place))[2] == 1):
        sentence.adverb = adverb
        return 1
    if _AMONG.fullmatch(word) and sentence.before:
        sentence.noun("", "among")
        return 1
    if sentence.waits() and _does(sentence, word, last=not behind):
        return 1
    if (verb := _verb(word)) is None:
        return _UNREADABLE
    if len(behind) == 2 and behind[0] == "수" and behind[1][0] in "있없":
        sentence.can, sentence.verb = True, verb
        return 3
    if not behind:
        sentence.verb = verb
    elif _DOING.search(word):
        sentence.describe(verb, acts=True)
    else:
        return _UNREADABLE
    return 1


def _does(sentence: Sentence, word: str, *, last: bool) -> bool:
    """Whether a word says only that what waits is done, "우승을 한 나라", or that somebody becomes it."""
    if last and _BECOMES.fullmatch(word):
        sentence.become()
        return True
    does = _DOES_ALONE.fullmatch(word) is not None
    if does and not last:
        sentence.describe("", acts=True)
    return does


def _phrase(sentence: Sentence, words: Sequence[str], place: int) -> int:
    """Read a noun or a name, or a verb that describes the next one."""
    word = words[place]
    doing = _verb(word) if sentence.waits() and word.endswith(_DESCRIBES) and place + 1 < len(words) else None
    if doing and word.endswith("는"):
        sentence.describe(doing, acts=True)
        return 1
    for noun, particle, count in _names(words, place, 1 if doing else MOST_JOINED):
        english = _english(noun)
        if english is None:
            continue
        ends = place + count == len(words)
        describes = not particle and count == 1 and not ends and noun.endswith(_DESCRIBES)
        verb = _verb(noun) if describes else None
        if SUPERLATIVE.fullmatch(english) and noun.endswith(_OF_VERBS):
            sentence.adverb = english
        elif SUPERLATIVE.fullmatch(english) and not particle:
            sentence.describe(english, acts=False)
        elif describes and (sentence.waits() or (verb and noun in glossary().written)):
            sentence.describe(verb if verb and sentence.waits() else english, acts=not verb or verbs().acts(noun))
        elif ends and ((sentence.asks and noun == word) or _DOES.match(word[len(noun) :])):
            sentence.verb = english
        elif _YEAR.fullmatch(noun) and not particle:
            sentence.phrases.append(("in", noun))
        elif english or noun in _HOLLOW:
            _add(sentence, noun, english, _ROLES.get(particle, ""), copula=ends and noun != word)
        return count
    if word.endswith(_DESCRIBES) and (verb := _verb(word)):
        sentence.describe(verb, acts=True)
        return 1
    return _UNREADABLE


def _add(sentence: Sentence, noun: str, english: str, role: str, *, copula: bool) -> None:
    """Take up a noun; one that is hollow stands for the clause before it, or for those among which it is."""
    sentence.copula = sentence.copula or (copula and not role)
    role = role or ("topic" if copula else "")
    among = next((words for of, words in sentence.phrases if of == "among"), "")
    if noun in _HOLLOW and among and sentence.before:
        sentence.phrases = [phrase for phrase in sentence.phrases if phrase[0] != "among"]
        sentence.noun(among, role or "topic")
    elif noun in _HOLLOW and sentence.behind and not sentence.before:
        sentence.phrases.append(("hollow", sentence.behind))
        sentence.hollow, sentence.behind = _HOLLOW[noun], ""
    else:
        sentence.noun(english, role)


def _names(words: Sequence[str], place: int, most: int = MOST_JOINED) -> Iterator[tuple[str, str, int]]:
    """What may stand at a place, a name of several words first: it, the particle behind it, and how many words."""
    known = glossary()
    written = known.written
    for count in range(min(most, len(words) - place), 0, -1):
        before, last = "".join(words[place : place + count - 1]), words[place + count - 1]
        bare = _PARTICLE.sub("", last)
        # What is written with its particle as well is the same without.
        same = known.first(before + bare) == known.first(before + last)
        for form in [bare, *forms_of(last)] if same and place + count < len(words) else forms_of(last):
            if before + form in written and (count == 1 or len(before + form) >= SHORTEST_JOINED):
                yield before + form, last[len(form) :] if last.startswith(form) else "", count
    word = words[place]
    ending = _COPULA if place == len(words) - 1 else _PARTICLE
    for bare in (ending.sub("", word), word):
        yield bare, word[len(bare) :], 1


def _english(noun: str) -> str | None:
    """What a noun is in English; None if it is unknown."""
    if not has_cjk(noun):
        return noun
    parts = parts_in_english(noun)
    if parts is None:
        return "" if noun in _HOLLOW else None
    return joined(*(english for _, english in parts))


def _verb(word: str) -> str | None:
    """What a verb is in English; None if it is none that is known."""
    form = verbs().form(word)
    return None if form is None else " ".join(glossary().first(form))
