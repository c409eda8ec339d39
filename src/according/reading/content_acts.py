"""What is done by what is said, where the cue only says that something was said.

A duty laid on others is a request, a readiness of one's own side a commitment, one that does harm a threat; a claim
turned away is a denial, a wrong laid at somebody's door an accusation, a guess or a judgement of worth an assessment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from according.model import Act
from according.reading.act_words import act_by, act_words
from according.reading.chains import MEDIA_WORDS
from according.reading.grammar import Sentence
from according.reading.said import (
    FIRST_PERSON,
    Said,
    auxiliaries,
    has_no,
    lemma,
    negated,
    subject_of,
    told_inside,
)
from according.reading.undertakings import (
    conditions,
    has_alternative,
    has_term,
    is_arrival,
    is_of_service,
    is_of_unnamed,
    sets_ultimatum,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_WILL = frozenset("will shall would wo 'll ’ll 'd ’d gonna".split())
_DUTY = frozenset("should must ought shall".split())
_GUESS = frozenset("may might could".split())
_BE = frozenset("be 's ’s 're ’re 'm ’m".split())
_LIKELY = frozenset("likely unlikely probably probable improbable possible presumably perhaps maybe".split())
_LOOKS = frozenset("seem appear look sound mean".split())
_QUESTION_WORDS = frozenset("what who whom whose which why how when where whether".split())
_ASKING = frozenset("ask demand question raise wonder inquire enquire query".split())
_TELLING_TO = frozenset("tell warn say remind signal suggest".split())
_PROPOSING = frozenset("insist suggest propose suggestion proposal".split())
_OWN_INFINITIVE = frozenset("agree announce declare propose signal say proposal".split())
_CLAIMING = frozenset("claim allege allegation accuse contend".split())
_CALLING = frozenset("describe call label characterize characterise dub portray brand depict".split())
_COURTESIES = frozenset("thank congratulate apologize apologise sorry".split())
_CONSEQUENCES = frozenset("consequence price retaliation punishment hell repercussion reprisal".split())
_WARNING = frozenset("warn warning threaten".split())
_ENDING = frozenset("lift end avoid ease drop remove oppose prevent stop take".split())
# Verbs that do harm only with an object that says so: "face consequences", "cut aid".
_HARM_BY_OBJECT = frozenset("face pay answer respond pursue cut close fire hit leave suffer shut arm tax lock".split())
_COMMAND_OPENINGS = frozenset("do don't n't n’t not never please just so and but you".split())
_NO_INTEREST = frozenset("plan intention desire interest".split())
# What a speaker denies to have done.
_DENIABLE = frozenset(
    "do have say meet know attack kill send touch shoot use order ask support receive take make target hit".split()
)
_HUMBLE = frozenset("i we you they".split())

Side = Literal["own", "other", "open"]


@dataclass(frozen=True, slots=True)
class _Clause:
    """A main clause of a content, in the sentence in which it stands."""

    part: Sentence
    verb: Token

    @property
    def subject(self) -> Token | None:
        return subject_of(self.verb)

    @property
    def helpers(self) -> set[str]:
        return {token.lower_ for token in auxiliaries(self.verb)}

    @property
    def predicates(self) -> list[Token]:
        """What is said to be, with its adjectives and what is joined to it."""
        tops = [child for child in self.verb.children if child.dep_ in {"acomp", "attr", "oprd", "prep"}]
        below = ("pobj", "amod", "advmod", "conj", "acomp", "compound")
        return [*tops, *(grand for child in tops for grand in child.children if grand.dep_ in below)]


def act_of_content(cue: str, there: Said, otherwise: Act = "assert") -> Act:
    """Tell the act of a content.

    Args:
        cue: the lemma of the cue's main word.
        there: the words of the attribution.
        otherwise: the act of a content that shows none.
    """
    clauses = list(_clauses(there))
    if not clauses:
        return otherwise
    return next((act for test in _TESTS if (act := test(cue, there, clauses))), otherwise)


def asks(cue: str, there: Said) -> bool:
    """Whether a content is a question."""
    if not there.content:
        return False
    opening = next((token.lower_ for token in there.content[0].tokens if not token.is_punct), "")
    closes = [token.text for token in there.content[-1].tokens[-2:]]
    return "?" in closes or (cue in _ASKING and opening in _QUESTION_WORDS | {"if"})


def is_infinitive(head: Token) -> bool:
    """Whether a verb stands as "to do"."""
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in head.children)


def harms(verb: Token) -> bool:
    """Whether a deed is one against somebody."""
    lexicon, word = act_words(), lemma(verb)
    if verb.pos_ not in {"VERB", "AUX"}:
        return word in lexicon["harmful_objects"] and word != "ban"
    if word in lexicon["harm"] and word not in _HARM_BY_OBJECT:
        return True
    objects = [child for child in verb.children if child.dep_ in {"dobj", "prep", "nsubjpass"}]
    things = {lemma(thing) for one in objects for thing in (one, *one.children)}
    return bool(things & lexicon["harmful_objects"]) and word not in _ENDING


def _clauses(there: Said) -> Iterator[_Clause]:
    """The main clauses of a content: the top of each part, what is joined to it, and what the speaker thinks."""
    for part, head in there.heads():
        inside = {token.i for token in part.tokens}
        waiting = [head]
        while waiting:
            verb = waiting.pop(0)
            yield _Clause(part, verb)
            waiting += [child for child in verb.children if child.i in inside and _is_main(child, verb)]


def _is_main(child: Token, verb: Token) -> bool:
    if child.pos_ not in {"VERB", "AUX"}:
        return False
    # Sentences set side by side are a complement before their verb in the parse.
    return child.dep_ in {"conj", "parataxis"} or (child.dep_ == "ccomp" and (_thinks(verb) or child.i < verb.i))


def _thinks(verb: Token) -> bool:
    subject = subject_of(verb)
    return lemma(verb) in act_words()["opinion"] and subject is not None and subject.lower_ in FIRST_PERSON


# ---- tests, in the order in which they are tried: (lemma of the cue, the words, the main clauses) -> act


def _question(cue: str, there: Said, _clauses: Sequence[_Clause]) -> Act | None:
    if asks(cue, there):
        return "other"
    opening = there.content[0].tokens[0].lower_ if there.content else ""
    return "request" if cue == "ask" or (cue == "raise" and opening == "whether") else None


def _courtesy(_cue: str, there: Said, clauses: Sequence[_Clause]) -> Act | None:
    """Thanks, congratulations, a yes or a name cried out."""
    if any(lemma(clause.verb) in _COURTESIES for clause in clauses):
        return "other"
    every = [token for part in there.content for token in part.tokens if not token.is_punct]
    cried = all(
        token.pos_ in {"INTJ", "PROPN"} or token.lower_ in {"yes", "no", "oh", "well", "wow"} for token in every
    )
    return "other" if cried and len(every) < 4 else None


def _noun(cue: str, there: Said, clauses: Sequence[_Clause]) -> Act | None:
    """A content that is no clause: "his opposition to", "the need for", "a derogatory remark"."""
    head = clauses[0].verb
    if head.pos_ not in {"NOUN", "PROPN", "ADJ"} or len(there.content) > 1:
        return None
    lexicon, word = act_words(), lemma(head)
    words = [head, *(child for child in head.children if child.dep_ in {"amod", "compound"})]
    if any(lemma(one) in lexicon["wrong"] for one in words):
        return "deny" if cue in _CALLING and word in lexicon["untrue"] else "accuse"
    if word in lexicon["plan_nouns"] and not any(child.dep_ == "poss" and child.ent_type_ for child in head.children):
        return "commit"
    if word in lexicon.expressed:
        return act_by(lexicon.expressed[word])
    return "request" if word == "need" else None


def _own_word(_cue: str, there: Said, clauses: Sequence[_Clause]) -> Act | None:
    """The speaker names the act: "We condemn", "I urge", "Velmora rejects"."""
    clause = clauses[0]
    subject, lexicon = clause.subject, act_words()
    if subject is None or clause.verb.tag_ not in {"VBP", "VBZ", "VBG"} or clause.helpers & (_WILL | _GUESS | _DUTY):
        return None
    mine = subject.lower_ in {"i", "we"} or (subject.pos_ == "PROPN" and _side(subject, there) != "other")
    verb = clause.verb
    act = lexicon.named_by(verb)
    if not mine or act is None or act == "assess":
        return None
    if act == "commit":
        return _ready(clause.verb) if subject.lower_ in {"i", "we"} else None
    negative = negated(clause.verb)
    return None if negative and act != "other" else act


def _ready(verb: Token) -> Act | None:
    if not any(child.dep_ in {"xcomp", "ccomp", "prep", "dobj"} and child.i > verb.i for child in verb.children):
        return None
    return "deny" if negated(verb) else "threaten" if _harms_below(verb) else "commit"


def _turned_away(cue: str, there: Said, clauses: Sequence[_Clause]) -> Act | None:
    """ "That is false", "it was not her view", "we did not attack", "described the idea as absurd"."""
    untrue = act_words()["untrue"]
    for clause in clauses:
        words = {lemma(one) for one in clause.predicates}
        if lemma(clause.verb) in _BE and words & untrue:
            return "deny"
        if (
            lemma(clause.verb) in _BE
            and negated(clause.verb)
            and words & {"true", "case", "view", "correct", "accurate"}
        ):
            return "deny"
        mine = clause.subject is not None and clause.subject.lower_ in {"i", "we"}
        past = clause.verb.tag_ == "VBN" or "did" in clause.helpers
        if mine and past and negated(clause.verb) and lemma(clause.verb) in _DENIABLE:
            return "deny"
    every = {lemma(token) for part in there.content for token in part.tokens}
    if cue not in _CALLING:
        return None
    return "deny" if every & untrue else "accuse" if every & act_words()["wrong"] else None


def _consequence(cue: str, there: Said, clauses: Sequence[_Clause]) -> Act | None:
    """ "There will be consequences", "they will pay a price", "warned of retaliation"."""
    for clause in clauses:
        below = {lemma(child) for child in clause.verb.subtree if child.dep_ in {"dobj", "attr", "pobj", "nsubj"}}
        if (
            clause.helpers & _WILL
            and (lemma(clause.verb) == "regret" or below & _CONSEQUENCES)
            and not negated(clause.verb)
        ):
            return "threaten"
    every = {lemma(token) for part in there.content for token in part.tokens}
    return "threaten" if cue in _WARNING and every & (_CONSEQUENCES - {"price", "hell"}) else None


def _laid_on_others(cue: str, there: Said, clauses: Sequence[_Clause]) -> Act | None:
    """An order or appeal: an infinitive under a verb of telling, a command, a duty laid on others."""
    head = clauses[0].verb
    if is_infinitive(head) and cue in _TELLING_TO and there.source:
        return "request"
    first = [token.lower_ for token in there.content[0].tokens[:8]]
    if cue in {"warn", "warning"} and ("against" in first or first[:2] == ["not", "to"]):
        return "request"
    if cue in _PROPOSING and _is_subjunctive(head):
        return "request"
    if any(_commands(clause) or _lays_duty(clause, there) for clause in clauses):
        return "request"
    return None


def _is_subjunctive(head: Token) -> bool:
    """ "That he resign", "leaving at once"."""
    subject = subject_of(head)
    singular = subject is not None and subject.tag_ in {"NN", "NNP", "PRP"} and subject.lower_ not in _HUMBLE
    return head.tag_ == "VBG" or (singular and head.tag_ in {"VB", "VBP"} and not auxiliaries(head))


def _commands(clause: _Clause) -> bool:
    """Whether a main verb is an imperative."""
    verb, subject = clause.verb, clause.subject
    if verb.tag_ not in {"VB", "VBP"} or verb.dep_ not in {"ROOT", "ccomp", "conj", "parataxis"}:
        return False
    before = [token.lower_ for token in clause.part.tokens if token.i < verb.i and not token.is_punct]
    if before[:2] in (["do", "n't"], ["do", "n’t"], ["do", "not"]):
        return subject is None or subject.lower_ == "you"
    helpers = clause.helpers - {"do", "please", "let"}
    return subject is None and not helpers and all(word in _COMMAND_OPENINGS for word in before[-2:])


def _lays_duty(clause: _Clause, there: Said) -> bool:
    """ "They should", "Velmora must", "it is time to", "a condition of any deal": of others, not of oneself."""
    verb, subject = clause.verb, clause.subject
    if lemma(verb) == "let" and any(child.lower_ in {"'s", "’s", "us"} for child in verb.children):
        return True
    if lemma(verb) in _BE:
        words = {lemma(one) for one in clause.predicates}
        if words & act_words()["demands"] and not negated(verb):
            return True
        if "time" in words and any(token.lower_ in {"for", "to"} for token in verb.subtree if token.i > verb.i):
            return True
    if subject is None or subject.lower_ in {"i", "he", "she"}:
        return False
    if clause.helpers & _DUTY:
        return not ("must" in clause.helpers and "have" in clause.helpers)
    needs = lemma(verb) in {"need", "have"} and any(child.dep_ == "xcomp" for child in verb.children)
    return needs and verb.tag_ in {"VBZ", "VBP"} and not negated(verb)


def _own_will(cue: str, there: Said, clauses: Sequence[_Clause]) -> Act | None:
    """What one's own side will or will not do."""
    head = clauses[0].verb
    if is_infinitive(head) and cue in _OWN_INFINITIVE:
        return "threaten" if harms(head) else "commit"
    if cue == "agree" and clauses[0].helpers & _WILL:
        return "commit"
    found = {_willed(clause, there) for clause in clauses}
    ranked: tuple[Act, ...] = ("threaten", "commit", "deny")
    act = next((act for act in ranked if act in found), None)
    return "threaten" if act == "commit" and cue in _WARNING and conditions(there) else act


