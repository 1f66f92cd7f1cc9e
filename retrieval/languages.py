"""In which language a text is, told by its script and its commonest words, so that its words are analysed as such.

Nothing is loaded and nothing fetched. A text is taken for English unless it clearly is not.
"""

import re
import unicodedata
from collections import Counter

__all__ = [
    "ASKING", "ASKING_TO_TELL_KOREAN", "BEING_ASKED_KOREAN", "BEING_KOREAN", "CODES", "ENGLISH", "HOW_TO_TELL_KOREAN",
    "KOREAN", "LANGUAGES", "REQUEST_KOREAN", "asks_in_korean", "has_cjk", "in_bigrams", "is_english", "language_of",
    "without_asking", "without_particles",
]  # fmt: skip

ENGLISH, KOREAN = "english", "korean"

# Words that every page of a language has and that English has not: a page is told by several of them.
_COMMON = {
    "danish": "og af til på det som er fra ikke efter eller også blev",
    "dutch": "het een van en voor met zijn werd door aan bij ook niet naar",
    "finnish": "ja oli että ei hän joka mutta myös ovat kuin vuonna jälkeen",
    "french": "le la les des du et est une dans par sur avec au aux qui que était sont été",
    "german": "der das und ist ein eine einer eines einem dem des im zum zur von mit auf für nicht auch sich nach bei "
    "wurde",
    "hungarian": "az és egy hogy nem volt meg után mint csak",
    "italian": "il lo gli di del della dei delle è una che per con nel nella si fu sono anche",
    "norwegian": "og av til på det som er fra ikke etter eller også ble",
    "portuguese": "os das dos do da em na é um uma que por com foi ao mais são não",
    "romanian": "și în la cu pe este din al ale sau mai după fost",
    "spanish": "el los las de del y en es un una que por con para fue al más su",
    "swedish": "och att ett som är på av för med det till från inte efter eller också blev",
    "turkish": "ve bir bu ile için olarak olan sonra çok",
}
# Words that shape a question and say nothing of what it is about.
ASKING = {
    "danish": "hvor hvem hvad hvornår hvilken hvilket hvilke hvorfor mange",
    "dutch": "wie wat wanneer waar welke welk hoe hoeveel waarom",
    "finnish": "kuka milloin missä mikä mitä miksi kuinka monta",
    "french": "qui quel quelle quels quelles quand où comment pourquoi combien",
    "german": "wer wen wem was wann wo wie viel viele warum wieso welche welcher welches welchem welchen wieviel heißt",
    "hungarian": "ki kik mikor hol melyik miért hány mi mit",
    "italian": "chi dove quale quali quando perché quanto quanti quante cosa come",
    "norwegian": "hvor hvem hva hvilken hvilket hvilke hvorfor når mange",
    "portuguese": "quem quando onde qual quais quanto quantos quantas como porquê",
    "romanian": "cine când unde câți câte ce cum care",
    "russian": "кто кого кому что когда где куда как какой какая какое какие каком почему зачем сколько",
    "spanish": "quién quiénes cuándo dónde cuál cuáles cuánto cuántos cuántas qué cómo",
    "swedish": "vem när vad vilken vilket vilka varför hur många var",
    "turkish": "kim zaman nerede hangi kaç neden nasıl ne",
}
_ENGLISH = frozenset(
    "the of and by with that from which his her this were are was is it its they been has first not but who whom what "
    "when where how why did does can could many".split()
)
_VOTES: dict[str, list[str]] = {}
for _language, _words in _COMMON.items():
    for _word in {*_words.split(), *ASKING[_language].split()} - _ENGLISH:
        _VOTES.setdefault(_word, []).append(_language)

