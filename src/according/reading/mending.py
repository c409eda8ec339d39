"""The parts of an attribution made whole by the parse.

The model reads words; the parse knows where a clause ends and whom "who" takes up. A content that breaks off within the
clause of its verb goes on to its end, a source that only stands for another is replaced by it, and the one to whom
something was told is no source of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from according.language import ParsedText
from according.model import Span
from according.reading.attributions import Attribution
from according.reading.citing import cites_only
from according.reading.clauses import CLAUSES
from according.reading.grammar import Sentence, name_words, sentence_at
from according.reading.sayings import sayings
from according.reading.sources import agent, antecedent, is_passive, is_relative, is_told_to, speaker

if TYPE_CHECKING:
    from spacy.tokens import Token


_DASHES = frozenset({"–", "—", "-", "--", "―"})
_BREAKS = frozenset({",", ";", ":"}) | _DASHES


def mended(
    parsed: ParsedText, found: Attribution, others: Sequence[Attribution], within: Span | None = None
) -> Attribution:
    """An attribution with its source and content as the parse has them, where it is surer of them.

    Args:
        parsed: the text's parse.
        found: what the model found.
        others: what else it found there; their words are nobody else's.
        within: the content inside which it is told; a content goes on to its end at most.
    """
    if not found.cue:
        return found
    sentence = sentence_at(parsed, found.cue[0].start)
    cue = sentence.inside(found.cue)
    verb = next((token for token in reversed(cue) if any(child.dep_ in CLAUSES for child in token.children)), None)
    verb = verb or next((token for token in reversed(cue) if token.pos_ == "VERB"), None)
    source = _source(found, sentence, cue, verb)
    found = replace(found, source=source, content=_apart(sentence, found.content, source))
    return replace(found, content=_content(found, sentence, verb, others, within)) if verb is not None else found


def _apart(sentence: Sentence, content: tuple[Span, ...], source: tuple[Span, ...]) -> tuple[Span, ...]:
    """A content without the source's words at its end: "“…,” Colonel Ferro" of "… was quoted as saying"."""
    return tuple(_before(sentence, span, source[0]) if source and span.holds(source[0]) else span for span in content)


def _before(sentence: Sentence, span: Span, source: Span) -> Span:
    words = [token for token in sentence.tokens if span.holds(sentence.place(token))]
    before = [token for token in words if sentence.place(token).end <= source.start]
    behind = [token for token in words if sentence.place(token).start >= source.end and not token.is_punct]
    return Span(span.start, sentence.place(before[-1]).end) if before and not behind else span


def _subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ == "nsubjpass"), None)


def _source(found: Attribution, sentence: Sentence, cue: Sequence[Token], verb: Token | None) -> tuple[Span, ...]:
    words = sentence.inside(found.source)
    if len(words) == 1 and is_relative(words[0]):
        who = antecedent(words[0])
        return (sentence.span(name_words(who, sentence.tokens)),) if who is not None else found.source
    if words and verb is not None and is_told_to(verb) and any(word.dep_ == "nsubjpass" for word in words):
        by = agent(verb)
        return (sentence.span(name_words(by, sentence.tokens)),) if by is not None else ()
    quoted = next((token for token in cue if token.lemma_ in {"quote", "cite"} and is_passive(token)), None)
    if quoted is not None and (who := _subject(quoted)) is not None:
        return (sentence.span(name_words(who, sentence.tokens)),)
    speaks = verb is not None and verb.pos_ == "VERB" and verb.lower_ != "according"
    if not found.source and verb is not None and speaks and (who := speaker(verb)) is not None:
        named = sentence.span(name_words(who, sentence.tokens))
        return () if any(span.meets(named) for span in (*found.content, *found.cue)) else (named,)
    return tuple(_bare(sentence, span) for span in found.source)


