"""Who said what: source, cue and content, by grammar and quotation marks.

A reporting verb with its subject and its clause, "according to", and whatever stands between quotation marks around
them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from according.language import ParsedText
from according.model import Span
from according.reading.quotes import quoted_spans

if TYPE_CHECKING:
    from spacy.tokens import Token

REPORTING = frozenset(
    "accuse acknowledge add admit agree allege announce answer argue ask assert assess assure believe blame boast call"
    " claim comment complain conclude concede confirm contend declare demand deny describe disclose emphasise emphasize"
    " estimate expect explain express fear forecast hint hope indicate inform insist intend maintain mention note"
    " observe order plan pledge point predict promise propose protest recall reckon recommend refuse reiterate reject"
    " remark remind repeat reply report request respond reveal say signal speculate state stress suggest suspect swear"
    " tell testify think threaten tweet underline urge vow want warn wonder write".split()
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """The words that name a source, link it to a content, and are that content; a role may be empty.

    `score` is how sure the finder is, 0 to 1.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float


def find_attributions(parsed: ParsedText) -> tuple[Attribution, ...]:
    """Find the outermost attributions of a parsed text, in the order of their cues."""
    quotes = [quote for paragraph in parsed.paragraphs for quote in quoted_spans(parsed.text, paragraph)]
    found = [item for offset, sentence in parsed.sentences() for item in _in_sentence(offset, sentence, quotes)]
    return tuple(item for item in found if not _inside_another(item, found))


def find_within(parsed: ParsedText, spans: Sequence[Span]) -> tuple[tuple[Attribution, ...], ...]:
    """Find the attributions inside each of the given contents, which are read again by themselves."""
    every = [item for offset, sentence in parsed.sentences() for item in _in_sentence(offset, sentence, ())]
    inside = (
        [item for item in every if all(span.holds(part) for part in item.source + item.cue + item.content)]
        for span in spans
    )
    return tuple(tuple(item for item in items if not _inside_another(item, items)) for items in inside)


def _in_sentence(offset: int, sentence: Sequence[Token], quotes: Sequence[Span]) -> Iterator[Attribution]:
    for token in sentence:
        parts = _reported(token) or _according(token, sentence)
        if parts:
            source, cue, content = (_span(part, offset) for part in parts)
            if cue and content:
                yield Attribution((source,) if source else (), (cue,), _with_quotes(content, cue, source, quotes), 1.0)


def _reported(token: Token) -> tuple[list[Token], list[Token], list[Token]] | None:
    """The subject, verb and clause of a reporting verb."""
    if token.pos_ != "VERB" or token.lemma_.lower() not in REPORTING:
        return None
    clauses = [child for child in token.children if child.dep_ in {"ccomp", "xcomp"}]
    if not clauses:
        return None
    content = [word for word in clauses[-1].subtree if word.i != token.i and not word.is_space]
    # An inverted clause ("…", said Ada) can hold the verb's own branch: only the side away from the verb is content.
    content = [word for word in content if (word.i > token.i) == (clauses[-1].i > token.i)]
    if content and content[0].lower_ == "that":
        content = content[1:]
    subjects = [child for child in token.children if child.dep_ in {"nsubj", "nsubjpass"}]
    return _name(subjects[0]) if subjects else [], [token], content


def _according(token: Token, sentence: Sequence[Token]) -> tuple[list[Token], list[Token], list[Token]] | None:
    """The source of "according to", and the rest of the sentence as its content."""
    if token.lower_ != "according" or token.i + 1 >= len(token.doc) or token.nbor().lower_ != "to":
        return None
    names = [word for word in token.subtree if word.dep_ == "pobj" and word.head.i == token.i + 1]
    if not names:
        return None
    source = _name(names[0])
    before = [word for word in sentence if word.i < token.i]
    after = [word for word in sentence if word.i > source[-1].i]
    content = before if len(before) >= len(after) else after
    return source, [token, token.nbor()], [word for word in content if not word.is_space]


def _name(head: Token) -> list[Token]:
    """The words of a name up to the comma of an apposition or the start of a relative clause."""
    left_out = {word.i for child in head.children if child.dep_ in {"relcl", "appos", "acl"} for word in child.subtree}
    words = [word for word in head.subtree if word.i not in left_out]
    comma = next((place for place, word in enumerate(words) if word.text == "," and word.i > head.i), len(words))
    return words[:comma]


def _span(words: Sequence[Token], offset: int) -> Span | None:
    words = list(words)
    while words and words[0].is_punct and not words[0].is_quote:
        words = words[1:]
    while words and words[-1].is_punct and not words[-1].is_quote:
        words = words[:-1]
    if not words:
        return None
    # A no-break space belongs to the token before it.
    return Span(offset + words[0].idx, offset + words[-1].idx + len(words[-1].text.rstrip()))


def _with_quotes(content: Span, cue: Span, source: Span | None, quotes: Sequence[Span]) -> tuple[Span, ...]:
    """Widen a content to the whole quotation that it begins or ends in, as far as cue and source stand outside it."""
    for quote in quotes:
        outside = not quote.meets(cue) and not (source and quote.meets(source))
        if quote.meets(content) and outside:
            content = Span(min(content.start, quote.start), max(content.end, quote.end))
    return (content,)


def _inside_another(item: Attribution, found: Sequence[Attribution]) -> bool:
    return any(other is not item and content.holds(item.cue[0]) for other in found for content in other.content)