def _undertaken(_cue: str, there: Said, clauses: Sequence[_Clause]) -> Act | None:
    """What will be done, by whom is not said, where a day or a condition is set for it."""
    opening = there.content[0].tokens[0].lower_ if there.content else ""
    if not there.source or opening in _QUESTION_WORDS or _is_judge(there, but=act_words()["runs"]):
        return None
    bound = has_term(there) or bool(conditions(there))
    found = {act for clause in clauses if (act := _undertaking(clause, there, bound=bound))}
    ranked: tuple[Act, ...] = ("threaten", "commit", "deny")
    return next((act for act in ranked if act in found), None)


def _undertaking(clause: _Clause, there: Said, *, bound: bool) -> Act | None:
    verb = clause.verb
    if clause.subject is None or not clause.helpers & _WILL or "have" in clause.helpers:
        return None
    if sets_ultimatum(there) and (is_of_unnamed(verb) or _promised(clause) in {"commit", "threaten"}):
        return "threaten"
    if not is_of_unnamed(verb):
        ours = _side(clause.subject, there) == "own" or is_of_service(clause.subject)
        return "commit" if bound and ours and is_arrival(verb) and not negated(verb) else None
    if negated(verb) or any(child.dep_ == "neg" for noun in _parts(clause.subject) for child in noun.subtree):
        return "commit" if has_alternative(there) else "deny"
    return ("threaten" if harms(verb) else "commit") if bound else None


