"""Attributions that the grammar alone shows: a word of saying, its speaker, and its clause.

The model was trained on outermost attributions; what it finds inside a content is often a deed and no saying. There the
grammar is surer: "Lukan claimed that …", "he asked us to …", "the ministry's promise to …", "fear of …".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from according.language import ParsedText
from according.model import Span
from according.reading.attributions import Attribution
from according.reading.grammar import Sentence, name_words
from according.reading.sayings import sayings
from according.reading.sources import agent, is_passive, speaker

if TYPE_CHECKING:
    from spacy.tokens import Token

CLAUSES = frozenset({"ccomp", "xcomp"})
# With which preposition a verb of saying takes its matter: "called for a ban", "warned of floods".
MATTER_BY = {
    "call": {"for", "on", "upon"},
    "warn": {"of", "against", "about"},
    "ask": {"for"},
    "appeal": {"for", "to"},
    "plead": {"for"},
    "speak": {"about", "of"},
    "talk": {"about", "of"},
    "complain": {"about", "of"},
    "worry": {"about"},
    "wonder": {"about"},
    "threaten": {"with"},
    "apologise": {"for"},
    "apologize": {"for"},
    "object": {"to"},
}
# Verbs whose object is the one blamed or asked, and part of what is said.
_OF_SOMEBODY = frozenset("accuse blame criticize criticise condemn ask urge call threaten warn praise describe".split())


def find_in_clauses(parsed: ParsedText, spans: Sequence[Span]) -> tuple[tuple[Attribution, ...], ...]:
    """Find what verbs and nouns of saying tell inside each of the given contents, by the parse of the whole text."""
    rows: list[list[Attribution]] = [[] for _ in spans]
    for offset, tokens in parsed.sentences():
        sentence = Sentence(tokens, offset)
        here = sentence.span(tokens)
        inside = [(row, span) for row, span in zip(rows, spans, strict=True) if span.meets(here)]
        found = list(in_sentence(sentence)) if inside else []
        for row, span in inside:
            row.extend(one for one in found if all(span.holds(part) for part in one.source + one.cue + one.content))
    return tuple(map(tuple, rows))


def find_plain(parsed: ParsedText) -> Iterator[Attribution]:
    """What the text tells in the plainest way: somebody, a verb of saying, and a clause with a subject of its own."""
    for offset, tokens in parsed.sentences():
        sentence = Sentence(tokens, offset)
        for token in tokens:
            plain = token.tag_ != "VB" and token.lemma_.lower() in sayings().spoken
            if plain and any(child.dep_ == "ccomp" and _has_subject(child) for child in token.children):
                yield from _attributions(sentence, _by_verb(token))
            elif token.pos_ == "NOUN" and _owner(token) is not None:
                yield from _attributions(sentence, _by_noun(token, sentence))


def _has_subject(clause: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass", "expl"} for child in clause.children)


def in_sentence(sentence: Sentence) -> Iterator[Attribution]:
    """What the words of saying of one sentence tell."""
    for token in sentence.tokens:
        yield from _attributions(sentence, _by_verb(token) or _by_noun(token, sentence))


def _attributions(sentence: Sentence, parts: Parts | None) -> Iterator[Attribution]:
    if parts:
        source, cue, content = (tuple(sentence.span(part) for part in (words,) if words) for words in parts)
        yield Attribution(source, cue, content, 1.0)


Parts = tuple[list["Token"], list["Token"], list["Token"]]


def _by_verb(token: Token) -> Parts | None:
    lexicon = sayings()
    if token.pos_ != "VERB" or token.lemma_.lower() not in lexicon.clause:
        return None
    heads = _clause(token) or _matter(token) or _clause_before(token)
    who = speaker(token)
    if not heads or (who is None and not (is_passive(token) and _is_telling(token))):
        return None
    content = after(token, heads) if heads[-1].i > token.i else _fronted(token, heads[-1], who)
    source = name_words(who, list(token.sent)) if who is not None else []
    if not content or (who is not None and who in content):
        return None
    return source, with_auxiliaries(token), content


def _is_telling(token: Token) -> bool:
    """Whether a passive tells something: "it was claimed that …", "they were told to …"."""
    return token.lemma_ in {
        "tell",
        "claim",
        "say",
        "allege",
        "fear",
        "ask",
        "order",
        "inform",
        "warn",
        "urge",
        "assure",
    }


def _clause(token: Token) -> list[Token]:
    clauses = [child for child in token.children if child.dep_ in CLAUSES and child.i > token.i]
    if not clauses:
        return []
    objects = [child for child in token.children if child.dep_ in {"dobj", "dative"} and child.i < clauses[-1].i]
    # A request keeps the one asked where he stands before the deed: "asked us to open the gates".
    return [*objects, clauses[-1]] if clauses[-1].dep_ == "xcomp" else clauses[-1:]


def _clause_before(token: Token) -> list[Token]:
    """The clause of a verb that stands behind it: "The road is open, notes the mayor"."""
    return [child for child in token.children if child.dep_ == "ccomp" and child.i < token.i][-1:]


def _fronted(token: Token, clause: Token, who: Token | None) -> list[Token]:
    """The words of a clause up to the speaker and the verb that follow it; none where no mark parts them."""
    limit = min([token.i, *(word.i for word in who.subtree)] if who is not None else [token.i])
    words = sorted((word for word in clause.subtree if word.i < limit), key=lambda word: word.i)
    while words and (words[-1].is_space or (words[-1].is_punct and not words[-1].is_quote)):
        words = words[:-1]
    parted = bool(words) and any(word.is_punct for word in token.doc[words[-1].i : limit])
    return words if parted else []


def _matter(token: Token) -> list[Token]:
    """The matter of a verb that takes one by a preposition: "called for a ban", "asked us for a receipt"."""
    wanted = MATTER_BY.get(token.lemma_, set())
    matters = [
        child for child in token.children if child.dep_ == "prep" and child.lower_ in wanted and child.i > token.i
    ]
    matters = [word for child in matters[:1] for word in child.children if word.dep_ in {"pobj", "pcomp"}]
    objects = [child for child in token.children if child.dep_ in {"dobj", "dative"} and child.i > token.i]
    return [*(objects if token.lemma_ in _OF_SOMEBODY else []), *matters] if matters else []


def _by_noun(token: Token, sentence: Sentence) -> Parts | None:
    lexicon = sayings()
    if token.pos_ != "NOUN" or not (lexicon.is_noun(token) or token.lemma_ in lexicon.nouns_of | lexicon.voiceless):
        return None
    who = _owner(token)
    clause = _told_by_noun(token)
    # Without an owner only "that" tells a content from a purpose: "claims that …", but "a warning to …".
    if who is None and not (token.lemma_ in lexicon.voiceless and clause and _has_that(clause[0])):
        return None
    content = after(token, clause)
    if not content or content[0].tag_ in {"WDT", "WP"}:
        return None
    words = [word for word in sentence.tokens if who is None or word.dep_ != "case" or word.head != who]
    source = (
        name_words(who, [word for word in words if word not in content and word != token]) if who is not None else []
    )
    return source, [token], content


def _owner(token: Token) -> Token | None:
    """Whose a noun of saying is: "the mayor's claim", "the Kremlin claim", "a claim by the mayor"."""
    owner = next((child for child in token.children if child.dep_ == "poss"), None)
    named = (
        child
        for child in token.children
        if child.dep_ in {"compound", "nmod"} and child.i < token.i and child.pos_ == "PROPN"
    )
    return owner or agent(token) or next(named, None)


def _told_by_noun(token: Token) -> list[Token]:
    lexicon = sayings()
    clauses = [child for child in token.children if child.dep_ in {"acl", "ccomp", "relcl"} and child.i > token.i]
    clauses = [clause for clause in clauses if _is_content(clause)]
    matters = [
        word
        for child in token.children
        if child.lower_ == "of" and child.dep_ == "prep" and token.lemma_ in lexicon.nouns_of
        for word in child.children
        if word.dep_ in {"pobj", "pcomp"}
    ]
    # "Her remarks were a sign that …": what the noun's own sentence says of it.
    copula = token.head if token.dep_ == "nsubj" and token.head.lemma_ == "be" else None
    told = (
        [child for child in copula.children if child.dep_ in {"ccomp", "advcl"} and _has_that(child)] if copula else []
    )
    return (clauses or matters or told)[:1]


def _has_that(clause: Token) -> bool:
    return any(child.lower_ == "that" and child.dep_ == "mark" for child in clause.children)


def _is_content(clause: Token) -> bool:
    """Whether a clause tells what is said: with "that" that is no subject, or an infinitive."""
    return any(
        child.lower_ in {"that", "to", "if", "whether"} and child.dep_ in {"mark", "aux"} for child in clause.children
    )


def after(token: Token, heads: Sequence[Token]) -> list[Token]:
    """The words of the given branches behind a word, without "that" before and punctuation around them."""
    words = sorted({word for head in heads for word in head.subtree if word.i > token.i}, key=lambda word: word.i)
    while words and (words[0].is_punct or words[0].is_space or (words[0].lower_ == "that" and words[0].dep_ == "mark")):
        words = words[1:]
    while words and (words[-1].is_space or (words[-1].is_punct and not words[-1].is_quote)):
        words = words[:-1]
    return words


def with_auxiliaries(token: Token) -> list[Token]:
    """A verb with its auxiliaries, as far as they stand right before it."""
    first = token.i
    while first > token.sent.start and token.doc[first - 1].dep_ in {"aux", "auxpass", "neg", "advmod"}:
        first -= 1
    return list(token.doc[first : token.i + 1])
