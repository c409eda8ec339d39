"""How the record compares words: without case, accents, or the form of an apostrophe or a space.

Folding is our own (thirty lines on the standard library's Unicode data) because the two databases fold differently,
and a search must find the same in both. It works character by character, so that a folded word leads back to the
characters it came from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from according.model import Span, identify

# A key must fit into an index of PostgreSQL, which takes 2,704 bytes; a character has at most 4.
KEY_LENGTH = 200
# Longest word that is told from others; PostgreSQL takes at most 2,046 bytes.
WORD_LENGTH = 100

# Letters whose stroke or form Unicode does not take apart, as they are typed without it.
_STROKES = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """Replace what no database takes as text (NUL, lone surrogates) by U+FFFD, one for one: spans still hold."""
    return _UNSTORABLE.sub("\ufffd", text)


def is_storable(text: str) -> bool:
    """Whether a database takes this text as it is."""
    return _UNSTORABLE.search(text) is None


def fold(text: str) -> str:
    """Give the words of `text` in the form in which they are compared, one space between them.

    >>> fold("Poland’s\u00a0“Łódź”")
    'poland s lodz'
    """
    return " ".join(word[:WORD_LENGTH] for word in text.translate(_FOLDED).split())


def name_key(name: str) -> str:
    """The form in which a name is compared and grouped."""
    return fold(name)[:KEY_LENGTH].rstrip()


def place_key(place: str) -> str:
    """A short key for an address or file name of any length."""
    return identify("key", storable(place))


def runs(text: str, start: int, end: int) -> Iterator[Span]:
    """The unbroken runs of word characters between two places of `text`."""
    for match in re.finditer("x+", text[start:end].translate(_SHAPE)):
        yield Span(start + match.start(), start + match.end())


def _fold_character(character: str) -> str:
    whole = unicodedata.normalize("NFKD", character).casefold()
    return "".join(_fold_part(part) for part in unicodedata.normalize("NFKD", whole))


def _fold_part(part: str) -> str:
    category = unicodedata.category(part)
    if category in ("Mn", "Me", "Cf"):  # accents; soft hyphens and joiners
        return ""
    if part.isalnum() or category == "Mc":  # Indic vowel signs are spacing marks, and part of the word
        return _STROKES.get(part, part)
    return " "


class _Folded(dict[int, str]):
    """Each character's folded form, worked out when it is first met."""

    def __missing__(self, point: int) -> str:
        self[point] = folded = _fold_character(chr(point))
        return folded


class _Shape(dict[int, str]):
    """For each character "x" where it is part of a word, else a space."""

    def __missing__(self, point: int) -> str:
        self[point] = shape = " " if _FOLDED[point].isspace() else "x"
        return shape


_FOLDED = _Folded()
_SHAPE = _Shape()
