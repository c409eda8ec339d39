"""What a source does by its words, and where the writer stands to it.

The cue tells the act where it can ("urged", "pledged", "denied"); where it only says that something was said, the
content tells it: a duty laid on others is a request, a readiness of one's own side a commitment, one that does harm a
threat, and so on. All words are in `data/acts.yaml` and `data/stances.yaml`.
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
from according.reading.attributions import Attribution
from according.reading.grammar import Sentence, sentence_at
from according.reading.said import (
    FIRST_PERSON,
    Said,
    auxiliaries,
    has_no,
    lemma,
    negated,
    said,
    subject_of,
    told_inside,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_WILL = frozenset("will shall would wo 'll ’ll 'd ’d gonna".split())
_DUTY = frozenset("should must ought shall".split())
_GUESS = frozenset("may might could".split())
_QUESTION_WORDS = frozenset("what who whom whose which why how when where whether if".split())
_THIRD_PERSON = frozenset("he she it they".split())
_LOOKS = frozenset("seem appear look sound feel mean suggest represent signal reflect".split())


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of `data/acts.yaml`."""

    cues: Mapping[str, Act]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Act | None], ...]]
    open: frozenset[str]
    expressed: Mapping[str, Act]
    lists: Mapping[str, frozenset[str]]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists[name]


@cache
def words() -> Words:
    """The lexicon of acts, read once a process."""
    table = yaml.safe_load(files("according.reading").joinpath("data", "acts.yaml").read_text("utf-8"))
    every = [(entry, cast("Act", act)) for act, row in table["cues"].items() for entry in _split(row)]
    opened = [(entry, None) for entry in _split(table["open"])]
    phrases: dict[str, list[tuple[tuple[str, ...], Act | None]]] = {}
    for entry, act in (*every, *opened):
        parts = tuple(entry.split())
        if len(parts) > 1:
            phrases.setdefault(parts[0], []).append((parts, act))
    return Words(
        {entry: act for entry, act in every if " " not in entry},
        {first: tuple(sorted(row, key=lambda one: -len(one[0]))) for first, row in phrases.items()},
        frozenset(entry for entry, _ in opened if " " not in entry),
        {entry: cast("Act", act) for act, row in table["expressed"].items() for entry in _split(row)},
        {name: frozenset(_split(row)) for name, row in table.items() if isinstance(row, str)},
    )


def _split(row: str) -> list[str]:
    return [entry.strip() for entry in row.split(",") if entry.strip()]


def act_of(parsed: ParsedText, found: Attribution) -> Act:
    """Tell what the source does by saying the content.

    Args:
        parsed: the article's parsed text.
        found: the attribution.
    """
    there = said(parsed, found)
    cue = _cue(there.cue)
    if cue.act:
        return _framed(cue, there)
    return _of_content(cue, there)


@dataclass(frozen=True, slots=True)
class _Cue:
    """The word of a cue that tells most, and the act that it tells by itself."""

    word: Token | None
    act: Act | None


def _cue(cue: Sequence[Token]) -> _Cue:
    """The last word of a cue that is in the lexicon: in "has reiterated claims" and "began by saying" the last counts."""
    lexicon = words()
    for place in range(len(cue) - 1, -1, -1):
        token = cue[place]
        for phrase, act in lexicon.phrases.get(lemma(token), ()):
            follow = [lemma(one) for one in cue[place : place + len(phrase)]]
            if len(follow) < len(phrase):
                follow += [lemma(one) for one in token.doc[cue[-1].i + 1 : cue[-1].i + 1 + len(phrase) - len(follow)]]
            if tuple(follow) == phrase:
                return _Cue(token, act)
    for token in reversed(cue):
        word = lemma(token)
        if (
            token.pos_ == "NOUN"
            and word in lexicon.expressed
            and any(lemma(one) in {"express", "voice", "issue"} for one in cue)
        ):
            return _Cue(token, lexicon.expressed[word])
        if word in lexicon.open:
            return _Cue(token, None)
        for key in (word, token.lower_):
            if key in lexicon.cues and token.pos_ != "ADP":
                return _Cue(token, lexicon.cues[key])
    return _Cue(cue[-1] if cue else None, None)


# ---- the cue tells


