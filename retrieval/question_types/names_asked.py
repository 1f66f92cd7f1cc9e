"""How people ask for all that is known of something, "what is X?", "tell me about X", "X이 뭐야?": the name in it."""

import re
from collections.abc import Iterator, Sequence

from corpus.folding import bare, fold
from corpus.name_forms import ARTICLE
from retrieval.languages import (
    ASKING_TO_TELL_KOREAN,
    BEING_ASKED_KOREAN,
    BEING_KOREAN,
    HOW_TO_TELL_KOREAN,
    REQUEST_KOREAN,
    has_cjk,
)

__all__ = ["is_a_name", "is_made_singular", "is_part_of_name", "names_asked_for", "singular", "without_article"]

LONGEST_NAME = 100

_TELLING = (
    r"(?:(?:tell|teach|give|show)\s+me|i\s+(?:want|would\s+like|need)\s+to\s+(?:know|learn|read|hear)"
    r"|i['’]d\s+like\s+to\s+(?:know|learn|read|hear)|what\s+(?:do|can)\s+you\s+(?:know|tell\s+me))"
    r"\s+(?:(?:more|something|everything|anything|all|an?\s+bit|some|any)\s+)?(?:(?:info(?:rmation)?|facts)\s+)?"
    r"(?:about|of|on)"
    r"|(?:info(?:rmation)?|facts|(?:an?\s+)?(?:article|page|entry|summary))\s+(?:about|on|of)"
    r"|define|describe|summari[sz]e|look\s+up|search(?:\s+for)?|find|show\s+me|open|google"
)
_ENGLISH = [
    re.compile(pattern + r"[\s?.!]*$", re.IGNORECASE)
    for pattern in (
        # "Who is the president?" asks for a name; what a president is has not been asked.
        r"^who(?:['’]?s|\s+(?:is|was))\s+(?!the\s|an?\s)(?P<name>.+?)",
        r"^who\s+(?:are|were|r)\s+(?P<name>.+?)",
        r"^wh?at(?:['’]?s|\s+(?:exactly\s+)?(?:is|are|was|were))\s+(?:meant\s+by\s+)?(?P<name>.+?)(?:\s+exactly)?",
        r"^what\s+(?:does|do)\s+(?:the\s+(?:name|word|term)\s+)?(?P<name>.+?)\s+mean",
        rf"^(?:{_TELLING})\s+(?P<name>.+?)",
        r"^(?:explain|do\s+you\s+know)\s+(?:to\s+me\s+)?(?P<name>.+?)(?:\s+to\s+me)?",
        # "Meaning of life" may have an entry of its own.
        r"^(?:what(?:['’]?s|\s+is)\s+the\s+)?(?P<whole>(?:meaning|definition)\s+of\s+"
        r"(?:the\s+(?:name|word|term)\s+)?(?P<name>.+?))",
        r"^(?P<whole>(?P<name>.+?)\s+(?:definition|meaning|facts|info(?:rmation)?|wiki(?:pedia)?))",
        r"^(?:explain\s+)?(?:who|what)\s+(?P<name>.+?)\s+(?:is|are|was|were)",
    )
]
_PLURAL = re.compile(r"^what\s+(?:are|were)\b.*[^s]s[\s?.!]*$", re.IGNORECASE)
_KOREAN = [
    re.compile(rf"^(?:(?:저기요?|혹시|너|그럼)[,\s]+)?{pattern}[\s?？.!]*$")
    for pattern in (
        r"(?P<name>.+?)(?:이?란|은|는|이|가)?\s*(?:누구|무엇|뭐|뭔|(?:뭐\s?하는|어떤)\s*(?:거|것|사람))"
        rf"{BEING_KOREAN}(?:{BEING_ASKED_KOREAN}|임|데)?",
        rf"(?P<name>.+?)(?:이?란|은|는|이|가)?\s*(?:누구|누군|무엇|뭔|뭐)(?:인?지)\s*{HOW_TO_TELL_KOREAN}(?:{ASKING_TO_TELL_KOREAN}|아(?:세요|시나요|니|냐)|"
        r"궁금(?:해|합니다|해요))?",
        r"(?P<name>.{2,}?)이?란\s*[?？]",
        r"(?P<name>.+?)(?:\s+(?:항목|문서|페이지|(?:전체\s*)?(?:글|내용)))?(?:에\s*(?:대해서?|대하여|관해서?|관하여)|을|를)?\s*"
        rf"{HOW_TO_TELL_KOREAN}(?:{REQUEST_KOREAN}|설명하시오|아(?:세요|시나요|니)|알아)",
        r"(?P<name>.+?)(?:의|이라는\s*말의)?\s*(?:뜻|정의|의미|설명|정보|위키|문서)(?:은|는|이|가)?\s*(?:(?:뭐|무엇)\S{0,5}|좀)?",
    )
]
_BEFORE_NAME = "of|in|from|for|on|at|to|by|with|about|near|between"
# These ask for nothing that has a name.
_POINTING = frozenset("it this that he she they them these those there you we i".split())
_IDIOMS = frozenset(["up", "new", "next", "going on", "happening", "wrong", "best", "good"])


def names_asked_for(question: str) -> Iterator[str]:
    """The names, as they may stand in the titles, of what a question asks for as a whole; none if it asks otherwise."""
    for pattern in (*_ENGLISH, *_KOREAN):
        if len(question) <= 2 * LONGEST_NAME and (asked := pattern.match(question)):
            name = asked["name"].strip(" \"'“”‘’«»")
            if is_a_name(name):
                whole = asked.groupdict().get("whole") or name
                single = singular(name) if _PLURAL.match(question) else ()
                yield from dict.fromkeys((whole, name, without_article(name), *single))


def is_a_name(words: str) -> bool:
    """Whether words may be what something is called, rather than point at it."""
    return words.lower() not in _POINTING | _IDIOMS and len(words) <= LONGEST_NAME


def without_article(name: str) -> str:
    """A name without the article before it."""
    return ARTICLE.sub("", name)


def singular(name: str) -> tuple[str, ...]:
    """What one of several may be called; nothing where the name is no plural."""
    if not re.search(r"[^s]s$", name, re.IGNORECASE):
        return ()
    if re.search(r"[^aeiou\s]ies$", name, re.IGNORECASE):
        return (f"{name[:-3]}y", name[:-1])
    return (name[:-1], name[:-2]) if re.search(r"(?:s|x|z|ch|sh)es$", name, re.IGNORECASE) else (name[:-1],)


def is_made_singular(name: str, question: str) -> bool:
    """Whether the name is no word of the question, but what one of several may be called."""
    return _PLURAL.match(question) is not None and not fold(question).endswith(fold(name))


def is_part_of_name(title: str, names: Sequence[str], question: str) -> bool:
    """Whether a title is no more than a part of the `names` a question asks for: of "honey bees", "the fire of London".

    Not of what is asked of it, "the capital of France", "Marie Curie famous for"; but of what is told apart by a year,
    "the 1966 World Cup". Of Korean names it cannot be told.
    """
    written = re.escape(fold(bare(title)))
    if re.search(rf"\b\d{{4}} {written}\b", fold(question)):
        return True
    of_it = re.compile(rf"(?:.* (?:{_BEFORE_NAME})(?: the| an?)? )?{written}(?:.* (?:{_BEFORE_NAME}|like))?")
    english = [fold(name) for name in names if not has_cjk(name)]
    return bool(english) and not any(map(of_it.fullmatch, english))
