"""Records of any size for measuring: worlds made by varying the dossier.

A world is the dossier's pages with other names, other words and other days, all of the same length, so that every place
in a text stays right. A name becomes letters that no other world has; an ordinary word that no rule of the comparison
asks for becomes one about as frequent. Worlds follow one another by `APART` days, as the pages of a record do that
grows by fourteen a day.

Reading and comparing 100,000 pages would take days; so the rows of a world, those derived by comparing among them, are
those of the dossier with the same replacements. `benchmarks/comparison.py` says how far these are what the comparison
itself derives. Three things are not as they would be:

- The words that rules ask for stay, so that worlds would quote one another, which 2,778 real affairs do not. The keys
  by which quotations find each other are therefore each world's own, and what real ones share by chance is put in when
  it is measured (`benchmarks/comparison.py`).
- What a world shares with others by chance makes them neighbours, but no bonds.
- The index of words is empty, since the comparison does not use it.
"""

from __future__ import annotations

import ast
import json
import math
import random
import re
import shutil
import sqlite3
import string
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, cached_property
from hashlib import sha256
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from evaluation.truth import OWN, read_dossier

from according import contract
from according.comparison import COMPARER
from according.comparison.keys import QUOTED, hashed
from according.comparison.rarity import rarity
from according.comparison.registry import KINDS
from according.comparison.reports import Report, Vector
from according.comparison.vectors import TOKENIZER, WIDTH, unpacked
from according.model import Page, Reading, identify
from according.record.record import Record

# Days between the pages of one world and those of the next.
APART = 36 * 20 * 365.25 / 100_000
# Years after which the days of March and April 2024 are the same days of the week; days that words name stay right.
SAME_CALENDAR = (0, 6, 17)
TABLES = (
    "pages", "copies", "sightings", "articles", "furniture", "links", "readings", "actors", "relations", "statements",
    "hops", "events", "compared", "bonds", "members", "findings", "rests", "findings_then",
)  # fmt: skip

# Which of their columns are compressed.
PACKED = {"compared": "reading", "findings_then": "body"}

_WORD = r"[^\W\d_]+"
_PACKAGE = TOKENIZER.parents[2]
# What may change from world to world: a day, an id, a year in a text, a word. What JSON escapes is no word.
_CHANGING = re.compile(
    r"\\[nrtbf\"/\\]|\\u[0-9a-f]{4}|(?P<day>\d{4}-\d\d-\d\d)|(?P<id>\b[a-z][0-9a-f]{20}\b)"
    rf"|(?<= )(?P<year>(?:19|20)\d\d)\b|(?P<number>\d+)|(?P<word>{_WORD})"
)
# How many signs of an id are the same in every world.
_OWN_PART = 16
_DAY, _ID, _YEAR = (re.compile(form) for form in (r"\d{4}-\d\d-\d\d", r"[a-z][0-9a-f]{20}", r"(?:19|20)\d\d"))
# A word rarer than the 170 most frequent ones may be varied.
_FREQUENT = 0.5
# Of so many words one stands in the place of another, or of fewer where no dictionary has more.
_DOZEN, _FEW = 12, 3
_ENDINGS = ("est", "ing", "ed", "es", "s", "e", "y", "")

# A text as the parts between which, or at which, worlds differ.
Parts = list[str]
Rows = dict[str, list[tuple[Any, ...]]]


