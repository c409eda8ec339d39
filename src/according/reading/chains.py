"""Through whom the page has it: originator, venue and relays of a statement, in the order the words travelled.

A statement's chain begins with its source. What the words around it name comes next: the venue in which it was said
("in an interview with Channel 4", "told the Herald"), then the relays ("according to the agency", "reported by …", "the
Herald reported"). A statement told inside another one goes on with the outer statement's chain. The outlet of the page
is the writer and no hop; a platform is a medium and no hop.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from according.language import ParsedText
from according.model import Article, Hop, HopRole, Span
from according.reading.attributions import Attribution
from according.reading.grammar import Sentence, name_words, plain_name, sentence_at

if TYPE_CHECKING:
    from spacy.tokens import Token

# Words that make a name an outlet, a programme or one who works for one.
MEDIA_WORDS = frozenset(
    "advertiser advocate agency anchor argus associated banner bbc beacon broadcaster bulletin cable cbs channel"
    " chronicle cnn columnist correspondent courier daily dispatch echo editor enquirer examiner express fox"
    " gazette globe guardian herald host insider inquirer interviewer journal journalist magazine mail media"
    " mirror monitor msnbc nbc network news newspaper newsweek npr observer outlet pbs podcast politico post press"
    " programme radio record register reporter reuters review show star station sun sentinel standard telegraph"
    " television times today tribune tv weekly wire abc afp ap upi rt sky bloomberg voa".split()
)
# Those who are told something in public without being the way to the page: "told reporters", "told the BBC's viewers".
CROWDS = frozenset(
    "reporters journalists audience crowd supporters voters viewers listeners lawmakers people press us them me him her"
    " everyone".split()
)
# "spoke to the Herald" names a venue only with one of these before it.
TALKS = frozenset("interview interviews conversation appearance talk chat column op-ed article letter essay".split())
TELLING = frozenset("tell inform".split())
PASSING_ON = frozenset(
    "report quote cite publish carry relay air broadcast release obtain see review translate first-report share"
    " leak".split()
)
REACHING = frozenset("reach contact interview ask question".split())
PLATFORMS = frozenset("twitter facebook telegram instagram x youtube tiktok weibo truth tweet post".split())


def chain(
    article: Article,
    parsed: ParsedText,
    found: Attribution,
    others: Sequence[Attribution],
    within: Span | None = None,
    outer: Sequence[Hop] = (),
) -> tuple[Hop, ...]:
    """The source chain of one attribution.

    Args:
        article: the article it stands in; its publisher, agency credit and links matter.
        parsed: the article's parsed text.
        found: source, cue and content.
        others: the other attributions of the article: their sources and cues tell the way of their own contents.
        within: the content inside which it is told, if it is; nothing outside that tells its way but `outer` does.
        outer: the chain of the statement inside which it is told.
    """
    sentence = sentence_at(parsed, _place(found))
    source = [named_in(sentence, span) for span in found.source[:1]]
    others = [other for other in others if other is not found]
    taken = [span for other in others for span in other.source + other.cue]
    # What others are told to have said tells nothing of the way of these words, unless these stand in it.
    taken += [span for other in others for span in other.content if not any(map(span.meets, _parts(found)))]
    words = sentence.outside([*found.content, *source, *taken])
    if within:
        words = [word for word in words if within.holds(sentence.place(word))]
    hops = [_hop(article, span, "originator") for span in source]
    hops += [_hop(article, span, role) for role, span in _ways(words, sentence, found)]
    hops += [replace(hop, role="relay") if hop.role == "originator" else hop for hop in outer]
    if not outer:
        hops += [Hop(name, None, None, "relay", "credit") for name in article.agency]
    return tuple(_each_once(article, hops))


def _parts(found: Attribution) -> tuple[Span, ...]:
    return found.source + found.cue + found.content


def named_in(sentence: Sentence, span: Span) -> Span:
    """The name in a source's words, without its asides and without who saw or reached it ("a cable seen by …")."""
    name = plain_name(sentence, span)
    words = [token for token in sentence.tokens if name.holds(sentence.place(token))]
    ways = (number for number, token in enumerate(words) if number and token.dep_ == "acl" and _is_passed_on(token))
    end = next(ways, None)
    return sentence.span(words[:end]) if end else name


