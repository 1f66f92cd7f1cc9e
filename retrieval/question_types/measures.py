"""How long, high, deep, heavy, hot something is, how many live there: a number of what such things are counted in.

A value that a template made of its units is not in the text: "At its deepest point Lake Erie is deep". What is left
there of a sentence has every word of the question.
"""

from retrieval.question_types.particular_form import NOTHING, Form

__all__ = ["COUNT", "MEASURES", "YEAR"]

COUNT = (
    r"(?:\d[\d,.]{0,19}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|hundred|several|half)"
)
YEAR = r"(?:\b(?:AD )?\d{2,4}s?\b|\bcentury\b)"
_YEARS = (
    r"\b\d{3,4}\s*(?:BCE?|AD|CE)?\s*(?:[-–—]|\bto\b|\buntil\b|\band\b)\s*(?:\d{1,2} )?(?:<Name>\w+ )?(?:AD )?\d{2,4}"
)
_MANY = rf"(?:\b\d[\d,.]{{2,}}\b|\b{COUNT} (?:hundred|thousand|million|billion)\b)"

_LENGTH = (
    r"km|kilomet(?:re|er)s?|m|met(?:re|er)s?|mi|miles?|ft|feet|foot|cm|centimet(?:re|er)s?|mm|millimet(?:re|er)s?"
    r"|inch(?:es)?|yards?|fathoms?|leagues?|light[\s-](?:years?|seconds?|minutes?)|AU|astronomical units?|parsecs?"
)
_AREA = r"km\s?[²2]|sq\.?\s?(?:km|mi|ft|m)|m²|hectares?|ha|acres?|kilomet(?:re|er)s?|miles?|met(?:re|er)s?|feet"
_TIME = r"years?|months?|weeks?|days?|hours?|minutes?|seconds|centur(?:y|ies)|decades?|millenni(?:a|um)"
_WEIGHT = r"kg|kilograms?|tonnes?|tons?|pounds?|lbs?|grams?|g|ounces?|oz|stones?|carats?"
_SPEED = r"km/h|kph|mph|m/s|knots?|\w+ (?:per|an|a) (?:hour|second|minute)|Mach"
_HEAT = r"[°º]\s?[CFK]?|degrees?|K|kelvins?"

_COUNTED = r"\{\{#"
_LOST = (
    rf"{_COUNTED}|\b(?:area|height|point|speed|weight|density|length|depth|elevation|span|width|total|diameter|distance)"
    r" (?:of|is)(?=\s*[,.;)]| (?:and|in|at|to|with|nearly|about)\b(?! \d))"
    r"|\b(?:is|was|about|at|of|to|stands|approximately|around|averaging|over)"
    r" (?:long|tall|high|deep|wide|(?:above|below) sea|in (?:length|height|area|elevation))\b"
    r"|\bfor before\b|\bat\s*,"
)


def _value(units: str) -> str:
    """A number, or two that it is between, and behind it what is counted."""
    return (
        rf"\b{COUNT}(?:\s*(?:[-–—]|to|or|and)\s*{COUNT})?(?:\s*\([^()]*\))?[\s\u200b\u2060-]*"
        r"(?:(?:hundred|thousand|million|billion)[\s-]+)?(?:(?:square|cubic|metric|nautical|short|long|statute)[\s-]+)?"
        rf"(?:{units})(?![a-z])"
    )


def _value_of(names: str, units: str, behind: str = NOTHING) -> str:
    """A value with what it is of: "a height of 8,848 metres", "8,848 metres (29,029 ft) high"."""
    value = _value(units)
    return rf"\b(?:{names})\b[^.;]{{0,40}}?{value}|{value}(?:\s*\([^()]*\))?[\s-]+(?:{behind})\b"