def _framed(cue: _Cue, there: Said) -> Act:
    """The act of a telling cue, seen with the frame in which it stands."""
    word = lemma(cue.word) if cue.word is not None else ""
    if cue.act == "commit":
        return _commitment(there)
    if cue.act == "request" and _asks(there):
        return "other"
    if word in {"want", "wish", "desire", "like", "prefer"} and (wanted := _wanted(cue, there)):
        return wanted
    if cue.act == "assess" and word in {"argue", "argument", "find", "hold", "see", "feel", "understand"}:
        return _of_content(_Cue(cue.word, None), there, otherwise="assess")
    if (
        cue.word is not None
        and cue.act in {"assess", "commit"}
        and negated(cue.word)
        and word in {"plan", "intend", "agree", "accept"}
    ):
        return "deny"
    return cue.act or "assert"


def _commitment(there: Said) -> Act:
    cue_denied = any(negated(token) or has_no(token) for token in there.cue if token.pos_ in {"VERB", "NOUN"})
    for _, head in there.heads():
        if cue_denied:
            return "deny"
        if _harms(head):
            return "threaten"
        break
    return "commit"


def _wanted(cue: _Cue, there: Said) -> Act | None:
    """ "Wants Velmora to withdraw" asks it of another; "wants to build" is a plan of one's own."""
    for part, head in there.heads():
        if not any(child.lower_ == "to" and child.dep_ == "aux" for child in head.children):
            return None
        own = (
            any(child.dep_ in {"nsubj", "dobj"} and child.i < head.i for child in head.children)
            or part.tokens[0].lower_ != "to"
        )
        return "request" if own else "commit"
    return None


def _asks(there: Said) -> bool:
    """Whether the content is a question."""
    if not there.content:
        return False
    first = there.content[0].tokens
    opening = next((token.lower_ for token in first if not token.is_punct), "")
    closes = [token.text for token in there.content[-1].tokens[-2:]]
    return "?" in closes or (opening in _QUESTION_WORDS and opening != "if")


# ---- the content tells


def _of_content(cue: _Cue, there: Said, otherwise: Act = "assert") -> Act:
    clauses = list(_clauses(there))
    if not clauses:
        return otherwise
    word = lemma(cue.word) if cue.word is not None else ""
    for test in _TESTS:
        if act := test(word, there, clauses):
            return act
    return otherwise


def _clauses(there: Said) -> Iterator[tuple[Sentence, Token]]:
    """The main clauses of the content: the top of each part, and what is joined to it."""
    for part, head in there.heads():
        inside = {token.i for token in part.tokens}
        stack = [head]
        while stack:
            verb = stack.pop(0)
            yield part, verb
            stack += [
                child
                for child in verb.children
                if child.i in inside and child.pos_ in {"VERB", "AUX"} and child.dep_ in {"conj", "parataxis"}
            ]
            # "I think that …", and sentences set side by side, which the parse makes a complement.
            stack += [
                child
                for child in verb.children
                if child.i in inside and child.dep_ == "ccomp" and (_thinks(verb) or child.i < verb.i)
            ]


def _thinks(verb: Token) -> bool:
    subject = subject_of(verb)
    return lemma(verb) in words()["opinion"] and subject is not None and subject.lower_ in FIRST_PERSON


Clauses = Sequence[tuple[Sentence, "Token"]]


def _question(word: str, there: Said, clauses: Clauses) -> Act | None:
    if _asks(there):
        return "request" if word in {"raise"} else "other"
    if word == "ask":
        return "request"
    return None


def _thanks(_word: str, there: Said, clauses: Clauses) -> Act | None:
    heads = {lemma(verb) for _, verb in clauses}
    if heads & {"thank", "congratulate", "apologize", "apologise", "sorry"}:
        return "other"
    every = [token for part in there.content for token in part.tokens if not token.is_punct]
    if every and all(
        token.pos_ in {"INTJ", "PROPN"} or token.lower_ in {"yes", "no", "oh", "well", "wow"} for token in every
    ):
        return "other"
    return None


def _told_to(word: str, there: Said, clauses: Clauses) -> Act | None:
    """An order or appeal: an infinitive under a verb of telling, a command, a duty laid on others."""
    part, head = clauses[0]
    infinitive = head.tag_ == "VB" and any(child.lower_ == "to" for child in head.children if child.dep_ == "aux")
    if infinitive and word in {"tell", "warn", "say", "remind", "signal", "suggest"} and not there.source == ():
        return "request"
    if word == "warn" and _against(there):
        return "request"
    if word in {"insist", "suggest", "propose", "suggestion", "proposal"} and _subjunctive(head):
        return "request"
    if any(_commands(clause, verb) or _lays_duty(verb) for clause, verb in clauses):
        return "request"
    return None