_SCRIPTS = {
    "arabic": re.compile("[\u0600-\u06ff]"),
    "greek": re.compile("[\u0370-\u03ff]"),
    KOREAN: re.compile("[\uac00-\ud7a3\u1100-\u11ff]"),
    "russian": re.compile("[\u0400-\u04ff]"),  # and others in Cyrillic, whose endings are much the same
    "tamil": re.compile("[\u0b80-\u0bff]"),
}
LANGUAGES = (*_COMMON, *_SCRIPTS)
# ISO 639-1.
CODES = dict(
    zip((ENGLISH, *LANGUAGES), "en da nl fi fr de hu it no pt ro es sv tr ar el ko ru ta".split(), strict=True)
)
_LATIN = re.compile("[a-z]")
_HANGUL = re.compile("[가-힣]")
_WORD = re.compile(r"[^\W\d_]+")
# A text tells its language in its first characters, so many.
_BEGINNING = 400

# Chinese, Japanese and Korean, which do without spaces or hang particles on their words; Korean of decomposed letters.
_CJK = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff]+")
_JAMO = re.compile("[\u1100-\u11ff]")
# What marks the part a Korean word has in its sentence; a noun of one syllable is too short to be told from it.
_PARTICLE = re.compile(
    "(?:(?<=[가-힣]{2})|(?<=[^\\W가-힣]|[)\\]\"'”’」』》〉]))"
    "(?:에서는|에서의|에서|에게|으로는|으로|부터|까지|에는|이다|이며|은|는|이|가|을|를|의|에|와|과|로)(?![가-힣])"
)
# 누구 who, 언제 when, 어디 where, 무엇 what, 어느 which, 어떻게 how, 왜 why, 몇 how many, 얼마 how much; many people
# leave out the space before these, behind a particle, and the one after them.
_ASKS_OF_NOUNS = "어느|어떤|무슨|몇(?!몇)"
_ASKS = "누구|누가|누군|언제|언젠|어디|어딘|어딨|무엇|무언|뭐|뭔|뭘|어떻|얼마"
_BEFORE_ASKING = re.compile(
    f"(?<=[가-힣][은는가을를의에서])(?={_ASKS_OF_NOUNS}|{_ASKS})"
    # These syllables end names, too; and 아이누가 is "the Ainu" and no child.
    r"|(?<=[가-힣][이와과로도])(?=(?:누구|언제|어디|무엇|뭐|얼마)(?:[인야였예죠지니냐]|일까|에요|\W|$))"
)
# "Is it?", "was it?", however politely: the verb and its endings.
BEING_KOREAN = "(?:이었?|인|입|였|일)?"
BEING_ASKED_KOREAN = "가요?|지요?|니까|나요?|습니까|는가요?|까요?|에요|예요|[야냐니죠]"
# "Tell me", "explain it to me", and the like.
ASKING_TO_TELL_KOREAN = (
    r"(?:알려|설명해|말해|가르쳐|소개해|찾아|검색해|보여)\s?(?:줘|주세요|주실래요|주시겠어요|줄래|달라|봐|주라)요?"
)
# How it shall be told.
HOW_TO_TELL_KOREAN = r"(?:(?:좀|더|자세히|쉽게|간단히|간단하게|짧게|한번)\s*)*"
# The same, and that somebody would like to know.
REQUEST_KOREAN = rf"{ASKING_TO_TELL_KOREAN}|알고\s*싶(?:어요?|습니다)|궁금(?:해요?|합니다)"
# What may hang on the second kind: a particle, and such a verb; any other is the next word.
_PARTICLE_OF_ASKING = "에게서?|에서?|서|까지|부터|보다|든지|라도|동안|가[는에]|으?로|를|을|의|[와과나께게쯤]"
_IS_IT = f"{BEING_KOREAN}(?:{BEING_ASKED_KOREAN}|는지|을까요?|세요|데요?|라고|[며고란은는]|[가-힣])?"
_ASKING_KOREAN = re.compile(
    rf"(?<!\S)(?:왜(?!\w)|{_ASKS_OF_NOUNS}|(?:{_ASKS})(?:{_PARTICLE_OF_ASKING})?(?:{_IS_IT}(?![가-힣]))?)"
)
# The end of the verb that closes a Korean question, in its politer and plainer forms.
_QUESTION_END = re.compile(
    r"(?:이었|였|었|았|했|하였|되었|됐|인|은|는|한|된|되는|하는|있는|있었)?"
    r"(?:(?:습니까|입니까|합니까|됩니까|니까|가요|는가|은가|인가|던가|나요|을까요|을까|까요|느냐|지요|죠)(?=\s*[?？.]*\s*$)"
    r"|[까나니냐](?=\s*[?？]+\s*$))"
)
# What is left of a request is a question, or a name.
_REQUEST_END = re.compile(
    rf"(?:\s|(?<=에)|(?<=[서지를을]))(?:(?:대해서?|대하여|관해서?|관하여)\s*)?{HOW_TO_TELL_KOREAN}"
    rf"(?:{REQUEST_KOREAN})\s*[?？.!]*\s*$"
)


