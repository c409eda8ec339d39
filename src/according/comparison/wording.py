"""How two wordings go together: aligned word by word, and measured by what they share.

Words are compared folded and without their commonest endings, so that "asked" and "asks" are one; what is shown keeps
the words as they stand. The alignment keeps the longest common subsequence of words (rapidfuzz's indel distance).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from according.findings import Edit

# A word with what is joined to it by an apostrophe or hyphen; figures with their points and commas ("4,112").
_WORD = re.compile(r"\d+(?:[.,]\d+)*(?:st|nd|rd|th)?|[^\W_]+(?:['’-][^\W_]+)*")
_DIGITS = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)(?:st|nd|rd|th)?")
_SPEECH_START = frozenset({"that", "and", "but"})
# Words that any two sentences share: they say nothing of whether two wordings are of one saying.
_FUNCTION = frozenset(
    """a an the this that these those there here such same and or but nor if unless until while when as than because so
    though although whether of to in on at by for with from into onto over under about against between through during
    before after up down out off near amid i you he she it we they me him her us them my your his its our their mine
    yours ours theirs myself himself herself itself ourselves themselves who whom whose which what where why how is are
    was were be been being am do does did doing done has have had having will would shall should can could may might
    must ought not no nor never none nothing nobody neither cannot n't don't doesn't didn't isn't aren't wasn't weren't
    won't wouldn't can't couldn't also too only just even still yet already now then again very more most much many any
    all some every each both either other another own one ones it's that's there's i'm we're they're we'll i'll he's
    she's said say says saying told tell tells country side""".split()
)
_MONTHS = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday""".split()
)
_COMMON = _FUNCTION | _MONTHS
_NEGATIONS = frozenset("not no never none nothing nobody neither nor cannot without".split())
_NO_DENIAL = re.compile(
    r",\s+not\b|\bnot (?:only|just|least)\b|\bnever (?:before|been (?:seen|heard))\b|"
    r"\band not (?:an?|one)\b[^.;,]{0,30}\bmore\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"[;:.!?()—–]|,\s|\b(?:but|because|although|though|while|whereas|which|who|if|unless|until|since)\b"
    r"|\b(?=that (?:do|does|did|is|are|was|were|has|have|had|will|would|can|could)(?:n[’']t| not)\b)",
    re.IGNORECASE,
)
_NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        """zero;one;two second;three third;four fourth;five fifth;six sixth;seven seventh;eight eighth;nine ninth;
        ten tenth;eleven eleventh;twelve twelfth;thirteen thirteenth;fourteen fourteenth;fifteen fifteenth;
        sixteen sixteenth;seventeen seventeenth;eighteen eighteenth;nineteen nineteenth;twenty twentieth""".split(";")
    )
    for word in words.split()
    # "One" is a pronoun more often than a number, a "second" a time; neither contradicts anything.
    if word not in ("one", "second")
}
_ENDINGS = ("ing", "ies", "ied", "es", "ed", "s", "e", "y")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a wording: where it stands in it, and the form under which it is compared."""

    start: int
    end: int
    folded: str


def tokens(text: str) -> list[Word]:
    """The words of a wording, without a "that" that only joins it to its sentence."""
    found = [Word(*match.span(), match[0].casefold().replace("’", "'")) for match in _WORD.finditer(text)]
    return found[1:] if len(found) > 1 and found[0].folded in _SPEECH_START else found


