"""The forms of a short Korean question, and what each is in English: what is asked of a name by a verb or a noun."""

import re

from retrieval.languages import BEING_ASKED_KOREAN, BEING_KOREAN, REQUEST_KOREAN

__all__ = ["ASKED_OF", "FORMS", "HOW_TOLD", "NAME", "PLAIN", "WHEN_DONE", "WHETHER_TOLD"]

# Syllables that end in an n, as a verb does before the noun that it describes.
_ENDS_IN_N = f"[{''.join(map(chr, range(ord('간'), ord('힣'), 28)))}]"

NAME = r"(?P<name>\S.*?)"
# A longer one before a verb is a sentence: `korean/sentences.py`.
_SHORT_NAME = r"(?P<name>\S+(?:\s\S+)?)"
# How it shall be told; and that one would like to know, behind 지, "whether".
HOW_TOLD = re.compile(rf"(?<=\S)(?:\s(?:좀|더|자세히|쉽게|간단히|간단하게|짧게|한번))+(?=\s*(?:{REQUEST_KOREAN})?$)")
WHETHER_TOLD = re.compile(
    rf"(?<=지)\s*(?:좀\s*)?(?:{REQUEST_KOREAN}|궁금\S*|아(?:세요|시나요|니|냐)|알아\S*|모르겠\S*)$"
)
_DIED, _BORN = r"(?:죽|사망|돌아가|별세|서거|세상을|숨졌)", r"(?:태어|출생|탄생)"
_IS = rf"{BEING_KOREAN}(?:{BEING_ASKED_KOREAN}|임|데요?|어요?)?"
_FROM = r"(?:에서?|서)?"
_WHEN, _IN_WHICH_YEAR = r"(?:\s*(?:언제|언젠|뭐|몇)\S*)?", r"(?:언제|몇\s*년도?에?|며칠에?)"
_WHAT = r"[은는이가]?(?:\s*(?:뭐|뭔|무엇|어디|어딘)\S*)?"
# Behind a verb that describes them: the day, the year when; or "that", of which it is asked when.
_DAY = rf"\s*(?:(?:날짜?|해|연도|년도|때|시기|시점)[은는이가]?{_WHEN}|(?:게|건|것[은이])\s*(?:언제|몇\s*년)\S*)"
_LAND = r"(?:어느|어떤|무슨|어디)\s?(?:나라|도시|대륙|지역|지방)"
_THAT = r"(?:이?란(?:\s*[게건거])?|이?라는\s*(?:건|게|것[은이]))?"
_WHO_IS, _WHAT_IS, _WHERE_IS = "who is {name}", "what is {name}", "where is {name}"
_WHEN_BORN, _WHEN_DIED, _HOW_DIED = "when was {name} born", "when did {name} die", "how did {name} die"
_WHERE_BORN, _KNOWN_FOR, _MARRIED = "where was {name} born", "what is {name} known for", "who is {name} married to"
WHEN_DONE, _NATIONALITY = "when {name} {verb}", "what nationality is {name}"
# What is measured, by the syllables that the adjective begins with.
_HOW = {
    "[크커큰큼]|넓": "big", "높": "high", "길|긴(?!\\s)|김$": "long", "깊": "deep", "무[거겁]": "heavy",
    "빠[르른름]|빨라": "fast", "멀|먼": "far", "뜨[거겁]": "hot",
}  # fmt: skip
# What is asked of a name is told by the question word and a verb, which may be any, or by a noun.
FORMS = [
    (re.compile(pattern), wording)
    for pattern, wording in (
        (rf"{NAME}\s*누구(?:랑|와|하고)?\s*(?:결혼|혼인)\S*(?:\s*했\S*)?", _MARRIED),
        (rf"{NAME}[이가은는]?\s+결혼(?:한\s*|\s*상대|\s*한\s*)(?:사람|분|여자|남자)?{_WHAT}(?:\s*누구\S*)?", _MARRIED),
        (rf"{NAME}[을를]?\s+(?P<verb>\S*[한든린쓴낸운은진킨른])\s*(?:사람|분|인물)[은이]?(?:\s*누구\S*)?",
         "who {verb} {name}"),
        (rf"{NAME}\s*어디{_FROM}\s*{_BORN}\S*", _WHERE_BORN),
        (rf"{NAME}\s*(?:출생지|고향|태어난\s*(?:곳|나라|도시|장소|지역)){_WHAT}", _WHERE_BORN),
        (rf"{NAME}\s*{_IN_WHICH_YEAR}\s*{_BORN}\S*", _WHEN_BORN),
        (rf"{NAME}\s*(?:생일|생년(?:월일)?|출생\s?(?:일|연도|년도|날짜)?|탄생일|몇\s*년생)\S{{0,3}}{_WHEN}",
         _WHEN_BORN),
        (rf"{NAME}\s+(?:태어난|출생한|탄생한){_DAY}", _WHEN_BORN),
        (rf"{NAME}\s*(?:{_IN_WHICH_YEAR}|몇\s*살에)\s*{_DIED}\S*(?:\s*떠\S*)?", _WHEN_DIED),
        (rf"{NAME}\s*(?:사망|서거|별세)\s?(?:일|연도|년도|날짜?|시기)?[은는이가]?{_WHEN}", _WHEN_DIED),
        (rf"{NAME}\s+(?:죽은|사망한|돌아가신|별세한|서거한|세상을\s*떠난){_DAY}", _WHEN_DIED),
        (rf"{NAME}\s*어디{_FROM}\s*{_DIED}\S*", "where did {name} die"),
        (rf"{NAME}\s*(?:왜|어떻게|어쩌다가?|(?:뭐|무엇)\s?때문에|뭘로|무엇으로)\s*{_DIED}\S*(?:\s*(?:떠|됐)\S*)?",
         _HOW_DIED),
        (rf"{NAME}\s+(?:사인|(?:사망|죽음의|죽은|사망한|돌아가신)\s*(?:원인|이유|까닭)){_WHAT}", _HOW_DIED),
        (rf"{NAME}\s*(?:어딘가요|어디(?:쯤)?{_IS}|(?:어디에?\s*(?:있|위치)|어딨|위치\S?\s*어디)\S*(?:\s*있\S*)?)",
         _WHERE_IS),
        (rf"{NAME}\s*{_LAND}에\s*(?:있|위치)\S*(?:\s*있\S*)?", _WHERE_IS),
        (rf"{NAME}\s+(?:위치|소재지|(?<=[이가]\s)(?:있는|위치한)\s*(?:곳|나라|장소)){_WHAT}", _WHERE_IS),
        (rf"{NAME}\s*(?:(?:어느|어떤)\s*나라|어디)\s*(?:사람|출신)\S*", _NATIONALITY),
        (rf"{NAME}\s*국적[은는이가]?(?:\s*(?:어디|뭐|무엇)\S*)?", _NATIONALITY),
        (rf"{NAME}\s*{_LAND}{_IS}", _WHERE_IS),
        (rf"{NAME}\s*(?:어느|어떤|무슨)\s?나라\s*[가-힣]+?(?:{_IS}|거야)", "where is {name} from"),
        (rf"{NAME}\s*(?:왜|뭘로|뭐로|무엇으로|뭐\s?(?:때문에|해서))\s*(?:유명|알려)\S*(?:\s*있\S*)?", _KNOWN_FOR),
        (rf"{NAME}\s+유명한\s*(?:이유|까닭){_WHAT}", _KNOWN_FOR),
        (rf"{NAME}(?:이?라는\s*(?:사람|분|인물)[은이]?)?\s*"
         rf"(?:누구|누군|(?:뭐|뭘)\s?(?:하[는던]|한|했던)\s*(?:사람|인물|분)|어떤\s*(?:사람|인물|분)){_IS}", _WHO_IS),
        (rf"{NAME}(?:에\s*(?:대한|관한))?\s+(?:간단\s*)?(?:설명|소개|개요|요약|개념|정의|정보){_WHAT}(?:\s*좀)?",
         _WHAT_IS),
        (rf"{NAME}\s+(?:뜻|의미){_WHAT}(?:\s*좀)?", "what does {name} mean"),
        (rf"{NAME}\s*(?:뭐|뭔|무엇)인?지", _WHAT_IS),
        (rf"{NAME}\s*(?:누구|누군)인?지", _WHO_IS),
        (rf"{NAME}{_THAT}\s*(?:뭐|뭔|뭘|뭡|무엇|(?:뭔|무슨)\s*(?:뜻|말|의미)|(?:뭐\s?하는|어떤)\s*(?:곳|데|거|것)){_IS}",
         _WHAT_IS),
        (rf"{NAME}에\s*(?:대해서?|대하여|관해서?|관하여)(?:\s*(?:\S+\s*)?(?:{REQUEST_KOREAN}))?", _WHAT_IS),
        *((rf"{NAME}\s*얼마나\s*(?:{korean})\S*", f"how {english} is {{name}}") for korean, english in _HOW.items()),
        (rf"{NAME}\s*(?:얼마나\s*(?:오래\s*)?|몇\s?년(?:이나|까지|동안)?\s*)(?:살(?!았)|사[나는니냐])\S*",
         "how long does {name} live"),
        (rf"{NAME}(?:에서|\s?때)?\s*(?:사람[이은]?\s*)?몇\s*명(?:[이은]나?)?\s*(?:죽|사망|희생)\S*",
         "how many people died in {name}"),
        (rf"{NAME}(?:에서)?\s*(?:(?:어디|어느\s*(?:나라|팀|쪽))[가이]\s*이[겼김]\S*|이긴\s*(?:나라|팀|쪽|곳){_WHAT})",
         "who won {name}"),
        (rf"{NAME}에?\s*누가\s*(?:나[와오왔온]|출연)\S*", "cast of {name}"),
        (rf"{NAME}\s*누가\s*(?P<verb>\S+)", "who {verb} {name}"),
        (rf"누가\s+{NAME}[을를]\s*(?P<verb>\S+)", "who {verb} {name}"),
        (rf"{NAME}\s*(?:언제|몇\s*년도?에)\s*(?P<verb>\S+)", WHEN_DONE),
        (rf"{NAME}\s*어디{_FROM}\s*(?P<verb>\S+)", "where {name} {verb}"),
        (rf"{NAME}\s*왜\s*(?:일어|발생|생[겼긴기])\S*", "cause of {name}"),
        (rf"{NAME}\s+(?:일어|발생|생[긴기])\S*\s*(?:이유|원인|까닭){_WHAT}", "cause of {name}"),
        (rf"{_SHORT_NAME}\s+(?P<verb>\S*{_ENDS_IN_N})\s*(?:이유|까닭|원인){_WHAT}", "why {name} {verb}"),
        (rf"{NAME}\s+(?P<verb>\S+?)(?:의\s*|\s+)(?:원인|이유|까닭){_WHAT}", "cause of {verb} of {name}"),
        (rf"{NAME}\s*왜\s*(?P<verb>\S+)", "why {name} {verb}"),
        (rf"{NAME}\s*어떻게\s*(?P<verb>\S+)", "how {name} {verb}"),
        (rf"{_SHORT_NAME}\s+(?P<verb>\S*{_ENDS_IN_N}){_DAY}", WHEN_DONE),
    )
]  # fmt: skip
# These may be asked of something of something as well.
PLAIN = frozenset([_WHO_IS, _WHAT_IS, _WHERE_IS])
# When that was is asked of a noun for what is done: 설립, "founding", is in English "founded".
_DONE = "founded established built constructed completed released published opened abolished dissolved aired"
# What is asked of something with a verb in English, and what stands before a noun there as well.
ASKED_OF = {
    **dict.fromkeys(("author", "writer"), "who wrote {name}"),
    **dict.fromkeys(("husband", "wife", "spouse"), "who is {name} married to"),
    **dict.fromkeys(("located", "location"), _WHERE_IS),
    **dict.fromkeys(("birthday", "year of birth"), _WHEN_BORN),
    "cause death": _HOW_DIED,
    **dict.fromkeys(_DONE.split(), "when was {name} {what}"),
    "began": "when {name} began",  # the word that an entry has
    "ended": "when did {name} end",
    "occupation": _WHO_IS,
    **dict.fromkeys(("actor", "lead actor", "starring"), "cast of {name}"),
    "size": "how big is {name}",
    "total population": "population of {name}",
    "meaning": "what does {name} mean",
    "director": "who directed {name}",
    "founder": "who founded {name}",
    "inventor": "who invented {name}",
    "height": "how high is {name}",
    "length": "how long is {name}",
}