def _is_passed_on(verb: Token) -> bool:
    """Whether a participle tells through whom something came: "seen by the Herald", "published by the institute"."""
    return verb.lemma_ in PASSING_ON | REACHING and any(child.lower_ == "by" for child in verb.children)


def _place(found: Attribution) -> int:
    return (found.cue or found.source or found.content)[0].start


def _hop(article: Article, span: Span, role: HopRole) -> Hop:
    link = next((link for link in article.links if link.span.meets(span)), None)
    return Hop(span.of(article.text), span, None, role, "text", link.url if link else None)


def _ways(words: Sequence[Token], sentence: Sentence, found: Attribution) -> list[tuple[HopRole, Span]]:
    """Venues, then relays, as the words around the attribution name them."""
    cues = [token for token in sentence.inside(found.cue) if token in words]
    free = [token for token in words if token not in cues]
    venues = [span for token in words for span in _venue(token, free, cues, sentence)]
    relays = [span for token in free for span in _relay(token, free, sentence)]
    return [("venue", span) for span in venues] + [("relay", span) for span in relays if span not in venues]


def _venue(token: Token, free: Sequence[Token], cues: Sequence[Token], sentence: Sentence) -> Iterator[Span]:
    """The outlet to which the source spoke."""
    if token in cues and token.lemma_ in TELLING:
        yield from _media(_complements(token, {"dobj", "dative"}), free, sentence)
    if token.lower_ == "by" and token.head.tag_ == "VBN" and token.head.lemma_ in REACHING:
        yield from _media(_complements(token, {"pobj"}), free, sentence)
    if token.lower_ in {"to", "with", "on", "in", "for", "by"} and token.dep_ in {"prep", "dative", "agent"}:
        about = token.head.lower_ in TALKS
        heads = _complements(token, {"pobj"})
        if about or (token.lower_ in {"to", "with", "on"} and _speaks(token.head, cues)):
            yield from _media(heads, free, sentence)


def _speaks(verb: Token, cues: Sequence[Token]) -> bool:
    return verb in cues or verb.lemma_ in {"speak", "talk", "appear", "go", "say", "write"}


def _relay(token: Token, free: Sequence[Token], sentence: Sentence) -> Iterator[Span]:
    """One who passes the words on: "according to X", "reported by X", "X reported"."""
    if token.lower_ == "according":
        heads = [word for part in token.children if part.lower_ == "to" for word in _complements(part, {"pobj"})]
        yield from _names(heads, free, sentence)
    if token.lower_ == "by" and (_is_passing_on(token.head) or _is_quoting(token.head)):
        yield from _names(_complements(token, {"pobj"}), free, sentence)
    if token.lemma_ in {"report", "write", "note"} and token.pos_ == "VERB" and token.tag_ != "VBN":
        yield from _media(_complements(token, {"nsubj"}), free, sentence)


def _is_passing_on(verb: Token) -> bool:
    return verb.tag_ == "VBN" and verb.lemma_ in PASSING_ON


def _is_quoting(verb: Token) -> bool:
    """Whether a verb is the last of "was quoted as saying"."""
    return verb.dep_ == "pcomp" and verb.head.lower_ == "as" and _is_passing_on(verb.head.head)


def _complements(token: Token, labels: set[str]) -> list[Token]:
    return [child for child in token.children if child.dep_ in labels]


def _names(heads: Sequence[Token], free: Sequence[Token], sentence: Sentence) -> Iterator[Span]:
    for head in heads:
        if head in free:
            yield sentence.span(name_words(head, free))


def _media(heads: Sequence[Token], free: Sequence[Token], sentence: Sentence) -> Iterator[Span]:
    for head in heads:
        if head in free and is_medium(words := name_words(head, free)):
            yield sentence.span(words)


def is_medium(words: Sequence[Token]) -> bool:
    """Whether a name is one of an outlet, a programme, or one who works for one."""
    lowered = {part for word in words for part in word.lower_.replace("’s", "").split("-")}
    if lowered & CROWDS or lowered <= PLATFORMS:
        return False
    return bool(lowered & MEDIA_WORDS) or words[-1].ent_type_ == "ORG"


def _each_once(article: Article, hops: Sequence[Hop]) -> Iterator[Hop]:
    """The hops without the page's own outlet, each name once."""
    own = (article.publisher or "").casefold().removeprefix("the ")
    seen = set()
    for hop in hops:
        name = hop.name.casefold().removeprefix("the ")
        if name not in seen and name != own:
            seen.add(name)
            yield hop