def _against(there: Said) -> bool:
    first = there.content[0].tokens
    return any(token.lower_ == "against" for token in first[:8]) or (
        bool(first) and [token.lower_ for token in first[:2]] == ["not", "to"]
    )


def _subjunctive(head: Token) -> bool:
    bare = head.tag_ in {"VB", "VBP"} and not auxiliaries(head)
    subject = subject_of(head)
    singular = (
        subject is not None
        and subject.tag_ in {"NN", "NNP", "PRP"}
        and subject.lower_ not in {"i", "you", "we", "they"}
    )
    return (bare and singular) or head.tag_ == "VBG"


def _commands(part: Sentence, verb: Token) -> bool:
    """Whether a main verb is an imperative."""
    if (
        verb.tag_ not in {"VB", "VBP"}
        or subject_of(verb) is not None
        or verb.dep_ not in {"ROOT", "ccomp", "conj", "parataxis"}
    ):
        return False
    helpers = [token for token in auxiliaries(verb) if token.lower_ not in {"do", "please", "let"}]
    before = [token for token in part.tokens if token.i < verb.i and not token.is_punct]
    return not helpers and all(
        token.lower_ in {"do", "n't", "n’t", "not", "never", "please", "just", "so", "and", "but"}
        for token in before[-2:]
    )


def _lays_duty(verb: Token) -> bool:
    """ "They should", "Velmora must", "it is time to", "needs to": of others, not of one's own side."""
    subject = subject_of(verb)
    mine = subject is not None and subject.lower_ in {"i"}
    helpers = {token.lower_ for token in auxiliaries(verb)}
    if helpers & _DUTY and not mine and not _epistemic(verb):
        return True
    if (
        lemma(verb) in {"need", "have", "get"}
        and any(child.dep_ == "xcomp" for child in verb.children)
        and subject is not None
    ):
        return not mine and verb.tag_ in {"VBZ", "VBP", "VBD"} and lemma(verb) != "get"
    if lemma(verb) == "let" and any(child.lower_ in {"'s", "’s", "us"} for child in verb.children):
        return True
    return (
        lemma(verb) == "be"
        and any(child.lower_ == "time" and child.dep_ in {"attr", "nsubj"} for child in verb.children)
        and any(token.lower_ in {"for", "to"} for token in verb.subtree if token.i > verb.i)
    )


def _epistemic(verb: Token) -> bool:
    """ "Must have been", "should arrive by noon": what is inferred or foreseen."""
    helpers = {token.lower_ for token in auxiliaries(verb)}
    return ("must" in helpers and "have" in helpers) or ("should" in helpers and subject_of(verb) is None)


def _own_will(word: str, there: Said, clauses: Clauses) -> Act | None:
    """What one's own side will or will not do."""
    part, head = clauses[0]
    infinitive = head.tag_ == "VB" and any(child.lower_ == "to" for child in head.children if child.dep_ == "aux")
    if infinitive and word in {"agree", "announce", "declare", "propose", "signal", "say", "proposal"}:
        return "threaten" if _harms(head) else "commit"
    found: list[Act] = []
    for _, verb in clauses:
        if act := _commits(verb, there):
            found.append(act)
    for act in ("threaten", "commit", "deny"):
        if act in found:
            return cast("Act", act)
    return None


def _commits(verb: Token, there: Said) -> Act | None:
    subject = subject_of(verb)
    if subject is None:
        return None
    side = _own_side(subject, there)
    ready = [
        child
        for child in verb.children
        if child.dep_ in {"acomp", "xcomp", "ccomp", "prep"} and lemma(child) in words()["ready"]
    ]
    adjective = (
        ready[0] if ready else verb if lemma(verb) in words()["ready"] or verb.lower_ in words()["ready"] else None
    )
    if adjective is not None and _leads_on(adjective) and side != "no":
        return "deny" if negated(verb) or negated(adjective) else "threaten" if _harms_below(adjective) else "commit"
    if side != "yes":
        return None
    if lemma(verb) in {"have", "be"} and any(
        has_no(child) and lemma(child) in {"plan", "intention", "desire", "interest"} for child in verb.children
    ):
        return "deny"
    if _plans(verb):
        return "deny" if negated(verb) else "threaten" if _harms_below(verb) else "commit"
    helpers = {token.lower_ for token in auxiliaries(verb)}
    if helpers & _WILL and _acts(verb) and "have" not in helpers:
        if negated(verb):
            return "deny"
        return "threaten" if _harms(verb) else "commit"
    return None


