"""What a source does by its words, and where the writer stands to it.

The cue tells the act where it can ("urged", "pledged", "denied"); where it only says that something was said, the
content tells it (`content_acts.py`). The words are in `data/acts.yaml` and `data/stances.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

import yaml

from according.language import ParsedText
from according.model import Act, Span, Stance
from according.reading.act_words import act_words, split
from according.reading.attributions import Attribution
from according.reading.content_acts import act_of_content, asks, harms, is_infinitive
from according.reading.grammar import Sentence, sentence_at
from according.reading.said import FIRST_PERSON, Said, has_no, lemma, negated, said, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_EXPRESSING = frozenset("express voice issue convey show".split())
_WANTING = frozenset("want wish desire like prefer".split())
# Cues of thought under which a content may still request or accuse: "argues that they should".
_ARGUING = frozenset("argue argument find hold see feel understand reason contention think believe consider".split())
_DENIED_PLANS = frozenset("plan intend agree accept".split())


def act_of(parsed: ParsedText, found: Attribution) -> Act:
    """Tell what the source does by saying the content.

    Args:
        parsed: the article's parsed text.
        found: the attribution.
    """
    there = said(parsed, found)
    cue = _cue(there.cue)
    return _framed(cue, there) if cue.act else act_of_content(cue.lemma, there)


@dataclass(frozen=True, slots=True)
class _Cue:
    """The word of a cue that tells most, and the act that it tells by itself."""

    word: Token | None
    act: Act | None

    @property
    def lemma(self) -> str:
        return lemma(self.word) if self.word is not None else ""


def _cue(cue: Sequence[Token]) -> _Cue:
    """The last word of a cue that is in the lexicon: "claims" in "has reiterated claims"."""
    for token in reversed(cue):
        # A phrase may end behind the cue: {called} "for an inquiry".
        told, act = act_words().phrase_at(list(token.doc[token.i : token.i + 4]))
        if told:
            return _Cue(token, act)
    return next(
        (found for token in reversed(cue) if (found := _word(token, cue))), _Cue(cue[-1] if cue else None, None)
    )


def _word(token: Token, cue: Sequence[Token]) -> _Cue | None:
    lexicon, word = act_words(), lemma(token)
    if token.pos_ == "NOUN" and word in lexicon.expressed and any(lemma(one) in _EXPRESSING for one in cue):
        return _Cue(token, lexicon.expressed[word])
    if word in lexicon.open:
        return _Cue(token, None)
    act = lexicon.cues.get(word) or lexicon.cues.get(token.lower_)
    return _Cue(token, act) if act and token.pos_ not in {"ADP", "DET", "PRON"} else None


def _framed(cue: _Cue, there: Said) -> Act:
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


def _own_thought(cue: _Cue) -> bool:
    """A belief is an assessment, whatever is believed; an argument is what it argues for."""
    return cue.lemma in {"think", "believe", "consider", "feel", "see", "understand"}


def _commitment(there: Said) -> Act:
    if any(negated(token) or has_no(token) for token in there.cue if token.pos_ in {"VERB", "NOUN", "ADJ"}):
        return "deny"
    head = next((head for _, head in there.heads()), None)
    return "threaten" if head is not None and harms(head) else "commit"


def _wanted(there: Said) -> Act | None:
    """ "Wants Velmora to withdraw" asks it of another; "wants to build" is a plan of one's own."""
    for part, head in there.heads():
        if not is_infinitive(head):
            return None
        return "commit" if part.tokens[0].lower_ == "to" else "request"
    return None


@cache
def _stances() -> tuple[Mapping[str, Stance], Mapping[str, Stance]]:
    """Words beside a cue, and cues themselves, that show where the writer stands."""
    table = yaml.safe_load(files("according.reading").joinpath("data", "stances.yaml").read_text("utf-8"))
    beside, cues = (
        {entry: cast("Stance", stance) for stance, row in table[key].items() for entry in split(row)}
        for key in ("beside", "cues")
    )
    return beside, cues


def stance_of(parsed: ParsedText, found: Attribution) -> tuple[Stance, Span | None]:
    """Tell where the writer stands to a statement, and the words that show it.

    Returns:
        "denies" ("falsely claims"), "endorses" ("rightly notes"), "distances" ("claims", "so-called", "cynically", a
        source or cue between quotation marks), with the words; else "neutral" and None.
    """
    there = said(parsed, found)
    if not there.cue:
        return "neutral", None
    sentence = sentence_at(parsed, found.cue[0].start)
    beside, cues = _stances()
    shown = {beside[word]: span for word, span in reversed(list(_beside(there, sentence))) if word in beside}
    for stance in ("denies", "endorses", "distances"):
        if stance in shown:
            return stance, shown[stance]
    own = subject_of(there.cue[-1])
    for token in there.cue:
        # "I claim" is not the writer's distance.
        if (
            lemma(token) in cues
            and token.pos_ in {"VERB", "NOUN", "ADV"}
            and (own is None or own.lower_ not in FIRST_PERSON)
        ):
            return cues[lemma(token)], sentence.place(token)
    return _in_scare_quotes(parsed, found)


def _beside(there: Said, sentence: Sentence) -> Iterator[tuple[str, Span]]:
    """The words in and around a cue that tell how it is meant, each with what to show.

    An adverb in a clause beside the cue ("Cynically turning the tables, …") is shown with its clause.
    """
    core = (*there.cue, *there.source)
    taken = {token.i for part in there.content for token in part.tokens} | {token.i for token in core}
    for token in core:
        yield token.lower_, sentence.place(token)
        if [before.lower_ for before in token.doc[max(token.i - 2, 0) : token.i]] == ["so", "-"]:
            yield f"so-{token.lower_}", sentence.span(list(token.doc[token.i - 2 : token.i + 1]))
    for child in (child for token in core for child in token.children if child.i not in taken):
        if child.dep_ in {"advmod", "amod", "npadvmod"}:
            yield child.lower_, sentence.place(child)
        if child.dep_ in {"prep", "advcl"}:
            clause = [word for word in child.subtree if word.i not in taken]
            for word in clause:
                if child in {word, word.head}:
                    yield word.lower_, sentence.span(clause)


def _in_scare_quotes(parsed: ParsedText, found: Attribution) -> tuple[Stance, Span | None]:
    """Whether one or two words of the source or cue stand between quotation marks: the “referendum” showed."""
    for span in (*found.source, *found.cue):
        words = span.of(parsed.text)
        opened = next((place for place, mark in enumerate(words) if mark in '“"‘'), None)
        if opened is None:
            continue
        closed = next((place for place in range(opened + 1, len(words)) if words[place] in '”"’'), None)
        if closed is not None and closed - opened > 2 and words[opened:closed].count(" ") <= 1:
            return "distances", Span(span.start + opened, span.start + closed + 1)
    return "neutral", None
