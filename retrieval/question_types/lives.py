"""Birth, death and family of somebody, who killed or succeeded whom, who won what.

Whoever was the son of somebody has not got a son for that, nor was he succeeded who succeeded his father.
"""

from retrieval.question_types.measures import YEAR
from retrieval.question_types.particular_form import Form

__all__ = ["LIVES"]

_KILLED = (
    r"(?:killed|murdered|assassinated|executed|poisoned|shot|stabbed|beheaded|hanged|guillotined|burn(?:ed|t)|slain)"
)
_DIED = rf"\b(?:died|dies|dying|death|{_KILLED}|suicide|overdose|drowned|crashed|took (?:his|her) own|last breath)\b"
_WAS_KILLED = rf"(?:was|were|is) <2>{_KILLED}"
_CHILD_OF = r"(?:\b(?:son|daughter|child|children|offspring) <3>of\b|\bborn <4>to\b)"
# Where the dates of a life are told with places: (Trier, 5 May 1818 – London, 1883), (1818, Trier – 1883, London).
_PLACED = r"\((?:<Name>[^()\d]{2,40}, |[^()]*?\d{3,4}, <Name>)"
_HIS = r"\b(?:his|her|<it>['’]s?)"


def _parent(word: str, others: str, child_of: str) -> Form:
    named = rf"{word}\b(?:,| was|['’]s? \w+)? <2><Name>"
    return Form(
        f"{word}|{others}",
        (),
        (rf"\b{named}|<Name>\w+,? (?:his|her) {word}\b|\bparents\b|{child_of}",),
        rf"{_HIS} {named}|{child_of}",
        of_another=rf"\b{word} of (?!<it>)",
    )


def _children(nouns: str, ones: str, questions: tuple[str, ...] = ()) -> Form:
    return Form(
        nouns,
        questions,
        (rf"\b(?:{ones}|child|children|heirs?|kids|offspring|father of|mother of)\b",),
        rf"\b(?:his|her|their|<it>['’]s?) <6>(?:{ones}),? <Name>|<Name>[\w-]+, (?:his|her) <3>(?:{ones})\b"
        rf"|\bhad <4>(?:{ones}|child|children)\b|\b(?-i:father|mother) of\b",
        of_another=r"\b(?:sons?|daughters?|child(?:ren)?)\b(?: and \w+)? (?:of|to)\b",
    )


def _sibling(word: str) -> Form:
    return Form(
        f"{word}s?", (), (rf"\b(?:half-)?(?:{word}s?|siblings?|twin)\b",), rf"{_HIS} <3>{word}s?\b|\b{word}s? of\b"
    )