def _willed(clause: _Clause, there: Said) -> Act | None:
    verb, subject, lexicon = clause.verb, clause.subject, act_words()
    if subject is None:
        return None
    side = _side(subject, there)
    adjectives = [
        child for child in verb.children if child.dep_ in {"acomp", "oprd"} and lemma(child) in lexicon["ready"]
    ]
    ready = adjectives[0] if adjectives else verb if verb.lower_ in lexicon["ready"] and verb.tag_ == "VBN" else None
    if ready is not None and side != "other" and _leads_on(ready):
        return "deny" if negated(verb) else "threaten" if _harms_below(ready) else "commit"
    if side != "own":
        return None
    if any(has_no(child) and lemma(child) in _NO_INTEREST for child in verb.children):
        return "deny"
    if _plans(verb) and subject.lower_ in {"i", "we"}:
        return "deny" if negated(verb) else "threaten" if _harms_below(verb) else "commit"
    if clause.helpers & _GUESS and not negated(verb) and harms(verb):
        return "threaten"
    return _promised(clause)


def _promised(clause: _Clause) -> Act | None:
    verb = clause.verb
    state = lemma(verb) in act_words()["states"] or (lemma(verb) in _BE and clause.helpers)
    if not clause.helpers & _WILL or "have" in clause.helpers or state or clause.subject is None:
        return None
    if negated(verb):
        return "deny"
    return "threaten" if harms(verb) else "commit"