def _bare(sentence: Sentence, span: Span) -> Span:
    """A name without a comma or the mark of the genitive at its end, and without the text's dateline before it."""
    words = _after_dateline([token for token in sentence.tokens if span.holds(sentence.place(token))])
    while len(words) > 1 and (words[-1].text in {",", "’s", "'s", "’", "'", "–", "-"} or words[-1].is_space):
        words = words[:-1]
    return Span(sentence.place(words[0]).start, sentence.place(words[-1]).end) if words else span


def _after_dateline(words: list[Token]) -> list[Token]:
    """The words after "LEMSK (Agency) –" at the head of a paragraph."""
    if not words or words[0].i or not words[0].text.isupper():
        return words
    dash = next((place for place, token in enumerate(words) if token.text in _DASHES), 0)
    return words[dash + 1 :] if dash and words[dash + 1 :] else words


def _content(
    found: Attribution, sentence: Sentence, verb: Token, others: Sequence[Attribution], within: Span | None
) -> tuple[Span, ...]:
    """The content with all that belongs to its verb's clause behind it, up to what another attribution tells."""
    inside = sentence.inside(found.content)
    heads = [child for child in verb.children if child.dep_ in CLAUSES]
    head = next((head for head in heads if set(head.subtree) & set(inside)), None)
    if head is None:
        return found.content
    branch = set(head.subtree)
    # Where the clause has its verb already, what comes behind a comma or a dash may be the writer's again.
    whole = head in inside
    spans = [span for other in others if other.cue != found.cue for span in (*other.source, *other.cue)]
    taken = [token for token in sentence.inside(spans) if token not in branch]
    closed = {*taken, *sentence.inside([*found.source, *found.cue])}

    def is_open(token: Token) -> bool:
        return (
            (token in branch or token.is_punct or token.is_space)
            and token.lower_ != "according"
            and not (whole and (token.text in _BREAKS or _joins_saying(token)))
            and token not in closed
            and (within is None or within.holds(sentence.place(token)))
        )

    if inside[-1].i > verb.i:
        found = replace(found, content=_from_that(found.content, sentence, head, inside[0]))
        return _onward(found.content, sentence, inside[-1], is_open, branch)
    return _backward(found.content, sentence, inside[0], is_open, branch)


def _joins_saying(token: Token) -> bool:
    """Whether a conjunction goes on with another word of saying: "and vowed to …" is the writer's as a rule."""
    verbs = (child for child in token.head.children if child.dep_ == "conj" and child.i > token.i)
    return token.dep_ == "cc" and any(sayings().is_verb(verb) for verb in verbs)


def _from_that(content: tuple[Span, ...], sentence: Sentence, head: Token, begin: Token) -> tuple[Span, ...]:
    """The content without what stands before its clause's "that": "on Friday, citing an aide, that …"."""
    that = next((child for child in head.children if child.dep_ == "mark" and child.lower_ == "that"), None)
    if that is None or begin.i >= that.i or not content[0].holds(sentence.place(that)):
        return content
    if head.left_edge.i < that.i and not cites_only([begin]):
        return content
    return (Span(sentence.place(that).start, content[0].end), *content[1:])


def _onward(
    content: tuple[Span, ...], sentence: Sentence, end: Token, is_open: Callable[[Token], bool], branch: set[Token]
) -> tuple[Span, ...]:
    """The content up to the end of its clause behind the verb."""
    last = content[-1]
    if not last.meets(sentence.place(end)):
        return content
    for token in sentence.tokens[sentence.tokens.index(end) + 1 :]:
        if not is_open(token):
            break
        end = token if token in branch and not token.is_punct else end
    return (*content[:-1], Span(last.start, max(last.end, sentence.place(end).end)))


def _backward(
    content: tuple[Span, ...], sentence: Sentence, begin: Token, is_open: Callable[[Token], bool], branch: set[Token]
) -> tuple[Span, ...]:
    """The content from the beginning of its clause before the verb."""
    first = content[0]
    if not first.meets(sentence.place(begin)):
        return content
    for token in reversed(sentence.tokens[: sentence.tokens.index(begin)]):
        if not is_open(token):
            break
        begin = token if token in branch and not token.is_punct else begin
    return (Span(min(first.start, sentence.place(begin).start), first.end), *content[1:])