def _leads_on(adjective: Token) -> bool:
    return any(
        child.dep_ in {"xcomp", "prep", "advcl", "ccomp"} and child.i > adjective.i for child in adjective.children
    ) or any(child.dep_ == "xcomp" and child.i > adjective.i for child in adjective.head.children)


def _plans(verb: Token) -> bool:
    word = lemma(verb)
    if word not in words()["plans"] or not any(child.dep_ in {"xcomp", "ccomp"} for child in verb.children):
        return False
    return word != "go" or verb.tag_ == "VBG"


def _harms_below(word: Token) -> bool:
    return any(
        _harms(child)
        for child in (*word.children, *word.head.children)
        if child.dep_ in {"xcomp", "ccomp", "pcomp", "advcl"} and child.i > word.i
    )


def _acts(verb: Token) -> bool:
    """Whether a verb is a deed, and not a state that will come: "will be hard", "would need"."""
    if lemma(verb) in {
        "have",
        "need",
        "seem",
        "cost",
        "know",
        "like",
        "love",
        "see",
        "depend",
        "mean",
        "want",
        "get",
        "lose",
        "win",
        "become",
        "die",
    }:
        return False
    return lemma(verb) != "be" or any(lemma(child) in words()["ready"] for child in verb.children)


def _harms(verb: Token) -> bool:
    lexicon = words()
    if lemma(verb) in lexicon["harm"] and lemma(verb) not in {
        "face",
        "pay",
        "answer",
        "respond",
        "pursue",
        "cut",
        "close",
        "fire",
        "hit",
        "leave",
    }:
        return True
    objects = [child for child in verb.children if child.dep_ in {"dobj", "prep", "nsubjpass"}]
    things = [*objects, *(below for child in objects for below in child.children if below.dep_ == "pobj")]
    if any(lemma(thing) in lexicon["harmful_objects"] for thing in things):
        return lemma(verb) not in {
            "lift",
            "end",
            "avoid",
            "ease",
            "drop",
            "remove",
            "oppose",
            "prevent",
            "stop",
            "take",
        } or any(child.lower_ == "against" for child in verb.subtree)
    return False


def _own_side(subject: Token, there: Said) -> str:
    """Whether the subject of a clause is the source's own side: "yes", "no", or "maybe"."""
    if subject.lower_ in {"i", "we"}:
        return "yes"
    if subject.lower_ in {"you", "this", "that", "there"}:
        return "no"
    if subject.lower_ in _THIRD_PERSON:
        return "yes" if subject.lower_ != "it" or not _is_person(there.source) else "maybe"
    if any(child.lower_ in {"our", "my"} for child in subject.children):
        return "yes"
    names = {lemma(token) for token in there.source}
    if lemma(subject) in names and subject.pos_ in {"PROPN", "NOUN"}:
        return "yes"
    if any(lemma(token) in words()["judges"] for token in there.source):
        return "no"
    if _same_country(subject, there.source):
        return "yes"
    return "yes" if lemma(subject) in words()["bodies"] and not _countries(there.source) else "maybe"


def _is_person(source: Sequence[Token]) -> bool:
    return any(token.ent_type_ == "PERSON" or token.lower_ in {"he", "she"} for token in source)


def _same_country(subject: Token, source: Sequence[Token]) -> bool:
    """ "Velmora" said by the "Velmoran" minister: names that begin alike."""
    roots = {
        token.lower_[:4]
        for token in (subject, *subject.children)
        if token.pos_ == "PROPN" or token.ent_type_ in {"GPE", "NORP"}
    }
    return bool(roots & _countries(source))


def _countries(source: Sequence[Token]) -> set[str]:
    return {token.lower_[:4] for token in source if token.ent_type_ in {"GPE", "NORP"}}