def _leads_on(adjective: Token) -> bool:
    behind = [child for child in (*adjective.children, *adjective.head.children) if child.i > adjective.i]
    if lemma(adjective) == "open":  # "Open to talks" is a readiness, "open throughout" is not.
        return any(child.lower_ == "to" for child in behind)
    return any(child.dep_ in {"xcomp", "prep", "advcl", "ccomp"} for child in behind)


def _plans(verb: Token) -> bool:
    word = lemma(verb)
    if word not in act_words()["plans"] or not any(child.dep_ in {"xcomp", "ccomp"} for child in verb.children):
        return False
    return word != "go" or verb.tag_ == "VBG"


def _harms_below(word: Token) -> bool:
    below = (*word.children, *word.head.children)
    return any(
        harms(child) for child in below if child.dep_ in {"xcomp", "ccomp", "pcomp", "advcl"} and child.i > word.i
    )


def _side(subject: Token, there: Said) -> Side:
    """Whether the subject of a clause is the source's own side."""
    word = subject.lower_
    if subject in there.own:
        return "own"
    if word in {"i", "we"} or any(one.lower_ in {"our", "my"} for noun in _parts(subject) for one in noun.children):
        return "own"
    if word in {"you", "this", "that", "there"} or _is_judge(there):
        return "other"
    if any(child.lower_ in {"each", "every"} for child in subject.children):
        return "open"
    if word in {"he", "she", "they", "it"}:
        one_person = len(there.source) > 1 and _is_person(there.source)
        return "open" if word == "it" and (one_person or _is_pronoun(there.source)) else "own"
    if lemma(subject) in {lemma(token) for token in there.source} or _same_country(subject, there.source):
        return "own"
    speaks_for = lemma(subject) in act_words()["bodies"] or subject.ent_type_ in {"GPE", "ORG", "NORP"}
    if speaks_for and any(token.lower_ in {"i", "we"} for token in there.source):
        return "own"
    return "own" if lemma(subject) in act_words()["bodies"] and not _roots(there.source) else "open"


