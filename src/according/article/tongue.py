"""Which language a text is in."""

from __future__ import annotations

import re
from collections.abc import Sequence

# So many characters tell the language as well as the whole text does, and cost a fraction of the time.
_REACH = 1200
# Below this a name or two decide, so the page's own word is taken.
_ENOUGH_WORDS = 20
# Words that hold English sentences together and are common in no other language.
_ENGLISH = frozenset(
    "the of and to that with from has have been were which this their they would who said his she it its not but when "
    "after could should about there what you our your into than these those because while an as are if will".split()
)
# One word in four of English prose is such a word; texts that begin in another language have stretches without.
_PLAINLY, _ANYWHERE = 0.17, 0.08
_DIFFERENT = 6
_STRETCHES = 4
_FOREIGN_LETTERS = 0.02


def language_of(text: str, said: str | None) -> str | None:
    """The ISO 639-1 code of a text's language; `said` is what the page says of itself, for a text too short to tell."""
    words = text[:_REACH]
    if len(words.split()) < _ENOUGH_WORDS and words.isascii():
        return _code(said) or (_detected(words) if len(words.split()) > 3 else None)
    return "en" if _plainly_english(words) else _detected(words)


def _plainly_english(words: str) -> bool:
    """Whether a text is English beyond doubt, from its beginning to its end."""
    if sum(character > "\x7f" and character.isalpha() for character in words) > _FOREIGN_LETTERS * len(words):
        return False
    tokens = re.findall(r"\w+", words.lower())
    if len(_ENGLISH.intersection(tokens)) < _DIFFERENT:
        return False
    length = -(-len(tokens) // _STRETCHES)
    stretches = [tokens[start : start + length] for start in range(0, len(tokens), length)]
    return _share(tokens) >= _PLAINLY and all(_share(stretch) >= _ANYWHERE for stretch in stretches)


def _share(tokens: Sequence[str]) -> float:
    """The share of words that are English only."""
    return sum(token in _ENGLISH for token in tokens) / len(tokens)


def _detected(words: str) -> str:
    # Loading the detector takes half a second, which a text need not wait for that is plainly English.
    from py3langid import classify  # noqa: PLC0415

    return str(classify(words)[0])


def _code(said: str | None) -> str | None:
    code = (said or "").replace("_", "-").split("-")[0].strip().lower()
    return code if len(code) == 2 and code.isalpha() else None
