"""Attributions by other marks than a word of saying: "allegedly", a speaker's label, a name behind a quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from according.language import ParsedText
from according.model import Span
from according.reading.attributions import Attribution
from according.reading.grammar import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

# Adverbs by which a writer passes on what somebody unnamed says.
HEARSAY = frozenset("allegedly reportedly purportedly supposedly".split())
# "RAMOS: We did not.": the name of a speaker, as transcripts print it, at a paragraph's start or behind a sentence.
_NAME = r"[A-Z][A-Z.'’\-]*[A-Z](?:[ \u00a0][A-Z][A-Z.'’\-]+){0,3}"
_LABEL = re.compile(
    rf"(?:(?<![^\n])|(?<=[.!?”\"…] ))[“”\"]?(?P<name>{_NAME})(?:[ \u00a0]\([^()\n]{{1,30}}\))?(?P<mark>:)[ \u00a0]"
)
# "“We waited.” — Ada Lunt": a quotation that is a paragraph by itself, and who said it.
_CREDIT = re.compile(
    r"(?P<said>[“”\"].+[“”\"])[ \u00a0]*(?P<mark>[—–―]|--?)[ \u00a0]*"
    r"(?P<name>[A-Z][^\W\d_][^,;:“”\"—–―]{0,60}?)(?:,[^“”\"]{0,80})?"
)


def find_marked(parsed: ParsedText) -> Iterator[Attribution]:
    """What is attributed by a mark, paragraph by paragraph."""
    for offset, tokens in parsed.sentences():
        sentence = Sentence(tokens, offset)
        for token in tokens:
            if token.lower_ in HEARSAY and (content := _hearsay(token, sentence)):
                yield Attribution((), (sentence.place(token),), content, 1.0)
    for paragraph in parsed.paragraphs:
        yield from _labelled(parsed.text, paragraph)
        yield from _credited(parsed.text, paragraph)


def _hearsay(adverb: Token, sentence: Sentence) -> tuple[Span, ...]:
    """The clause of an adverb, in two pieces where it stands between subject and verb."""
    verb = adverb.head
    if adverb.dep_ != "advmod" or verb.pos_ not in {"VERB", "AUX"}:
        return ()
    branch = sorted(verb.subtree, key=lambda token: token.i)
    before = [token for token in branch if token.i < adverb.i and _of_subject(token, verb)]
    behind = [token for token in branch if token.i > adverb.i]
    aside = next((number for number, token in enumerate(behind) if number and _opens_aside(token)), len(behind))
    behind = behind[:aside]
    while behind and (behind[-1].is_punct or behind[-1].is_space):
        behind = behind[:-1]
    pieces = [piece for piece in (before, behind) if piece]
    return tuple(map(sentence.span, pieces)) if behind else ()


def _of_subject(token: Token, verb: Token) -> bool:
    subject = next((word for word in verb.children if word.dep_ in {"nsubj", "nsubjpass"}), None)
    return (
        subject is not None and subject.tag_ not in {"WP", "WDT"} and (token == subject or subject.is_ancestor(token))
    )


def _opens_aside(token: Token) -> bool:
    """Whether a comma begins an apposition or a relative clause."""
    if token.text != ",":
        return False
    behind = list(token.sent[token.i - token.sent.start + 1 :])
    return any(word.head.i < token.i and word.dep_ in {"appos", "relcl"} for word in behind)


def _labelled(text: str, paragraph: Span) -> Iterator[Attribution]:
    labels = list(_LABEL.finditer(text, paragraph.start, paragraph.end))
    if not labels or labels[0].start() != paragraph.start:
        return
    ends = [*(label.start() for label in labels[1:]), paragraph.end]
    for label, end in zip(labels, ends, strict=True):
        said = Span(label.end(), label.end() + len(text[label.end() : end].rstrip()))
        if said.start < said.end:
            yield Attribution((Span(*label.span("name")),), (Span(*label.span("mark")),), (said,), 1.0)


def _credited(text: str, paragraph: Span) -> Iterator[Attribution]:
    credit = _CREDIT.fullmatch(text, paragraph.start, paragraph.end)
    if credit:
        source, cue, content = (Span(*credit.span(name)) for name in ("name", "mark", "said"))
        yield Attribution((source,), (cue,), (content,), 1.0)