def _parts(subject: Token) -> list[Token]:
    """A noun, and that of which it is a part: "one of our people"."""
    of = [child for child in subject.children if child.lower_ == "of"]
    return [subject, *(noun for one in of for noun in one.children if noun.dep_ == "pobj")]


def _is_judge(there: Said, but: frozenset[str] = frozenset()) -> bool:
    """Whether a source judges what others do, or only passes on what they say."""
    if any(lemma(token) in act_words()["judges"] - but for token in there.source):
        return True
    media = any(token.lower_ in MEDIA_WORDS for token in there.source)
    return media and not _is_person(there.source) and not _roots(there.source)


def _is_pronoun(source: Sequence[Token]) -> bool:
    return bool(source) and source[-1].lower_ in {"he", "she", "i"}


def _is_person(source: Sequence[Token]) -> bool:
    return any(token.ent_type_ == "PERSON" or token.lower_ in {"he", "she", "i", "we"} for token in source)


def _same_country(subject: Token, source: Sequence[Token]) -> bool:
    """ "Velmora" said by the "Velmoran" minister: names that begin alike."""
    return bool(_roots((subject, *subject.children)) & _roots(source))


def _roots(words: Sequence[Token]) -> set[str]:
    return {token.lower_[:4] for token in words if token.ent_type_ in {"GPE", "NORP"}}


def _wrongs(cue: str, there: Said, clauses: Sequence[_Clause]) -> Act | None:
    """A wrong that is laid at somebody's door."""
    if {lemma(token) for token in there.source} & {"critic", "accuser", "plaintiff", "prosecutor"}:
        return "accuse"
    top = clauses[0].verb
    for clause in clauses:
        if _does_wrong(clause) or _is_no_right(clause):
            return "accuse"
        wrong = [token for token in clause.part.tokens if lemma(token) in act_words()["wrong"]]
        if any(not told_inside(token, top) and _is_laid(token, clause, claimed=cue in _CLAIMING) for token in wrong):
            return "accuse"
    return None


