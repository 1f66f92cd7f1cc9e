"""Who founded, invented or designed something, when it was founded, built or came out, and where its name is from."""

from retrieval.question_types.measures import YEAR
from retrieval.question_types.particular_form import Form

__all__ = ["ORIGINS"]

_FOUNDED = r"(?:founded|established|formed|created|started|incorporated|launched|set up)"
_BUILT = r"(?:built|constructed|completed|opened|erected|finished|inaugurated)"
_MADE = r"(?:invented|discovered|created|developed|isolated|devised|designed|synthesi[sz]ed|patented)"


def _by(done: str, doers: str) -> str:
    return rf"\b{done} <8>by\b|\b(?:{doers}),? <4><Name>|<Name>\w+,? <4>(?:{doers})\b|<Name>\w+ <2>(?:co-)?{done}\b"


ORIGINS = (
    Form(
        "founders?",
        (r"who (?:founded|started|established) <it>",),
        (
            rf"\b(?:co-?)?(?:{_FOUNDED}|founders?|founding|establish\w*|start\w*|creat\w+|began|begun|opened|built"
            r"|organi[sz]\w+)\b",
            rf"\b(?:by|founders?|creators?)\b|(?:<Name>[\w.-]+,?|\b(?:he|she|they|who)) <3>(?:co-)?{_FOUNDED}\b",
        ),
        _by(_FOUNDED, "(?:co-)?founders?"),
    ),
    Form(
        "founding date|foundation year|founding year|date founded|year founded|founded|established",
        (r"when was <it> (?:founded|established|formed|created|started|set up)",),
        (
            rf"\b(?:{_FOUNDED}|foundation|founding|establish\w*|formation|form|start\w*|creat\w+|began|beg[iu]n\w*|since"
            r"|organi[sz]ed|origin\w*|opened|built|dat(?:es?|ing)|first|charter\w*)\b",
            YEAR,
        ),
        rf"\b{_FOUNDED}\b[^.;]{{0,60}}?{YEAR}|{YEAR}[^.;]{{0,40}}?\b{_FOUNDED}\b",
    ),
    Form(
        "inventors?",  # how somebody came to discover something is told in too many ways
        (r"who invented <it>",),
        (
            rf"\b(?:{_MADE}|invent\w*|discover\w*|creat\w+|develop\w*|patent\w*|introduced|pioneer\w*|identified|described"
            r"|built|first|made|proposed)\b",
        ),
        _by(_MADE, "inventors?"),
    ),
    Form(
        "architects?",
        (r"who (?:designed|built) <it>",),
        (rf"\b(?:{_BUILT}|design\w*|architect\w*|built|build\w*|construct\w*|plans?|planned|engineer\w*|creat\w+)\b",),
        _by("(?:designed|built|constructed|planned)", "architects?|designers?"),
    ),
    Form(
        "construction date|opening date|date built|year built|date opened",
        (r"when was <it> (?:built|constructed|completed|opened)", r"when did <it> open"),
        (rf"\b(?:{_BUILT}|buil[dt]\w*|construct\w*|open\w*|complet\w*|dat(?:es?|ing)|{_FOUNDED})\b", YEAR),
        rf"\b{_BUILT}\b[^.;]{{0,60}}?{YEAR}|{YEAR}[^.;]{{0,40}}?\b{_BUILT}\b",
    ),
    Form(
        "release date|release year|date of release",
        (r"when was <it> released", r"when did <it> come out"),
        (
            r"\b(?:releas\w+|premi[eè]r\w+|publish\w*|issued|came out|debut\w*|broadcast|air(?:s|ed)|launch\w*|shown"
            r"|recorded|is an? <2>\d{4})\b",
            YEAR,
        ),
        rf"\b(?:released|premi[eè]red|published|aired)\b[^.;]{{0,60}}?{YEAR}|\b(?:is|was) an? <1>\d{{4}}\b",
    ),
    Form(
        "etymology|name origin|name meaning",
        (
            r"how did <it> get (?:its|his|her|their) name",
            r"(?:where <does> |origin of )the (?:name|word|term) (?:of )?<it>(?: come from| originate)?",
            r"(?:what|who) <is> <it> named (?:after|for)",
            r"<it> named after",
        ),
        (
            r"\b(?:nam(?:ed?|es|ing)|called|etymolog\w+|deriv\w+|mean(?:s|t|ing)|origin\w*|liter?ally|word|terms?"
            r"|portmanteau|hono(?:u?r|ring)|translat\w+)\b|\bfrom (?:the )?(?:\w+ )?<Name>",
        ),
        r"\bnamed <2>(?:after|for|in hono)|\b(?:names?|word|term)\b <6>(?:comes?|came|deriv\w+|originat\w+|means?"
        r"|meaning|taken)\b|\bliterally\b|\bportmanteau\b|\(from <Name>",
    ),
)