def _consequence(word: str, there: Said, clauses: Clauses) -> Act | None:
    """ "There will be consequences", "they will pay a price"."""
    for _, verb in clauses:
        helpers = {token.lower_ for token in auxiliaries(verb)}
        things = {lemma(child) for child in verb.subtree if child.dep_ in {"dobj", "attr", "pobj", "nsubj"}}
        if helpers & _WILL and lemma(verb) in {"face", "pay", "regret", "be", "suffer", "bear", "come"}:
            if (
                things & {"consequence", "price", "retaliation", "punishment", "hell", "repercussion", "reprisal"}
                or lemma(verb) == "regret"
            ):
                return "threaten"
    if word in {"warn", "warning", "threaten"} and any(
        lemma(token) in {"consequence", "retaliation", "repercussion", "reprisal"}
        for part in there.content
        for token in part.tokens
    ):
        return "threaten"
    return None


def _turned_away(word: str, there: Said, clauses: Clauses) -> Act | None:
    lexicon = words()
    for _, verb in clauses:
        predicates = [child for child in verb.children if child.dep_ in {"acomp", "attr", "oprd", "prep"}]
        below = [
            *predicates,
            *(
                grand
                for child in predicates
                for grand in child.children
                if grand.dep_ in {"pobj", "amod", "conj", "acomp"}
            ),
        ]
        if lemma(verb) in {"be", "describe", "call", "dismiss"} and any(
            lemma(child) in lexicon["untrue"] for child in below
        ):
            return "deny"
        if (
            lemma(verb) == "be"
            and negated(verb)
            and any(lemma(child) in {"true", "case", "view", "correct", "accurate"} for child in below)
        ):
            return "deny"
        subject = subject_of(verb)
        first = subject is not None and subject.lower_ in {"i", "we"}
        if (
            first
            and negated(verb)
            and lemma(verb)
            in {
                "do",
                "have",
                "say",
                "meet",
                "know",
                "attack",
                "kill",
                "send",
                "touch",
                "shoot",
                "use",
                "order",
                "ask",
                "intend",
            }
        ):
            return "deny" if verb.tag_ != "VBG" else None
    if word in {"describe", "call", "label", "characterize", "characterise", "dub", "portray"} and any(
        lemma(token) in lexicon["untrue"] for part in there.content for token in part.tokens
    ):
        return "deny"
    return None


def _wrongs(word: str, there: Said, clauses: Clauses) -> Act | None:
    lexicon = words()
    source = {lemma(token) for token in there.source}
    if source & {"critic", "accuser", "plaintiff", "prosecutor"}:
        return "accuse"
    for part, verb in clauses:
        top = clauses[0][1]
        if _does_wrong(verb, there) or any(
            lemma(token) in lexicon["wrong"] and _laid(token, verb) and not told_inside(token, top)
            for token in part.tokens
        ):
            return "accuse"
    return None


def _does_wrong(verb: Token, there: Said) -> bool:
    subject = subject_of(verb)
    if lemma(verb) not in words()["wrong_verbs"] or verb.pos_ != "VERB" or negated(verb):
        return False
    helpers = {token.lower_ for token in auxiliaries(verb)}
    if helpers & (_WILL | _GUESS | _DUTY) or subject is None or subject.dep_ == "nsubjpass":
        return False
    return subject.lower_ not in {"i", "we"}


def _laid(token: Token, verb: Token) -> bool:
    """Whether a word of wrong is said of the clause's subject: its predicate, or an adverb or object of its verb."""
    if token == verb:
        return False
    above, steps = token, 0
    while above != verb and steps < 4:
        if above.dep_ in {"nsubj", "nsubjpass", "advcl", "relcl", "pobj", "ccomp", "acl"} and not (
            above.dep_ == "pobj" and lemma(above.head) in {"of", "to", "for", "at"} and lemma(verb) == "be"
        ):
            return False
        above, steps = above.head, steps + 1
    if above != verb or _denied_word(verb):
        return False
    return (
        lemma(verb) in {"be", "call", "have", "make", "commit", "become", "do", "describe", "remain", "show"}
        or token.dep_ == "advmod"
    )


def _denied_word(verb: Token) -> bool:
    return negated(verb)


def _judged(word: str, there: Said, clauses: Clauses) -> Act | None:
    """An estimate, a guess or a judgement of worth."""
    if word in {"suggest", "predict"}:
        return "assess"
    judge = any(lemma(token) in words()["judges"] for token in there.source)
    for _, verb in clauses:
        if _thinks(verb) or _guesses(verb) or _weighs(verb, judge=judge):
            return "assess"
    return None