MEASURES = (
    Form(
        "length",
        (r"how long <is> <it>",),
        (rf"{_value(f'{_LENGTH}|{_TIME}')}|{_YEARS}",),
        _value_of(r"length of", _LENGTH, r"long|in length"),
        never=_LOST,
    ),
    Form(
        "duration",
        (r"how long <does> <it> (?:last|exist|reign|rule)", r"when did <it> (?:reign|rule)"),
        (
            rf"{_value(_TIME)}|{_YEARS}|\b(?:from|since|between|until) [^.;]{{0,60}}?{YEAR}"
            r"|\b\d{4}\b[^.]{0,120}?\b\d{4}\b",
        ),
        rf"\b(?:last(?:s|ed|ing)?|reign\w*|ruled|existed|spann\w+|for)\b[^.;]{{0,40}}?(?:{_value(_TIME)}|{_YEARS})"
        rf"|\bfrom [^.;]{{0,30}}?{_YEARS}",
        never=_LOST,
    ),
    Form(
        "height|elevation|altitude",
        (r"how (?:tall|high) <is> <it>",),
        (_value(_LENGTH),),
        _value_of(r"(?:height|elevation|altitude) (?:of|is)", _LENGTH, r"tall|high|in height|above sea"),
        never=_LOST,
    ),
    Form(
        "depth",
        (r"how deep <is> <it>",),
        (_value(_LENGTH),),
        _value_of(r"depth (?:of|is)", _LENGTH, r"deep|in depth"),
        never=_LOST,
    ),
    Form(
        "distance|width",
        (r"how (?:far|far away|wide) <is> <it>",),
        (_value(f"{_LENGTH}|{_TIME}"),),
        _value_of(r"(?:distance|width) (?:of|is)", _LENGTH, r"away|wide"),
        never=_LOST,
    ),
    Form(
        "weight",
        (r"how heavy <is> <it>", r"how much <does> <it> weigh"),
        (_value(_WEIGHT),),
        _value_of(r"weigh\w*|mass (?:of|is)", _WEIGHT, r"in weight|heavy"),
        never=_LOST,
    ),
    Form(
        "speed|(?:top|maximum|max) speed",
        (r"how fast <is> <it>", r"how fast <does> <it> (?:run|fly|swim|go|move)"),
        (_value(_SPEED),),
        _value_of(r"speeds?", _SPEED, r"fast"),
        never=_LOST,
    ),
    Form("temperature", (r"how (?:hot|cold) <is> <it>",), (_value(_HEAT),), _value_of(r"temperatures?", _HEAT, r"hot")),
    *(
        Form(
            f"{verb}ing point",
            (rf"(?:at )?what temperature <does> <it> {verb}",),
            (_value(_HEAT),),
            _value_of(rf"{verb}ing point|{verb}s", _HEAT),
            never=_LOST,
        )
        for verb in ("melt", "boil", "freez")
    ),
    Form(
        "area|total area|size|surface area",
        (),
        (_value(_AREA),),
        _value_of(r"areas? (?:of|is)|covers|covering", _AREA, r"in (?:area|size)"),
        never=_LOST,
    ),
    Form(
        "",
        (r"how (?:big|large) <is> <it>",),
        (rf"{_value(f'{_AREA}|{_LENGTH}|{_WEIGHT}')}|\b(?:larg|small|bigg)est\b",),
        _value_of(
            r"areas? (?:of|is)|covers|covering|diameter (?:of|is)", f"{_AREA}|{_LENGTH}", r"in (?:area|size|diameter)"
        ),
        never=_LOST,
    ),
    Form(
        "population|inhabitants|number of (?:inhabitants|people)",
        (
            r"how many (?:people|persons|inhabitants) (?:live|are living|are there) in <it>",
            r"how many (?:people|inhabitants|residents) <does> <it> have",
        ),
        (_MANY, r"\b(?:population|populous|inhabitants|people|residents|live[sd]?)\b"),
        rf"\bpopulation (?:of|is|was|to|at)\b[^.;]{{0,60}}?{_MANY}"
        rf"|{_MANY} (?:people|inhabitants|residents)\b(?! (?:per|a)\b)",
        never=_COUNTED,
    ),
    Form(
        "lifespan|life span|life expectancy",
        (r"how long <does> <it> (?:usually )?live",),
        (r"\b(?:life[\s-]?spans?|life expectancy|live[sd]?|longevity|longest-lived|age)\b", _value(_TIME)),
        rf"\b(?:life[\s-]?spans?|life expectancy|longevity)\b[^.;]{{0,60}}?{_value(_TIME)}"
        rf"|\blive[sd]? <4>{_value(_TIME)}",
    ),
)