def _does_wrong(clause: _Clause) -> bool:
    verb, subject = clause.verb, clause.subject
    wrong = lemma(verb) in act_words()["wrong_verbs"] or verb.lower_ in act_words()["wrong"]
    if not wrong or verb.pos_ != "VERB" or negated(verb) or clause.helpers & (_WILL | _GUESS | _DUTY):
        return False
    if subject is None or subject.lower_ in {"i", "we"}:
        return False
    return subject.dep_ != "nsubjpass" or verb.lower_ in act_words()["wrong"]


def _is_no_right(clause: _Clause) -> bool:
    """ "This isn't right"."""
    right = {"right", "fair", "acceptable", "okay", "ok", "normal", "honest", "just"}
    return (
        lemma(clause.verb) in _BE and negated(clause.verb) and bool({lemma(one) for one in clause.predicates} & right)
    )


def _is_laid(token: Token, clause: _Clause, *, claimed: bool) -> bool:
    """Whether a word of wrong is said of a clause's subject: its predicate, or an adverb or object of its verb."""
    verb = clause.verb
    if token == verb or negated(verb) or (clause.subject is not None and clause.subject.lower_ in {"i", "we"}):
        return False
    closed = {"advcl", "relcl", "ccomp", "acl", "pcomp"} | (set() if claimed else {"nsubj", "nsubjpass"})
    above = token
    for _ in range(4):
        if above == verb:
            return claimed or token.dep_ == "advmod" or lemma(verb) in act_words()["wrong_doing"] | _BE
        if above.dep_ in closed or (above.dep_ == "pobj" and lemma(verb) not in _BE and not claimed):
            return False
        above = above.head
    return False


def _judged(cue: str, there: Said, clauses: Sequence[_Clause]) -> Act | None:
    """An estimate, a guess or a judgement of worth."""
    if cue in {"suggest", "predict"}:
        return "assess"
    judge = any(lemma(token) in act_words()["judges"] or token.lower_ in {"%", "percent"} for token in there.source)
    if judge and cue in {"agree", "say"} and clauses[0].verb.pos_ not in {"VERB", "AUX"}:
        return "assess"
    return (
        "assess"
        if any(_thinks(one.verb) or _guesses(one) or _weighs(one, judge=judge) for one in clauses)
        else ("assess" if _supposes(clauses[0]) else None)
    )


def _guesses(clause: _Clause) -> bool:
    verb = clause.verb
    if clause.helpers & _GUESS and not ("could" in clause.helpers and negated(verb)):
        return True
    if lemma(verb) in _LOOKS and verb.tag_ in {"VBZ", "VBP", "VBD", "VB"}:
        return True
    return any(child.lower_ in _LIKELY for child in verb.children if child.dep_ in {"advmod", "acomp"})


def _supposes(clause: _Clause) -> bool:
    """ "Would cost more if tariffs came"."""
    below = {token.lower_ for token in clause.verb.subtree}
    return "if" in below and any(token.lower_ in _WILL for token in clause.verb.subtree if token.dep_ == "aux")


def _weighs(clause: _Clause, *, judge: bool) -> bool:
    verb = clause.verb
    if clause.helpers & _WILL and (judge or negated(verb)):
        return True
    if "can" in clause.helpers and negated(verb):
        return True
    if lemma(verb) not in _BE | {"remain", "become"}:
        return False
    predicates = [one for one in clause.predicates if one.dep_ != "pobj"]
    if judge and any(one.dep_ == "acomp" for one in predicates):
        return True
    degrees = {"JJR", "JJS", "RBS", "RBR"}
    return any(lemma(one) in act_words()["worth"] or one.tag_ in degrees or one.lower_ == "too" for one in predicates)


_TESTS: tuple[Callable[[str, Said, Sequence[_Clause]], Act | None], ...] = (
    _question, _courtesy, _noun, _own_word, _turned_away, _consequence, _laid_on_others, _own_will, _undertaken,
    _wrongs, _judged,
)  # fmt: skip