LIVES = (
    Form(
        "cause of death|death (?:cause|reason)",
        (r"how did <it> die", r"what did <it> die (?:of|from)", r"death of <it>"),
        (rf"{_DIED}(?<!death)|\bdeath (?:was|from|by|in|of|due)\b|\bcauses? of death\b",),
        rf"<he>(?:died|dying) <6>(?:(?<!age\s)of|from|when|after|by)\b|<he>{_WAS_KILLED}\b|\b(?:committed|by) suicide\b"
        r"|\b(?:killed|poisoned|shot|hanged) (?:him|her)self\b|\bnatural causes\b|\boverdose\b",
    ),
    Form(
        "date of death|death (?:date|year)|year of death",
        (r"when did <it> (?:die|pass away)", r"(?:in )?(?:what|which) year did <it> die", r"when was <it> killed"),
        (_DIED, YEAR),
        rf"<he>(?:died|{_WAS_KILLED}|committed suicide)\b[^.;]{{0,60}}?{YEAR}|\bborn\b[^()]*, died\b"
        rf"|\b(?:until|at) (?:his|her) death in {YEAR}",
        dates=True,
    ),
    Form(
        "place of death|death place",
        (r"where did <it> die",),
        (rf"{_DIED}|{_PLACED}",),
        rf"<he>(?:died|dying|{_WAS_KILLED}) <3>(?:in|at|near) <Name>",
    ),
    Form(
        "date of birth|birth (?:date|year)|year of birth|birthday",
        (r"when was <it> born", r"(?:in )?(?:what|which) year was <it> born"),
        (r"\b(?:born|birth|baptised)\b", YEAR),
        rf"\bborn\b[^.;]{{0,40}}?{YEAR}",
        dates=True,
    ),
    Form(
        "birthplace|birth place|place of birth|hometown|home town",
        (r"where was <it> born",),
        (rf"\b(?:born|birth\w*|native|raised|grew up|hails?|hometown|from)\b|{_PLACED}",),
        r"\bborn\b[^.;]{0,50}?\b(?:in|at|near) (?:the )?<Name>",
    ),
    Form(
        "grave|tomb|burial place",
        (r"where <is> <it> buried",),
        (
            r"\b(?:bur(?:ied|ial)|interred|entombed|graves?|tombs?|cemetery|mausoleum|crypt|ashes|cremated|remains"
            r"|rests)\b",
        ),
        r"\b(?:buried|interred|entombed) <3>(?:in|at|near)\b",
    ),
    Form(
        "killers?|murderers?|assassins?",
        (r"who (?:killed|murdered|assassinated|shot|executed|poisoned|beheaded|stabbed) <it>",),
        (
            rf"\b{_KILLED}\b[^.]{{0,100}}?\bby\b|\bassassins?\b"
            rf"|\b(?:{_KILLED}|slew|assassinat\w+|kill\w+) (?:(?:and \w+|<Name>\w+) ){{0,3}}(?:him|her|<any>)\b",
        ),
        rf"<he>{_WAS_KILLED} <6>by\b",
    ),
    Form(
        "successors?",
        (
            r"who (?:succeeded|followed|came after|replaced|ruled after) <it>",
            r"who was (?:king|queen|emperor|president) after <it>",
        ),
        (
            r"\bsucceeded <8>by\b|\b(?:his|her|its|their) <2>successors?\b|\bsuccessors?,? (?:was )?<Name>"
            r"|\bsucceeded (?:him|her|it|<any>)\b|\b(?:replaced|followed) <3>by\b|\bin favou?r of\b",
        ),
        r"\bsucceeded <5>by\b|\bsucceeded (?:him|her|<any>)\b",
    ),
    Form(
        "winners?",
        (r"who won <it>",),
        (
            r"\b(?:w[oi]n|wins|winn\w+|defeat\w*|victor\w*|beat\w*|triumph\w*|prevail\w*|conquer\w*|surrender\w*"
            r"|champion\w*|titles?|overthr\w+|rout(?:ed)?|crushed|repelled|repulsed|success\w*|lost|los(?:s|es|ing)"
            r"|captured)\b",
        ),
        r"\b(?:was|were) (?:\w+ )?(?:won|defeated)\b|\b(?:victory|victorious|defeated|prevailed|surrendered)\b"
        r"|\btheir defeat\b",
        of_another=r"\b(?:was|were) (?:\w+ )?defeated (?:in|at)\b",
    ),
    _parent("father", "dad", rf"{_CHILD_OF} <3><Name>"),
    _parent("mother", "mum|mom", rf"{_CHILD_OF} <3><Name>[^.]{{2,120}}\band <2><Name>"),
    Form("parents", (), (rf"\bparents\b|\b(?:father|mother)\b|{_CHILD_OF}",), rf"\b(?:his|her) parents\b|{_CHILD_OF}"),
    _children("sons?", "sons?"),
    _children("daughters?", "daughters?"),
    _children(
        "child|children|kids",
        "sons?|daughters?",
        (r"how many (?:children|kids) <does> <it> have", r"<does> <it> have (?:any )?(?:kids|children)"),
    ),
    _sibling("brother"),
    _sibling("sister"),
    Form(
        "wife|wives|husband|spouse|girlfriend|boyfriend",
        (r"who <is> <it> married to", r"who did <it> marry"),
        (
            r"\b(?:wife|wives|husband|spouse|(?-i:marri\w+)|marry|wed(?:ding|s)?|widow\w*|consort|betrothed|fianc\w+"
            r"|partner|relationship|affair)\b",
        ),
        rf"{_HIS} <2>(?:wife|husband|spouse|widow)\b|\b(?:he|she) <2>married\b|\bmarried (?:to )?<2><Name>",
    ),
)
