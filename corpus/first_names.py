"""First names and their short forms: "Bill" is William."""

__all__ = ["alike", "is_short_for"]

_SHORT_FORMS = {
    "abraham": "abe", "albert": "al bert", "alexander": "alec alex sandy", "alexandra": "alex sandra",
    "alfred": "alf fred", "andrew": "andy drew", "anthony": "tony", "arthur": "art", "barbara": "babs barb",
    "benjamin": "ben benny", "catherine": "cathy kate katie kitty", "charles": "charley charlie chuck",
    "christine": "chris tina", "christopher": "chris kit", "daniel": "dan danny", "david": "dave davy",
    "deborah": "deb debbie", "donald": "don donnie", "dorothy": "dolly dot", "edgar": "ed", "edmund": "ed ned",
    "edward": "ed eddie ned ted", "edwin": "ed eddie", "eleanor": "ellie nell",
    "elizabeth": "bess beth betty eliza libby liz lizzie", "ernest": "ernie", "eugene": "gene", "florence": "flo",
    "frances": "fran", "francis": "frank", "franklin": "frank", "frederic": "fred", "frederick": "fred freddie",
    "gabriel": "gabe", "gerald": "gerry jerry", "gregory": "greg", "harold": "hal harry", "helen": "nell",
    "henry": "hal hank harry", "herbert": "bert herb", "hubert": "bert", "isaac": "ike", "jacob": "jake",
    "james": "jamie jim jimmy", "jeffrey": "jeff", "jennifer": "jen jenny", "jessica": "jess",
    "john": "jack johnny", "jonathan": "jon", "joseph": "joe joey", "joshua": "josh", "judith": "judy",
    "katherine": "kate kathy katie", "kathleen": "kathy", "kenneth": "ken kenny", "lawrence": "larry",
    "leonard": "len lenny leo", "leslie": "les", "louis": "lou louie", "louise": "lou",
    "margaret": "maggie meg peggy", "martin": "marty", "mary": "molly polly", "matthew": "matt",
    "michael": "mick mickey mike", "nathan": "nat nate", "nathaniel": "nat nate", "nicholas": "nick",
    "nicolas": "nick", "norman": "norm", "oliver": "ollie", "pamela": "pam", "patricia": "pat patty tricia",
    "patrick": "paddy pat", "peter": "pete", "philip": "phil", "phillip": "phil", "raymond": "ray",
    "rebecca": "becky", "reginald": "reg reggie", "richard": "dick richie rick",
    "robert": "bert bob bobby rob robbie", "roderick": "rod", "rodney": "rod", "ronald": "ron ronnie",
    "rudolph": "rudy", "russell": "russ", "samuel": "sam sammy", "sidney": "sid", "solomon": "sol",
    "stanley": "stan", "stephen": "steve", "steven": "steve", "stuart": "stu", "susan": "sue susie",
    "sydney": "syd", "terence": "terry", "theodore": "ted teddy theo", "theresa": "terry tess",
    "thomas": "tom tommy", "timothy": "tim", "valerie": "val", "victor": "vic", "victoria": "vicky",
    "vincent": "vince vinny", "virginia": "ginny", "walter": "wally walt", "wilfred": "wilf",
    "william": "bill billy will willie willy", "winifred": "winnie", "zachary": "zach zack",
}  # fmt: skip
_WRITTEN_OUT: dict[str, list[str]] = {}
for _first, _forms in _SHORT_FORMS.items():
    for _form in _forms.split():
        _WRITTEN_OUT.setdefault(_form, []).append(_first)


def alike(first: str) -> set[str]:
    """The folded first names of who may be called `first`: itself, what it is short for, forms like it (Jimmy)."""
    written_out = _WRITTEN_OUT.get(first, ())
    forms = [form for name in written_out for form in _SHORT_FORMS[name].split()]
    begun = (form for form in forms if form.startswith(first) or first.startswith(form))
    return {first, *written_out, *begun}


def is_short_for(form: str, first: str) -> bool:
    """Whether a folded first name has this short form."""
    return form in _SHORT_FORMS.get(first, "").split()
