"""Who wrote a report: people told apart from agencies, desks and titles in what bylines say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Two to five words that begin with a capital, among them initials and particles ("Maria da Cunha Reis", "J. T. Okoro").
_WORD = r"[^\W\d_a-zß-öø-ÿа-я][\w’'.-]*"
_PARTICLE = r"(?:al|ben|bin|da|de|del|den|der|di|dos|du|el|ibn|la|le|van|ten|ter|von|zu)"
NAME = rf"{_WORD}(?: (?:{_PARTICLE} ){{0,2}}{_WORD}){{1,4}}"

# News agencies by the names that credits use.
AGENCIES: dict[str, str] = {
    "ap": "Associated Press", "associated press": "Associated Press", "the associated press": "Associated Press",
    "reuters": "Reuters", "thomson reuters": "Reuters", "afp": "Agence France-Presse",
    "agence france-presse": "Agence France-Presse", "agence france presse": "Agence France-Presse",
    "upi": "United Press International", "united press international": "United Press International",
    "pa": "PA Media", "pa media": "PA Media", "press association": "PA Media", "dpa": "dpa",
    "deutsche presse-agentur": "dpa", "tass": "TASS", "itar-tass": "TASS", "ria novosti": "RIA Novosti",
    "ria": "RIA Novosti", "interfax": "Interfax", "interfax-ukraine": "Interfax-Ukraine",
    "ukrinform": "Ukrinform", "unian": "UNIAN", "belta": "BelTA", "xinhua": "Xinhua",
    "xinhua news agency": "Xinhua", "kyodo": "Kyodo News", "kyodo news": "Kyodo News", "jiji press": "Jiji Press",
    "yonhap": "Yonhap", "yonhap news agency": "Yonhap", "kcna": "KCNA", "pti": "Press Trust of India",
    "press trust of india": "Press Trust of India", "ians": "IANS", "ani": "ANI", "anadolu": "Anadolu Agency",
    "anadolu agency": "Anadolu Agency", "irna": "IRNA", "sana": "SANA", "efe": "EFE", "agencia efe": "EFE",
    "ansa": "ANSA", "apa": "APA", "ats": "Keystone-ATS", "keystone-ats": "Keystone-ATS", "belga": "Belga",
    "anp": "ANP", "ritzau": "Ritzau", "ntb": "NTB", "tt": "TT", "stt": "STT", "lusa": "Lusa", "pap": "PAP",
    "ctk": "ČTK", "mti": "MTI", "agerpres": "Agerpres", "tanjug": "Tanjug", "hina": "HINA", "bta": "BTA",
    "canadian press": "The Canadian Press", "the canadian press": "The Canadian Press", "aap": "AAP",
    "australian associated press": "AAP", "bernama": "Bernama", "antara": "Antara", "bloomberg": "Bloomberg",
    "bloomberg news": "Bloomberg", "dow jones newswires": "Dow Jones Newswires",
    "tribune news service": "Tribune News Service", "agencia estado": "Agência Estado",
    "estadao conteudo": "Estadão Conteúdo", "agencia brasil": "Agência Brasil", "wam": "WAM",
    "spa": "Saudi Press Agency", "mena": "MENA", "nan": "News Agency of Nigeria",
}  # fmt: skip
# Short names that are words of a language, or initials of a person, count only where they stand alone as a credit.
_ALONE = frozenset(
    ("pa", "tt", "ria", "ani", "apa", "ats", "nan", "mena", "spa", "sana", "pap", "aap", "hina", "efe", "wam")
)

# A name with one of these words is a desk, a house or a title, and no person.
_NOT_PERSONS = frozenset(
    """admin administrator advance agency analysis and ap archive associated author authors blog bureau by center centre
    channel columnist comment committee company contributor contributors coordenadoria corporation correspondent council
    daily department desk digital edition editor editorial editors email entertainment exclusive express facebook
    factcheck follow foundation gazette group guest herald inc insider institute international journal journalist
    limited llc ltd magazine media ministry movie network networks news newspaper newsroom newswire office official
    online opinion organization partner politics press producer production productions publisher publishing radio
    redaktion report reporter reporters reporting review rss science senior service services society special sport
    sports staff standard studio studios sunday team tech technology telegraph television the times today tribune tv
    twitter university unknown update updated view watch weather web webmaster website weekly wire world writer writers
    your ago published posted modified read из для редакция agencia redacción redação rédaction""".split()
)
# These are nobody's name by themselves, but are part of some ("April Lund").
_TIME_WORDS = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec monday tuesday wednesday thursday friday saturday mon tue wed thu fri sat sun am pm est edt gmt
    utc min minutes hours days""".split()
)
_TITLES = re.compile(
    r"(?:dr|prof|mr|mrs|ms|sir|dame|lord|lady|rev|hon|gen|col|maj|capt|lt|sgt|sen|rep|gov)\.? (?=[A-ZÀ-Þ])",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^\W*(?:(?:written|reported|posted|published|story|text|words|analysis|opinion|review|article|interview"
    r"|photos?)?\s*"
    r"\b(?:by|von|par|por|door|di|от|текст|автор|author|authors|from)\b\s*:?\s+|(?:текст|автор|author)\s*:\s*)+",
    re.IGNORECASE,
)
# What is said of a writer after the name: it begins here.
_AFTER = re.compile(
    r"\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)[a-z]*\.?\s+\d).*"
    r"|\s+(?:is|was|are|has|for|at|of|in|on|with|special to|contributing|staff|senior|chief|updated?|published"
    r"|posted|via|from)\b.*"
    r"|\s*[@(•·—–].*|\s+-\s.*|\s+\d.*",
    re.IGNORECASE | re.DOTALL,
)
_SPLIT = re.compile(r"(?<=[a-zà-ÿа-я]{3})\.\s+(?=\w)|\s*(?:[,;|/&•·\n]|\b(?:and|AND|und|et|y|e|и|with)\b)\s*")
_ADDRESS = re.compile(r"https?:|www\.|\S+@\S+|\.(?:com|org|net|co|de|ru|info)\b|[@#]\w", re.IGNORECASE)
_PERSON = re.compile(NAME)
_SINGLE = re.compile(r"[A-ZÀ-ÞА-Я][a-zß-öø-ÿа-я’'-]{2,20}")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom a byline names: people, and agencies by their full names."""

    people: tuple[str, ...]
    agencies: tuple[str, ...]


def credit(words: str, houses: frozenset[str] = frozenset(), single: bool = False) -> Credit:
    """Read a byline's words.

    Args:
        words: the byline, with or without "By".
        houses: names of the publisher and the site, in lower case and without blanks, which are nobody's.
        single: whether one word may be a name, as where the page's data say that it is a person.

    >>> credit("By ANNA SMITH and Bo Lind, Associated Press")
    Credit(people=('Anna Smith', 'Bo Lind'), agencies=('Associated Press',))
    >>> credit("Jo Marsh is a reporter").people
    ('Jo Marsh',)
    >>> credit("November 3, by Staff").people
    ()
    """
    people: dict[str, None] = {}
    agencies: dict[str, None] = {}
    stripped = _LEAD.sub("", words[:_LONGEST].strip())
    for piece in _SPLIT.split(stripped):
        if (agency := agency_of(piece)) is not None:
            agencies[agency] = None
        elif (person := _person(piece, houses, single)) is not None:
            people[person] = None
            if (agency := agency_of(piece[len(person) :])) is not None:
                agencies[agency] = None
    return Credit(tuple(people), tuple(agencies))


def agency_of(words: str) -> str | None:
    """The agency that a credit names ("AP", "REUTERS", "AP Sports Writer"), None where it names none."""
    lower = re.sub(r"[\s().]+", " ", words).strip().lower()
    if lower in AGENCIES:
        return AGENCIES[lower]
    for name in _leading_names(lower):
        if name in AGENCIES and name not in _ALONE:
            return AGENCIES[name]
    return None


def _leading_names(lower: str) -> Iterator[str]:
    """A credit's first words, where a title follows them: "ap auto writer", "the associated press staff"."""
    parts = lower.split()
    if parts and parts[-1] in (
        "writer",
        "writers",
        "reporter",
        "correspondent",
        "staff",
        "news",
        "agency",
        "journalist",
    ):
        yield from (" ".join(parts[:count]) for count in range(min(3, len(parts) - 1), 0, -1))


def _person(piece: str, houses: frozenset[str], single: bool) -> str | None:
    if _ADDRESS.search(piece.split(" ", maxsplit=1)[0]):
        return None
    name = _TITLES.sub("", _AFTER.sub("", " ".join(_LEAD.sub("", piece).split()))).strip(" .,:;-–—|\"'“”")
    if not name or _ADDRESS.search(name) or is_house(name, houses):
        return None
    parts = [part.strip(".,").lower() for part in name.split()]
    if set(parts) & _NOT_PERSONS or set(parts) <= _TIME_WORDS or agency_of(name):
        return None
    if _PERSON.fullmatch(name) and len(name) <= 60:
        return _cased(name)
    return name if single and _SINGLE.fullmatch(name) else None


def is_house(name: str, houses: frozenset[str]) -> bool:
    """Whether a name is the publisher's, or is made of it ("CNN Business")."""
    plain = "".join(name.lower().split())
    return any(plain in house or (len(house) > 2 and house in plain) for house in houses)


def _cased(name: str) -> str:
    """A name in capitals as one writes it; initials stay."""
    if not name.isupper() or len(name) < 6:
        return name
    return " ".join(part if len(part) <= 2 or "." in part else part.title() for part in name.split())