class Dossier:
    """The dossier's rows, taken apart into what worlds have in common and what they have not.

    Args:
        place: an SQLite record with the dossier, read and compared.
    """

    def __init__(self, place: Path) -> None:
        with closing(sqlite3.connect(place)) as rows:
            self.texts = [text for (text,) in rows.execute("SELECT text FROM articles")]
            self.columns, self.rows = {}, {}
            for table in TABLES:
                found = rows.execute(f'SELECT * FROM "{table}"')
                self.columns[table] = [column[0] for column in found.description]
                self.rows[table] = [self._taken_apart(table, row) for row in found]

    def _taken_apart(self, table: str, row: Sequence[Any]) -> tuple[Any, ...]:
        values = list(row)
        if table in PACKED:
            packed = self.columns[table].index(PACKED[table])
            values[packed] = zlib.decompress(values[packed]).decode()
        return tuple(self.parts(value) if isinstance(value, str) else value for value in values)

    def parts(self, text: str) -> Parts:
        """A text as the parts that worlds may replace and those between."""
        found, reached = [], 0
        for match in _CHANGING.finditer(text):
            if self._changes(match):
                found += [text[reached : match.start()], match[0]]
                reached = match.end()
        return [*found, text[reached:]]

    def _changes(self, match: re.Match[str]) -> bool:
        if match.lastgroup in ("word", "number"):
            return match[0].casefold() in self.names or match[0].casefold() in self.alike
        return match.lastgroup is not None

    @cached_property
    def names(self) -> frozenset[str]:
        """The words of names that no dictionary has."""
        return frozenset(self._declared - _frequencies().keys() - _rules())

    @cached_property
    def alike(self) -> dict[str, list[str]]:
        """The ordinary words that no rule asks for, and for each the words that may stand in its place.

        Words of one stem are replaced by words of one stem.
        """
        kept = _rules()
        words = {word for text in self.texts for word in re.findall(_WORD, text.casefold())} | self._declared
        others = _families(_frequencies().keys() - words - kept)
        found: dict[str, list[str]] = {}
        for stem, family in _families(words - self.names).items():
            told = set(family.values())
            if len(stem) > 1 and not told & kept and not any(_is_asked(word, kept) for word in told):
                for ending, word in family.items():
                    found[word] = [other[ending] for other in _nearest(family, others)]
        return {word: instead for word, instead in found.items() if instead}

    @cached_property
    def _declared(self) -> set[str]:
        declared = yaml.safe_load((OWN / "actors.yaml").read_text(encoding="utf-8"))
        told = [
            text
            for actor in declared
            for text in (actor["name"], *actor.get("aliases", ()), *actor.get("demonyms", ()), actor.get("capital", ""))
        ]
        return {word.casefold() for text in told for word in re.findall(_WORD, text) if word[0].isupper()}

    @cached_property
    def tokens(self) -> set[str]:
        """Every part of a text that worlds replace."""
        return {
            token
            for table in TABLES
            for row in self.rows[table]
            for value in row
            if isinstance(value, list)
            for token in value[1::2]
        }

    @cached_property
    def made_of(self) -> dict[str, tuple[str, ...]]:
        """Of every id that the comparison gives, of what it is made."""
        ids = {token for token in self.tokens if _ID.fullmatch(token)}
        made: dict[str, tuple[str, ...]] = {}
        for reading in self.readings():
            report = Report(reading, {})
            spans = [one.span for one in report.precedents.values()]
            spans += [one.span for one in report.recollections.values()]
            for span in [*spans, *(part.place for part in report.parts.values())]:
                parts = ("words", report.id, f"{span.start}-{span.end}")
                made[identify(*parts)] = parts
        made |= self._spans
        for thing in sorted(ids):
            for kind in (*(kind.name for kind in KINDS), "voice"):
                made[identify(kind, thing)] = (kind, thing)
        return {number: made[number] for number in made.keys() & ids}

    @cached_property
    def _spans(self) -> dict[str, tuple[str, str, str]]:
        """Every place that a bond or finding shows, in every article, by the id that words there would have."""
        told = [
            "".join(row[-1]) for table in ("bonds", "findings", "findings_then") for row in self.rows[table] if row[-1]
        ]
        places = {match.groups() for text in told for match in re.finditer(r"\[(\d+),(\d+)\]", text)}
        articles = ["".join(row[0]) for row in self.rows["articles"]]
        parts = (("words", article, f"{start}-{end}") for article in articles for start, end in places)
        return {identify(*one): one for one in parts}

    def readings(self) -> Iterator[Reading]:
        """The readings of its pages."""
        column = self.columns["compared"].index("reading")
        return (contract.from_json("".join(row[column])) for row in self.rows["compared"])

    @cached_property
    def own(self) -> list[tuple[Reading, list[Parts], list[Parts]]]:
        """Its readings, each with its text, title and id and with its names: what differs in the keys of worlds."""
        return [
            (
                reading,
                [self.parts(told) for told in (reading.article.text, reading.article.title or "", reading.article.id)],
                [self.parts(actor.name) for actor in reading.actors],
            )
            for reading in self.readings()
        ]

    def pages(self) -> Iterator[str]:
        """The ids of its pages."""
        return ("".join(row[self.columns["pages"].index("id")]) for row in self.rows["pages"])


