"""What something eats, is made of, used for or caused by, where it and its office are, and what a land has one of."""

from retrieval.question_types.particular_form import Form

__all__ = ["THINGS"]

_EATEN = r"(?:herb|carn|omn|insect|pisc|frug|gran)ivorous"
_PLACE = r"\b(?:in|on|off|of|near|between|along|at) (?:the )?(?:[a-z-]+ ){0,3}<Name>"
# Where something is made, based or from is asked for other things.
_OTHERWISE = (
    r".*\b(?!(?:locat|situat)ed)(?:\w+ed|from|to|in|at|on|for|spoken|made|held|found|grown|built|born|going|coming)"
    r"[\s?.!]*$"
)

THINGS = (
    Form(
        "diet|food",
        (r"what <does> <it> (?:usually )?(?:eat|feed on)",),
        (
            rf"(?<![-\w])(?:eats?|eating|eaten|ate|feeds?|feeding|fed on|diets?|\w+ivores?|{_EATEN}|graz\w+"
            r"|brows(?:e|es|ers?|ing)|prey(?:s|ed|ing)?|forag\w+|consum\w+|foods?|scaveng\w+|nectar)\b",
        ),
        r"(?<![-\w])(?:(?:feed|feeds|feeding|fed) (?:(?:almost )?\w+ly |(?:in|for) \w+ \w+ )?(?:up)?on|eats? \w+"
        rf"|diets? <6>(?:consists?|includes?|is|are)|(?:is|are|being)\s[^.;]{{0,60}}?{_EATEN}|food sources? (?:is|are)"
        r"|consume|prey (?:up)?on|graz(?:e|es|ers?)|browse)\b",
    ),
    Form(
        "",
        (r"what <is> <it> (?:made|made up|composed|made out) (?:of|from|out of)", r"what <does> <it> consist of"),
        (
            r"\b(?:made|built|manufactured|prepared|created) <4>(?:of|from|with|using|by)\b"
            r"|\b(?:compos\w+|consist\w*|contain\w*|mixtures?|alloys?|ingredients?|constitut\w+|compris\w+|derived|mixing"
            r"|mixed|combin\w+|brewed|distilled|ferment\w+|based on|produc\w+|form(?:s|ed)? (?:of|from|by)"
            r"|raw materials?)\b",
        ),
        r"\b(?:is|are|was|were) <6>(?:made|brewed|produced)(?: up)? <3>(?:of|from|with|by)\b|\bcomposed <3>of\b"
        r"|\bconsists <3>of\b"
        r"|\b(?:is|are) (?:an?|the) <3>(?:alloy|mixture|compound|suspension|solution|blend)s? <2>of\b",
    ),
    Form(
        "uses?",
        (r"what <is> <it> used (?:for|in|as)", r"what <is> the uses? of <it>"),
        (
            r"\b(?:use[sd]?|useful|using|usage|utili[sz]\w+|employed|appli(?:ed|cations?)|purposes?|serve[sd]?|roles?"
            r"|designed|allows?)\b",
        ),
        r"\b(?:is|are) (?!not\b)<3>used <3>(?:for|in|as|to)\b|\b(?:uses|applications) <3>include\b",
    ),
    Form(
        "causes?",
        (r"what (?:causes|caused|is caused by|leads to|led to) <it>",),
        (
            r"\b(?:cause[sd]?|causing|due to|results? (?:of|from|in)|resulting|resulted|because|trigger\w*|aris\w+"
            r"|arose|le(?:d|ads?) to|attribut\w+|owing|responsible|reasons?|pretext|origins?|factors?|when)\b",
        ),
        r"\b(?:caused <4>by|due to|result(?:s|ing)? from|causes? (?:of|include|are))\b",
        of_another=r"\b(?:<it>|it|they|which) (?:\w+ )?causes?\b",
    ),
    Form(
        "capital|capital city",
        (),
        (r"\bcapital\b",),
        r"(?:\b(?:its|the|whose)|['’]s) <2>capital\b|\bcapital (?:and \w+ )?(?:city )?(?:is|was)\b",
    ),
    Form(
        "currency|money",
        (r"what (?:currency|money) <does> <it> (?:use|have)", r"what (?:currency|money) <is> used in <it>"),
        (r"\bcurrenc|\blegal tender\b",),
        r"\b(?:its|official|national|local|country['’]s) currency\b|\bcurrency (?:is|was)\b|\blegal tender\b",
    ),
    Form(
        "languages?|official languages?",
        (
            r"what languages? <is> spoken in <it>",
            r"what languages? <does> (?:they|people) speak in <it>",
            r"what languages? <does> <it> speak",
        ),
        (r"\b(?:languages?|speak\w*|spoken|bilingual|multilingual|lingua franca)\b",),
        r"\b(?:official|national|main|predominant|dominant) (?:and \w+ )?languages?\b|\b(?:is|are) (?:\w+ )?spoken\b"
        r"|\bbilingual\b",
    ),
    Form(
        "headquarters|head office|hq",
        (r"where <is> <it> (?:headquartered|based)",),
        (r"\b(?:headquarter\w*|head office|based|offices?|located|stationed|seat)\b",),
        r"\b(?:headquartered|based) (?:in|at|near)\b|\b(?:headquarters|head office)\b[^.;]{0,40}?\b(?:in|at) <Name>",
    ),
    Form(
        "borders|neighbou?rs|neighbou?ring countries",
        (r"(?:what|which) (?:countries )?(?:borders?|surrounds?) <it>",),
        (r"\b(?:border\w*|neighbou?r\w*|adjacent|bounded|surrounded|frontiers?)\b",),
        r"\b(?:is|are) <1>bordered\b|\bborders <3><Name>|\bshares? <5>borders?\b",
    ),
    Form(
        "location",
        (rf"where (?:is|are) (?!{_OTHERWISE})<it>(?: located| situated)?",),
        (r"\b(?:in|on|off|of|near|between|within|along|at|located|situated)\b",),
        r"\b(?:(?:is|are) (?:an?|the|one|in|on|at|near|off|between|also)|lies?|located|situated)\b"
        rf"[^.;]{{0,120}}?{_PLACE}",
    ),
)