def _guesses(verb: Token) -> bool:
    helpers = {token.lower_ for token in auxiliaries(verb)}
    if helpers & _GUESS and not ("could" in helpers and negated(verb)):
        return True
    if (
        lemma(verb) in _LOOKS
        and verb.tag_ in {"VBZ", "VBP", "VBD", "VB"}
        and lemma(verb) in {"seem", "appear", "look", "sound", "mean"}
    ):
        return True
    likely = {"likely", "unlikely", "probably", "probable", "improbable", "possible", "presumably", "perhaps", "maybe"}
    near = [child for child in verb.children if child.dep_ in {"advmod", "acomp"}]
    return any(child.lower_ in likely for child in near) or (
        helpers & _WILL != set() and not negated(verb) and "if" in {t.lower_ for t in verb.subtree}
    )


def _weighs(verb: Token, *, judge: bool) -> bool:
    lexicon = words()
    helpers = {token.lower_ for token in auxiliaries(verb)}
    if helpers & _WILL and (judge or negated(verb)):
        return True
    if lemma(verb) != "be" and lemma(verb) not in {"remain", "become"}:
        return "cannot" in {token.lower_ for token in auxiliaries(verb)} or ("can" in helpers and negated(verb))
    predicates = [child for child in verb.children if child.dep_ in {"acomp", "attr"}]
    below = [
        *predicates,
        *(child for one in predicates for child in one.children if child.dep_ in {"amod", "advmod", "conj"}),
    ]
    return any(
        lemma(one) in lexicon["worth"] or one.tag_ in {"JJR", "JJS", "RBS"} or one.lower_ == "too" for one in below
    )


_TESTS = (_question, _thanks, _turned_away, _consequence, _told_to, _own_will, _wrongs, _judged)


# ---- the writer's stance


@cache
def _stances() -> tuple[Mapping[str, Stance], Mapping[str, Stance]]:
    """Words beside a cue and cues themselves that show where the writer stands."""
    table = yaml.safe_load(files("according.reading").joinpath("data", "stances.yaml").read_text("utf-8"))
    beside, cues = (
        {entry: cast("Stance", stance) for stance, row in table[key].items() for entry in _split(row)}
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
    shown = [(beside[token.lower_], span) for token, span in _beside(there, sentence) if token.lower_ in beside]
    for stance in ("denies", "endorses", "distances"):
        for which, span in shown:
            if which == stance:
                return which, span
    for token in there.cue:
        if lemma(token) in cues and token.pos_ in {"VERB", "NOUN", "ADV", "AUX"}:
            return cues[lemma(token)], sentence.place(token)
    return _in_scare_quotes(parsed, found)


def _beside(there: Said, sentence: Sentence) -> Iterator[tuple[Token, Span]]:
    """The words around a cue that tell how it is meant, each with what to show: a participle's adverb with its clause."""
    cue = {token.i for token in there.cue}
    content = {token.i for part in there.content for token in part.tokens}
    source = {token.i for token in there.source}
    for token in there.cue:
        yield token, sentence.place(token)
    near = [
        child
        for token in (*there.cue, *there.source)
        for child in (*token.children, token.head)
        if child.i not in cue | content
    ]
    for token in near:
        if token.dep_ in {"advmod", "amod", "det", "npadvmod"} or token.i in source:
            yield token, sentence.place(token)
        if token.dep_ in {"prep", "advcl"}:
            clause = [word for word in token.subtree if word.i not in content | cue | source]
            if clause:
                yield from ((word, sentence.span(clause)) for word in clause if word == clause[0] or word.head == token)


def _in_scare_quotes(parsed: ParsedText, found: Attribution) -> tuple[Stance, Span | None]:
    """Whether one or two words of the source or cue stand between quotation marks: the “referendum” showed."""
    for span in (*found.source, *found.cue):
        words_there = span.of(parsed.text)
        opened = next((place for place, mark in enumerate(words_there) if mark in '“"‘'), None)
        if opened is None:
            continue
        closed = next((place for place in range(opened + 1, len(words_there)) if words_there[place] in '”"’'), None)
        if closed is not None and closed - opened > 2 and words_there[opened:closed].count(" ") <= 1:
            return "distances", Span(span.start + opened, span.start + closed + 1)
    return "neutral", None
