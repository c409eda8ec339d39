"""Whom an outlet cites for what it reports: "…, the Herald reported, citing two officials"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from according.language import ParsedText
from according.reading.attributions import Attribution
from according.reading.grammar import name_words, sentence_at, tokens_at
from according.reading.sources import is_somebody

if TYPE_CHECKING:
    from spacy.tokens import Token

QUOTING = frozenset("cite quote".split())


def cited(parsed: ParsedText, report: Attribution) -> Attribution | None:
    """The statement of the one whom a report's source cites; its content is the report's."""
    if not report.cue:
        return None
    sentence = sentence_at(parsed, report.cue[0].start)
    telling = {token.i for span in (*report.cue, *report.source) for token in tokens_at(parsed, span)}
    for token in sentence.outside(report.content):
        for who in _cited(token):
            # The parse hangs the participle on the verb, on a comma, or on the clause that follows it.
            ours = (
                token.head.i in telling
                or token.head.is_punct
                or any(span.holds(sentence.place(token.head)) for span in report.content)
            )
            if ours and token.i not in telling:
                named = sentence.span(name_words(who, sentence.tokens))
                return Attribution((named,), (sentence.place(token),), report.content, report.score)
    return None


def cites_only(cue: list[Token]) -> bool:
    """Whether a cue only names whom somebody cites, and no matter."""
    return len(cue) == 1 and any(True for _ in _cited(cue[0]))


def _cited(token: Token) -> Iterator[Token]:
    if token.lemma_ in QUOTING and token.tag_ == "VBG":
        yield from (child for child in token.children if child.dep_ == "dobj" and is_somebody(child))
