"""Which attributions are statements: what some source other than the writer says, thinks, plans or wants.

The corpus that the model learned from marks attitudes and deeds as well ("backs the bill", "loved the idea"); here a
word must tell that something is said or held, and a content must be there that could be true, done or disputed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from according.language import ParsedText
from according.model import Span
from according.reading.attributions import Attribution
from according.reading.citing import cites_only
from according.reading.clauses import MATTER_BY
from according.reading.grammar import tokens_at
from according.reading.sayings import sayings
from according.reading.sources import agent, is_passive, is_told_to

if TYPE_CHECKING:
    from spacy.tokens import Token

# Set on the shared gold paragraphs, which annotate fewer attitudes than the corpus that the model learned from.
SURE = 0.85
_FIRST_PERSON = frozenset({"i", "we"})
_ANYBODY = frozenset({"you", "anyone", "anybody", "whoever", "one"})
# What is thought or held is so also where it is denied: "does not believe that …", "have not ruled out …".
_NEGATED = frozenset(
    "accept believe consider count deny doubt expect intend plan recognise recognize regret rule think want".split()
)
_QUOTES = frozenset('"“”„«»‘') | {"''", "``"}


def is_saying(parsed: ParsedText, found: Attribution) -> bool:
    """Whether a cue has a verb or noun of saying."""
    return sayings().says([token for span in found.cue for token in tokens_at(parsed, span)])


def is_statement(parsed: ParsedText, found: Attribution) -> bool:
    """Whether an attribution of the model is a statement of somebody."""
    cue = [token for span in found.cue for token in tokens_at(parsed, span)]
    content = [token for span in found.content for token in tokens_at(parsed, span)]
    if _is_anybody(parsed, found) or is_unsaid(cue) or _is_participle(cue) or cites_only(cue):
        return False
    quoted = any(token.text in _QUOTES for token in content)
    if not found.source and cue and not _needs_no_source(cue) and not (quoted and cue[-1].pos_ in {"NOUN", "ADP"}):
        return False
    opens = bool(content) and content[0].text in _QUOTES
    if not cue or ((opens or (quoted and sayings().says(cue))) and not _has_only(cue, sayings().attitudes)):
        return True
    if not _is_told(content):
        return sayings().says(cue) and not _has_only(cue, sayings().think)
    if not sayings().says(cue) or _has_only(cue, sayings().attitudes):
        return found.score >= SURE and not _has_only(cue, sayings().attitudes)
    return _has_clause(content) or _takes_a_noun(cue)


def is_unsaid(cue: Sequence[Token]) -> bool:
    """Whether a cue tells of a saying that did not take place, or may not: "did not mention", "if she agrees"."""
    verb = next(
        (token for token in cue if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"}), None
    )
    if verb is None:
        return False
    supposed = any(child.dep_ == "mark" and child.lower_ in {"if", "unless"} for child in verb.children)
    denied = any(token.dep_ == "neg" for token in cue) and verb.lemma_ not in _NEGATED
    to_blame = verb.lemma_ == "be" and any(token.lemma_ == "blame" for token in cue)
    return supposed or denied or to_blame


def _is_participle(cue: Sequence[Token]) -> bool:
    """Whether a cue only describes a noun by what was done to it: "a man blamed for the fire"."""
    verb = next((token for token in cue if token.pos_ == "VERB"), None)
    return verb is not None and verb.dep_ == "acl" and verb.tag_ == "VBN" and agent(verb) is None


def _needs_no_source(cue: Sequence[Token]) -> bool:
    """Whether something is told though nobody is named: "it is claimed", "claims that", "have been told"."""
    voiceless = {token.lemma_.lower() for token in cue} & sayings().voiceless
    return bool(voiceless) or any(is_told_to(token) or _is_claimed(token) for token in cue) or cue[0].is_punct


def _has_only(cue: Sequence[Token], verbs: frozenset[str]) -> bool:
    """Whether the words of a cue that could say something are all among these."""
    telling = {token.lemma_.lower() for token in cue if token.pos_ in {"VERB", "NOUN", "ADJ", "PROPN"}}
    return bool(telling) and telling <= verbs


def _is_told(content: Sequence[Token]) -> bool:
    """Whether a content has a word that says something: "he believes it" tells nothing by itself."""
    return any(token.pos_ not in {"PRON", "DET", "PUNCT", "SPACE", "PART"} for token in content)


def _is_anybody(parsed: ParsedText, found: Attribution) -> bool:
    """Whether the source is the writer himself, or the reader: "I", "we" and "you" outside of a quotation."""
    source = [token for span in found.source for token in tokens_at(parsed, span)]
    if not source or source[0].lower_ not in _FIRST_PERSON | _ANYBODY or len(source) > 1:
        return False
    return not _in_quotation(source[0])


def _in_quotation(token: Token) -> bool:
    """Whether a quotation is open before a word of a paragraph."""
    before = [word.text for word in token.doc[: token.i] if word.text in _QUOTES]
    opened = sum(mark in {"“", "„", "«", "‘", "``"} for mark in before) - sum(mark in {"”", "»"} for mark in before)
    return opened > 0 or sum(mark in {'"', "''"} for mark in before) % 2 == 1


def _has_clause(content: Sequence[Token]) -> bool:
    """Whether the content's own head is a verb: a clause, an infinitive or a fragment of one."""
    inside = {token.i for token in content}
    heads = [token for token in content if token.head.i not in inside or token.head == token]
    return any(
        token.pos_ in {"VERB", "AUX"} or any(child.dep_ == "nsubj" for child in token.children) for token in heads
    )


def _takes_a_noun(cue: Sequence[Token]) -> bool:
    """Whether a cue tells what is said by a noun alone; "agreed to a pause" does, and "agreed a deal" does not."""
    verb = next((token for token in reversed(cue) if token.pos_ == "VERB"), None)
    if verb is not None and cue[-1].pos_ == "ADP" and verb.lemma_ in MATTER_BY:
        return cue[-1].lower_ in MATTER_BY[verb.lemma_]
    return not _has_only(cue, sayings().clause_only) or cue[-1].pos_ == "ADP"


# How much of an outer content a statement inside it may fill where it only names the same thing once more.
_WHOLE = 0.8


def adds_nothing(parsed: ParsedText, inner: Attribution, outer: Attribution) -> bool:
    """Whether a statement inside another is the same one: "I think …" of the speaker, "said he thought", "claims that".

    Without a source, only a noun of saying or a passive verb of telling makes it a statement.
    """
    lexicon = sayings()
    cue = [token for span in inner.cue for token in tokens_at(parsed, span)]
    source = [token for span in inner.source for token in tokens_at(parsed, span)]
    fills = _letters([*inner.source, *inner.cue, *inner.content]) >= _WHOLE * _letters(outer.content)
    if not source:
        passive = any(is_told_to(token) or _is_claimed(token) for token in cue)
        return (fills and not passive) or not _needs_no_source(cue)
    if source[0].lower_ in _FIRST_PERSON and len(source) == 1:
        return _has_only(cue, lexicon.think)
    himself = len(source) == 1 and source[0].pos_ == "PRON" and fills
    return himself and _has_only(cue, lexicon.think - lexicon.own_mind)


def _is_claimed(token: Token) -> bool:
    return token.tag_ == "VBN" and token.lemma_ in {"claim", "say", "allege", "fear", "report"} and is_passive(token)


def _letters(spans: Sequence[Span]) -> int:
    return sum(span.end - span.start for span in spans)
