"""What a source does by its words.

The cue tells the act where it can ("urged", "pledged", "denied"); where it only says that something was said, the
content tells it (`content_acts.py`). The words are in `data/acts.yaml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from according.language import ParsedText
from according.model import Act, Span
from according.reading.act_words import LONGEST, act_by, act_words
from according.reading.attributions import Attribution
from according.reading.content_acts import act_of_content, asks, harms, is_infinitive
from according.reading.lexicon import Entry
from according.reading.said import Said, has_no, lemma, negated, said, words_at

if TYPE_CHECKING:
    from spacy.tokens import Token

_EXPRESSING = frozenset("express voice issue convey show".split())
_WANTING = frozenset("want wish desire like prefer".split())
# Cues of thought under which a content may still request or accuse: "argues that they should".
_ARGUING = frozenset("argue argument find hold see feel understand reason contention think believe consider".split())


def act_of(parsed: ParsedText, found: Attribution, own_side: Sequence[Span] = ()) -> Act:
    """Tell what the source does by saying the content.

    Args:
        parsed: the article's parsed text.
        found: the attribution.
        own_side: where the text names those for whom the source speaks, if that is known.
    """
    there = said(parsed, found)
    if own_side:
        there = replace(there, own=frozenset(token for part in words_at(parsed, own_side) for token in part.tokens))
    cue = telling_word(there.cue)
    return _framed(cue, there) if cue.act else act_of_content(cue.lemma, there)


@dataclass(frozen=True, slots=True)
class TellingWord:
    """The word of a cue that tells most, the act that it tells by itself, and its entry in the lexicon."""

    word: Token | None
    act: Act | None
    entry: Entry | None = None

    @property
    def lemma(self) -> str:
        """Its lemma, empty where there is no word."""
        return lemma(self.word) if self.word is not None else ""


def telling_word(cue: Sequence[Token]) -> TellingWord:
    """The last word of a cue that is in the lexicon: "claims" in "has reiterated claims"."""
    for token in reversed(cue):
        # A phrase may end behind the cue: {called} "for an inquiry".
        if entry := act_words().phrase_at(list(token.doc[token.i : token.i + LONGEST])):
            return TellingWord(token, act_by(entry), entry)
    single = (found for token in reversed(cue) if (found := _word(token, cue)))
    return next(single, TellingWord(cue[-1] if cue else None, None))


def _word(token: Token, cue: Sequence[Token]) -> TellingWord | None:
    lexicon, word = act_words(), lemma(token)
    if token.pos_ == "NOUN" and word in lexicon.expressed and any(lemma(one) in _EXPRESSING for one in cue):
        return TellingWord(token, act_by(lexicon.expressed[word]), lexicon.expressed[word])
    entry = lexicon.cues.get(word) or lexicon.cues.get(token.lower_)
    if _is_manner(token, cue):
        return None
    if entry and (act_by(entry) is None or token.pos_ not in {"ADP", "DET", "PRON"}):
        return TellingWord(token, act_by(entry), entry)
    return None


def _is_manner(token: Token, cue: Sequence[Token]) -> bool:
    """ "Shot back", "thundered to cheers": how, or to whose applause, it is said."""
    if token.pos_ == "ADV" or token.dep_ == "prt":
        return not token.lower_.endswith("ly")
    above = token.head
    return token.dep_ == "pobj" and token.tag_ == "NNS" and above.lower_ in {"to", "amid"} and above.head in cue


def _framed(cue: TellingWord, there: Said) -> Act:
    """The act of a telling cue, seen with the frame in which it stands."""
    if cue.act == "commit":
        return _commitment(there)
    if cue.act == "request" and asks(cue.lemma, there):
        return "other"
    if cue.lemma in _WANTING and (wanted := _wanted(there)):
        return wanted
    if cue.act == "assess" and cue.lemma in _ARGUING:
        told = act_of_content(cue.lemma, there, otherwise="assess")
        return told if told in {"request", "accuse", "deny"} and not _own_thought(cue) else "assess"
    return cue.act or "assert"


def _own_thought(cue: TellingWord) -> bool:
    """A belief is an assessment, whatever is believed; an argument is what it argues for."""
    return cue.lemma in {"think", "believe", "consider", "feel", "see", "understand"}


def _commitment(there: Said) -> Act:
    if any(negated(token) or has_no(token) for token in there.cue if token.pos_ in {"VERB", "NOUN", "ADJ"}):
        return "deny"
    if any(child.lower_ == "whether" for token in there.cue for child in (*token.children, *token.head.children)):
        return "other"
    head = next((head for _, head in there.heads()), None)
    if head is not None and is_infinitive(head) and _compares(head):
        return "assess"
    return "threaten" if head is not None and harms(head) else "commit"


def _compares(head: Token) -> bool:
    """ "Promises to be even better": how a thing is thought to turn out."""
    return lemma(head) == "be" and any(
        one.tag_ in {"JJR", "JJS", "RBR", "RBS"}
        for child in head.children
        if child.dep_ in {"acomp", "attr"}
        for one in (child, *child.children)
    )


def _wanted(there: Said) -> Act | None:
    """ "Wants Velmora to withdraw" asks it of another; "wants to build" is a plan of one's own."""
    for part, head in there.heads():
        if not is_infinitive(head):
            return None
        return "commit" if part.tokens[0].lower_ == "to" else "request"
    return None