def _folded(text: str) -> list[str]:
    """The words of a wording under which they are compared, without where they stand."""
    found = [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
    return found[1:] if len(found) > 1 and found[0] in _SPEECH_START else found


def stem(word: str) -> str:
    """A folded word without its commonest endings: "closes", "closed" and "closing" are "clos"."""
    word = word.removesuffix("'s") if word.endswith("'s") else word.removesuffix("'")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls" else word


@lru_cache(maxsize=16384)
def content_words(text: str) -> frozenset[str]:
    """The stems of what carries the meaning: no function words, no names of days and months, numbers as figures."""
    telling = (word for word in _folded(text) if word not in _COMMON)
    numbered = ((word, number_of(word)) for word in telling)
    return frozenset(stem(word) if number is None else str(number) for word, number in numbered)


def number_of(word: str) -> float | None:
    """The number that a folded word is: "4,112", "fifteenth" and "15th" are numbers."""
    if word in _NUMBER_WORDS:
        return float(_NUMBER_WORDS[word])
    digits = _DIGITS.fullmatch(word)
    return float(digits[1].replace(",", "")) if digits else None


@lru_cache(maxsize=16384)
def numbers(text: str) -> frozenset[float]:
    """The numbers in a text."""
    return frozenset(number for word in _folded(text) if (number := number_of(word)) is not None)


@lru_cache(maxsize=16384)
def negated(text: str) -> bool:
    """Whether a text says no somewhere; in "rifles, not shotguns" and "not only" it says yes."""
    plain = _NO_DENIAL.sub("", text)
    return any(word in _NEGATIONS or word.endswith("n't") for word in _folded(plain))


@lru_cache(maxsize=16384)
def by_polarity(text: str) -> tuple[str, str]:
    """The clauses of a text that say no, and the others."""
    clauses = [clause for clause in _CLAUSE_END.split(_NO_DENIAL.sub("", text)) if clause]
    return " ".join(filter(negated, clauses)), " ".join(clause for clause in clauses if not negated(clause))


def numbers_agree(one: str, other: str) -> bool:
    """Whether neither text has a number where the other has a different one: one's numbers are all the other's too."""
    ours, theirs = numbers(one), numbers(other)
    return ours <= theirs or theirs <= ours


def align(reference: str, wording: str) -> tuple[Edit, ...]:
    """What became of each stretch of the reference, in order; words are compared folded, without punctuation.

    >>> align("We may go if asked.", "We will go")
    (Edit(change='same', was='We', now='We'), Edit(change='replaced', was='may', now='will'), \
Edit(change='same', was='go', now='go'), Edit(change='left out', was='if asked', now=''))
    """
    ours, theirs = tokens(reference), tokens(wording)
    codes = Indel.opcodes([word.folded for word in ours], [word.folded for word in theirs])
    blocks: list[list[int]] = []
    for code in codes:
        same = code.tag == "equal"
        # What is left out and what is added at one place is one replacement.
        if blocks and not same and not blocks[-1][0]:
            blocks[-1][2], blocks[-1][4] = code.src_end, code.dest_end
        else:
            blocks.append([same, code.src_start, code.src_end, code.dest_start, code.dest_end])
    return tuple(
        _edit(bool(same), _stretch(reference, ours[a:b]), _stretch(wording, theirs[c:d])) for same, a, b, c, d in blocks
    )


def _edit(same: bool, was: str, now: str) -> Edit:
    if same:
        return Edit("same", was, now)
    return Edit("replaced" if was and now else "left out" if was else "added", was, now)


def _stretch(text: str, words: Sequence[Word]) -> str:
    return text[words[0].start : words[-1].end] if words else ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two wordings share.

    Attributes:
        words: how many words the shorter one has.
        run: the most words in a row that both have.
        kept: the share of the shorter one's words that stand in the other in the same order, 0 to 1.
        shared: how many content words both have.
        content: that as a share of the content words of the one that has fewer, 0 to 1.
        both: that as a share of the content words of the one that has more, 0 to 1.
        same: whether they are the same word by word.
    """

    words: int
    run: int
    kept: float
    shared: int
    content: float
    both: float
    same: bool


@lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> Likeness:
    """Measure what two wordings share."""
    ours, theirs = _folded(one), _folded(other)
    blocks = [code for code in Indel.opcodes(ours, theirs) if code.tag == "equal"]
    kept = sum(code.src_end - code.src_start for code in blocks)
    few, many = sorted((content_words(one), content_words(other)), key=len)
    shared = len(few & many)
    shorter = min(len(ours), len(theirs))
    return Likeness(
        words=shorter,
        run=longest_run(ours, theirs),
        kept=kept / (shorter or 1),
        shared=shared,
        content=shared / (len(few) or 1),
        both=shared / (len(many) or 1),
        same=ours == theirs and bool(ours),
    )


def longest_run(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """The most words in a row that both have."""
    longest, before = 0, [0] * (len(theirs) + 1)
    for word in ours:
        row = [0] * (len(theirs) + 1)
        for place, their in enumerate(theirs, start=1):
            if word == their:
                row[place] = before[place - 1] + 1
                longest = max(longest, row[place])
        before = row
    return longest