class World:
    """One variation of the dossier.

    Args:
        dossier: what it varies.
        number: which one it is; each has its own names.
        days: how many days later everything is.
    """

    def __init__(self, dossier: Dossier, number: int, days: int) -> None:
        self.dossier, self.number, self.days = dossier, number, days
        chance = random.Random(number)
        names: dict[str, str] = {}
        for name in sorted(dossier.names):
            names[name] = _letters(name, names, chance)
        self._picks = [chance.random() for _ in range(4099)]
        self._signs = np.array(chance.choices((-1, 1), k=WIDTH), dtype=np.int8)
        self._bodies = {page: f"{page} in world {number}".encode() for page in dossier.pages()}
        self._instead = {page: Page("", body, "html", "").id for page, body in self._bodies.items()}
        words = names | self._picked(dossier.alike)
        for token in dossier.tokens - self._instead.keys():
            self._instead[token] = self._replacement(token, words)

    def _picked(self, instead: Mapping[str, list[str]]) -> dict[str, str]:
        """For each word one of those that may stand in its place; words of one stem have the same place in theirs."""
        places = {word: self._picks[zlib.crc32(_stem(word).encode()) % len(self._picks)] for word in instead}
        return {word: found[int(places[word] * len(found))] for word, found in instead.items()}

    def page(self, reading: Reading) -> Page:
        """The page that a reading of this world is of."""
        body = next(body for page, body in self._bodies.items() if self._instead[page] == reading.article.page)
        return Page(reading.article.place, body, "html", "2031-05-02T10:00:00Z")

    def readings(self) -> list[Reading]:
        """Its readings, in the order of publication."""
        column = self.dossier.columns["compared"].index("reading")
        found = [contract.from_json(self.told(row[column])) for row in self.dossier.rows["compared"]]
        return sorted(found, key=lambda reading: Report(reading, {}).order)

    def vectors(self) -> Iterator[tuple[Reading, dict[str, Vector]]]:
        """Its readings, each with the vectors of what is encoded of it, by their ids."""
        columns = self.dossier.columns["compared"]
        reading, vectors, encoded = (columns.index(name) for name in ("reading", "vectors", "encoded"))
        for row in self.dossier.rows["compared"]:
            kept = unpacked(self._turned(row[vectors]))
            ids = json.loads(self.told(row[encoded]))
            yield contract.from_json(self.told(row[reading])), dict(zip(ids, kept, strict=True))

    def _turned(self, vectors: bytes) -> bytes:
        """Vectors among which all is as it was, and that are like those of no other world."""
        return (np.frombuffer(vectors, dtype=np.int8).reshape(-1, WIDTH) * self._signs).tobytes()

    def told(self, parts: Parts) -> str:
        """A text of the dossier as this world has it."""
        return "".join([self._instead.get(part, part) for part in parts])

    def rows(self) -> Rows:
        """Its rows of every table."""
        found = {
            table: [tuple(self.told(value) if isinstance(value, list) else value for value in row) for row in rows]
            for table, rows in self.dossier.rows.items()
        }
        found["pages"] = [self._page_row(row) for row in found["pages"]]
        for table, packed in PACKED.items():
            found[table] = [self._packed(table, packed, row) for row in found[table]]
        found["neighbour_keys"] = [key for reading in self.dossier.own for key in self._keys(reading)]
        return found

    def _keys(self, own: tuple[Reading, list[Parts], list[Parts]]) -> Iterator[tuple[int, str, str]]:
        reading, texts, names = own
        text, title, number = map(self.told, texts)
        actors = tuple(replace(one, name=self.told(name)) for one, name in zip(reading.actors, names, strict=True))
        article = replace(reading.article, id=number, title=title, text=text)
        report = Report(replace(reading, article=article, actors=actors), {})
        day = self._instead[Report(reading, {}).day]
        keys: set[int] = set()
        for family in {family for kind in KINDS for family in kind.families}:
            alone = f"{self.number} " if family == QUOTED else ""
            keys |= hashed(family, (f"{alone}{key}" for key in family.puts(report)))
        return ((key, day, number) for key in keys)

    def _page_row(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        columns = self.dossier.columns["pages"]
        body = next(body for page, body in self._bodies.items() if self._instead[page] == row[columns.index("id")])
        return tuple(
            sha256(body).hexdigest() if name == "sha256" else value for name, value in zip(columns, row, strict=True)
        )

    def _packed(self, table: str, packed: str, row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = dict(zip(self.dossier.columns[table], row, strict=True))
        values[packed] = zlib.compress(values[packed].encode(), 1)
        if "vectors" in values:
            values["vectors"] = self._turned(values["vectors"])
        return tuple(values.values())

    def _replacement(self, token: str, words: Mapping[str, str]) -> str:
        if _DAY.fullmatch(token):
            return (date.fromisoformat(token) + timedelta(self.days)).isoformat()
        if _YEAR.fullmatch(token):
            return str(int(token) + round(self.days / 365.25))
        if _ID.fullmatch(token):
            return self._id(token)
        if token.isdecimal():
            return str(int(self._picks[int(token) % len(self._picks)] * 10 ** len(token))).zfill(len(token))
        word = words[token.casefold()]
        return word if token.islower() else word.upper() if token.isupper() and len(token) > 1 else word.capitalize()

    def _id(self, number: str) -> str:
        """The id that stands in the place of another: in the same order, and no two worlds have the same."""
        made = self.dossier.made_of.get(number)
        if made is None:
            return f"{number[:_OWN_PART]}{self.number:05x}"
        return identify(*(self._id(part) if _ID.fullmatch(part) else part for part in made))


def same_page(article: str) -> str:
    """What the ids of one page's article have in common in all worlds."""
    return article[:_OWN_PART]


def is_current(place: Path) -> bool:
    """Whether there is a record that this version of the comparison made."""
    if not place.exists():
        return False
    with closing(sqlite3.connect(place)) as rows:
        return rows.execute("SELECT 1 FROM compared WHERE by <> ? LIMIT 1", (COMPARER,)).fetchone() is None


def compared_dossier(folder: Path) -> Dossier:
    """The dossier, read and compared once for the folder and each version of the comparison."""
    place = folder / "dossier.db"
    if not is_current(place):
        for old in folder.glob("dossier.db*"):
            old.unlink()
        read_dossier(OWN, place)
    return Dossier(place)


def build(place: Path, dossier: Dossier, worlds: Sequence[tuple[int, int]], progress: Callable[[int], None]) -> None:
    """Make a record of worlds, each given by its number and by how many days it is later than the dossier."""
    for old in place.parent.glob(f"{place.name}*"):
        old.unlink()
    begun = place.with_suffix(".begun")
    begun.unlink(missing_ok=True)
    Record.open(begun).close()
    with closing(sqlite3.connect(begun)) as record, Pool(2, _begin, (dossier,)) as pool:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -4000000"):
            record.execute(f"PRAGMA {pragma}")
        indices = record.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql > ''").fetchall()
        for name, _ in indices:
            record.execute(f'DROP INDEX "{name}"')
        for done, rows in enumerate(pool.imap_unordered(_rows_of, worlds), start=1):
            _insert(record, dossier, rows)
            progress(done)
        for _, sql in indices:
            record.execute(sql)
        record.commit()
        record.execute("PRAGMA journal_mode = WAL")
    shutil.move(begun, place)


_dossier: list[Dossier] = []


def _begin(dossier: Dossier) -> None:
    _dossier[:] = [dossier]


def _rows_of(world: tuple[int, int]) -> Rows:
    return World(_dossier[0], *world).rows()


def _insert(record: sqlite3.Connection, dossier: Dossier, rows: Rows) -> None:
    for table, some in rows.items():
        names = dossier.columns.get(table, ["key", "day", "article"])
        listed = ", ".join(f'"{name}"' for name in names)
        record.executemany(f'INSERT INTO "{table}" ({listed}) VALUES ({", ".join("?" * len(names))})', some)
    record.commit()


def _letters(name: str, known: Mapping[str, str], chance: random.Random) -> str:
    """As many letters as a name has; "Orvenian" begins as "Orvenia" does."""
    root = max((one for one in known if name.startswith(one) and len(one) > 4), key=len, default="")
    if root:
        return known[root] + name[len(root) :]
    return "".join(chance.choices(string.ascii_lowercase, k=len(name)))


@cache
def _frequencies() -> dict[str, int]:
    """Words of English by how frequent they are, the most frequent first: BERT's vocabulary."""
    vocabulary = json.loads(TOKENIZER.read_text(encoding="utf-8"))["model"]["vocab"]
    return {word: rank for word, rank in vocabulary.items() if word.isascii() and word.isalpha()}


@cache
def _rules() -> frozenset[str]:
    """Every word that the comparison has in a string: what a rule asks for is among them."""
    return _in_strings([*(_PACKAGE / "comparison").glob("*.py")]) | _of_contract()


@cache
def _of_contract() -> frozenset[str]:
    """Every word of the contract: the names of fields, and what stands in them."""
    files = [_PACKAGE / "model.py", _PACKAGE / "findings.py"]
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in files)
    assigned = (one.target for tree in trees for one in ast.walk(tree) if isinstance(one, ast.AnnAssign))
    fields = (target.id for target in assigned if isinstance(target, ast.Name))
    return _in_strings(files) | {word for field in fields for word in re.findall(_WORD, field)}


def _in_strings(files: Sequence[Path]) -> frozenset[str]:
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in files)
    texts = (text for tree in trees for text in _strings(tree))
    return frozenset(word for text in texts for word in re.findall(_WORD, text.casefold()))


