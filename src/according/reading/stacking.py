"""Attributions stacked on one content: "…," Torn said, according to the agency.

Such a sentence tells one statement, Torn's, and its way: the agency is a relay. Read from the outside it looks like a
statement of the agency with Torn's words for its content; here Torn's takes its place, and the chain finds the relay.
"""

from __future__ import annotations

from collections.abc import Sequence

from according.language import ParsedText
from according.model import Span
from according.reading.attributions import Attribution, find_within
from according.reading.chains import PASSING_ON
from according.reading.grammar import sentence_at

# How much of an outer content the statement inside must fill: a venue may stand beside it, a second deed may not.
FILLED = 0.6


def unstacked(parsed: ParsedText, found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions, those that only relay one other statement replaced by it, or left out where it stands there."""
    relays = [one for one in found if _only_relays(parsed, one)]
    others = [one for one in found if one not in relays]
    kept = [one for one in relays if not any(_same_content(one, other) for other in others)]
    inner = find_within(parsed, [max(one.content, key=_length) for one in kept])
    told = {id(relay): _relayed(parsed.text, relay, items) for relay, items in zip(kept, inner, strict=True)}
    return tuple(told.get(id(one)) or one for one in found if one in others or id(one) in told)


def _same_content(one: Attribution, other: Attribution) -> bool:
    shared = sum(
        max(0, min(mine.end, theirs.end) - max(mine.start, theirs.start))
        for mine in one.content
        for theirs in other.content
    )
    return shared >= FILLED * max(_letters(one.content), _letters(other.content))


def _length(span: Span) -> int:
    return span.end - span.start


def _only_relays(parsed: ParsedText, found: Attribution) -> bool:
    """Whether a cue is "according to", "reported by" or its like."""
    if not found.cue:
        return False
    sentence = sentence_at(parsed, found.cue[0].start)
    cues = [token for token in sentence.tokens if any(span.meets(sentence.place(token)) for span in found.cue)]
    return any(
        token.lower_ == "according"
        or (
            token.tag_ == "VBN" and token.lemma_ in PASSING_ON and any(child.lower_ == "by" for child in token.children)
        )
        for token in cues
    )


def _relayed(text: str, outer: Attribution, inner: Sequence[Attribution]) -> Attribution | None:
    """The one statement that fills an outer content, with all of that content which is not its source or cue."""
    for one in inner:
        if one.source and one.cue:
            telling = Span(min(one.source[0].start, one.cue[0].start), max(one.source[-1].end, one.cue[-1].end))
            content = _before(text, outer.content[-1], telling) or one.content
            if _letters([*content, telling]) >= FILLED * _letters(outer.content):
                return Attribution(one.source, one.cue, content, outer.score)
    return None


def _before(text: str, content: Span, telling: Span) -> tuple[Span, ...]:
    """What stands before a source and cue at the very end of a content."""
    if not content.holds(telling) or text[telling.end : content.end].strip(" \u00a0,."):
        return ()
    words = text[content.start : telling.start].rstrip(" \u00a0")
    return (Span(content.start, content.start + len(words)),) if words else ()


def _letters(spans: Sequence[Span]) -> int:
    return sum(map(_length, spans))