def language_of(text: str, *, question: bool = False) -> str:
    """The language of `text` by its English name in lower case: one of LANGUAGES, or English where none is clear.

    Chinese and Japanese are none of them: see `in_bigrams`. Few words are enough for a `question`, and a Korean one may
    be about a name in Latin letters that is longer than the rest of it.
    """
    beginning = text[:_BEGINNING].lower()
    if question and _HANGUL.search(beginning) and _ENGLISH.isdisjoint(beginning.split()):
        return KOREAN
    if len(_ENGLISH.intersection(beginning.split())) >= 4:
        return ENGLISH
    if not beginning.isascii():
        latin = len(_LATIN.findall(beginning))
        for language, letters in _SCRIPTS.items():
            if len(letters.findall(beginning)) > latin:
                return language
    words = _WORD.findall(beginning)
    distinct = frozenset(words)
    votes = Counter(language for word in distinct for language in _VOTES.get(word, ()))
    if not votes:
        return ENGLISH
    best = max(votes, key=lambda language: (votes[language], language))
    if question:
        enough = votes[best] >= 2 or words[0] in ASKING[best].split()
    else:
        enough = votes[best] >= max(2, len(distinct) / 10)
    return best if enough and votes[best] > len(_ENGLISH & distinct) else ENGLISH


def is_english(text: str) -> bool:
    """Whether `text` is none of LANGUAGES, and has more Latin letters than Chinese, Japanese or Korean characters."""
    beginning = text[:_BEGINNING].lower()
    cjk = sum(map(len, _CJK.findall(beginning)))
    return (not cjk or cjk < len(_LATIN.findall(beginning))) and language_of(text) == ENGLISH


def has_cjk(text: str) -> bool:
    """Whether Chinese, Japanese or Korean characters are in `text`."""
    return not text.isascii() and _CJK.search(text) is not None


def in_bigrams(text: str) -> str:
    """`text` with every Chinese, Japanese or Korean word cut into overlapping pairs of characters, by spaces.

    So 대한민국의 and 한국 share a term, as in Lucene's CJKAnalyzer. Korean particles are left out; other text stays.
    """
    if not has_cjk(text):
        return text
    if _JAMO.search(text):
        text = unicodedata.normalize("NFC", text)
    return _CJK.sub(_pairs, without_particles(text))


def without_particles(text: str) -> str:
    """`text` with a space for each Korean particle."""
    return _PARTICLE.sub(" ", text)


def _pairs(run: re.Match[str]) -> str:
    word = run.group()
    pairs = [word[place : place + 2] for place in range(len(word) - 1)] or [word]
    return f" {' '.join(pairs)} "


def asks_in_korean(text: str) -> bool:
    """Whether a text has a Korean word, or the end of one, that asks or wants to be told something."""
    return has_cjk(text) and without_asking(text).split() != text.split()


def without_asking(question: str) -> str:
    """A Korean question without its question words and the ending of its last verb; any other as it is."""
    if not has_cjk(question):
        return question
    apart = _BEFORE_ASKING.sub(" ", unicodedata.normalize("NFC", question))
    asked = _REQUEST_END.sub(" ", apart)
    return _QUESTION_END.sub(" ", _ASKING_KOREAN.sub(" ", asked))