def _strings(tree: ast.AST) -> Iterator[str]:
    """The strings of a module that are no docstrings."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def _is_asked(word: str, rules: frozenset[str]) -> bool:
    """Whether a word begins as a part of a word in a rule does ("promis"), or, if rare, has one in it ("unheard")."""
    known = _frequencies()
    return any(
        (word.startswith(rule) and rule not in known) or (word not in known and rule in word)
        for rule in rules
        if len(rule) > 3
    )


def _families(words: Iterable[str]) -> dict[str, dict[str, str]]:
    """Words by their ending, by what stands before it."""
    families: dict[str, dict[str, str]] = {}
    for word in sorted(words):
        ending = next(ending for ending in _ENDINGS if word.endswith(ending))
        families.setdefault(word.removesuffix(ending), {})[ending] = word
    return families


def _nearest(family: Mapping[str, str], others: Mapping[str, Mapping[str, str]]) -> Sequence[Mapping[str, str]]:
    """A dozen families with the same endings that are as long and most nearly as frequent; words of its own for what
    no dictionary has, or has too few like, and none for the most frequent words.
    """
    rank = _frequencies()
    known = {ending: word for ending, word in family.items() if word in rank}
    if known:
        ending, word = min(known.items(), key=lambda one: rank[one[1]])
        if rarity(word) < _FREQUENT:
            return []
        alike = [one for one in others.values() if family.keys() <= one.keys() and len(one[ending]) == len(word)]
        if len(alike) >= _FEW:
            return sorted(alike, key=lambda one: abs(math.log(rank[one[ending]] / rank[word])))[:_DOZEN]
    ending, word = next(iter(family.items()))
    stems = (_made_up(word.removesuffix(ending), n) for n in range(_DOZEN))
    return [{ending: f"{stem}{ending}" for ending in family} for stem in stems]


def _made_up(stem: str, number: int) -> str:
    chance = random.Random(f"{stem} {number}")
    return "".join(chance.choices(string.ascii_lowercase, k=len(stem)))


def _stem(word: str) -> str:
    return word.removesuffix(next(ending for ending in _ENDINGS if word.endswith(ending)))
