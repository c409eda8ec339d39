"""What follows from the record: the types of everything that is derived by comparing readings.

Each finding names the statements it rests on and says why in a sentence; each word it shows is a `Passage`, which leads
to its place in an article. Field names are the keys of the JSON that `according stories --json` and its like print.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Literal, get_args

from according.model import Act, Band, Date, EventType, HopRole, Span, Stance

Change = Literal[
    "exact", "truncated", "reworded", "translated", "condition lost", "hedge lost", "hedge gained"
]  # fmt: skip
Tie = Literal[
    "direct", "named relay", "agency credit", "identical wording", "embargo minute", "named occasion"
]  # fmt: skip
Occasion = Literal["stated", "inferred"]
CommitmentStatus = Literal["open", "condition met", "met", "broken", "withdrawn", "lapsed"]
DisputeKind = Literal["denial", "correction", "qualification", "no comment"]
PrecedentKind = Literal["first", "strongest", "unprecedented", "again", "ordinal", "since"]
PrecedentVerdict = Literal["borne out", "contradicted", "nothing on record"]
Extent = Literal["whole", "abridged", "embedded"]
Travel = Literal["hardened", "softened", "held"]
FindingKind = Literal["story", "quotation", "claim", "commitment", "precedent", "answer", "earlier"]

# The statuses and verdicts by which lists of findings are narrowed; the other kinds have none.
STATUSES: Mapping[FindingKind, tuple[str, ...]] = {
    "commitment": get_args(CommitmentStatus),
    "precedent": get_args(PrecedentVerdict),
}

# The Admiralty grade of what nobody has graded: reliability and truth cannot be judged (AJP-2.1, annex on grading).
UNGRADED = "F6"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an article that a finding rests on, and of which statement or event they are.

    `place` is the article's as given; `published` the day or instant by which it is put in order (first seen where the
    page does not say when it was published); `words` stand at `span` of the article's text.
    """

    article: str
    place: str
    publisher: str | None
    published: Date | None
    statement: str | None
    event: str | None
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Via:
    """One through whom words came, as a chain names it."""

    name: str
    role: HopRole


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a story, why it belongs there, and of which other article it is a copy, if it is one.

    `statements` are the ids of the article's statements.
    """

    article: str
    place: str
    title: str | None
    publisher: str | None
    published: Date | None
    why: str
    copy_of: str | None
    extent: Extent | None
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that tell of the same thing; `title` is the headline of the founding one, `actors` the most named."""

    id: str
    kind: Literal["story"]
    title: str | None
    first_day: str
    last_day: str
    members: tuple[Member, ...]
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """What became of a stretch of the reference's words in a wording: `was` there, `now` here (either may be empty)."""

    change: Literal["same", "replaced", "left out", "added"]
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a saying: its words, through whom, what changed against the reference, and from whom it was taken.

    `source` is the statement from which this wording was taken, where the chain or a copy tells; `why` says how.
    """

    passage: Passage
    chain: tuple[Via, ...]
    change: tuple[Change, ...]
    edits: tuple[Edit, ...]
    band: Band | None
    source: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Stop:
    """The band in which a saying or claim is told at one stop of its way; `band` None: flatly."""

    passage: Passage
    band: Band | None
    cue: Passage | None


@dataclass(frozen=True, slots=True)
class Journey:
    """A saying or claim followed hop by hop; `alert` is the statement at which its band first hardened."""

    stops: tuple[Stop, ...]
    change: Travel
    alert: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """One report of a voice, and the link that ties it to that voice.

    `tied_by` are the words that show the tie, None for identical wording and minutes; `via` is the article it hangs on.
    """

    passage: Passage
    tie: Tie
    tied_by: Passage | None
    via: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice on one occasion, with the reports that hang on it.

    `speaker` is None for an unnamed voice, which `called` describes. `source_grade` (A to F) and `information_grade`
    (1 to 6) are given by people; unknown is F and 6.
    """

    id: str
    speaker: str | None
    called: str | None
    on: Date | None
    venue: str | None
    basis: Occasion
    why: str
    reports: tuple[Report, ...]
    source_grade: str = UNGRADED[0]
    information_grade: str = UNGRADED[1]

    @property
    def name(self) -> str:
        """The speaker's name, or what an unnamed voice is called."""
        return self.speaker or self.called or "unnamed voice"

    @property
    def articles(self) -> int:
        """In how many articles it is reported; one that has it in two sentences is one."""
        return len({report.passage.article for report in self.reports})


@dataclass(frozen=True, slots=True)
class Untied:
    """A report of which it cannot be told to which voice it goes back."""

    passage: Passage
    why: str


@dataclass(frozen=True, slots=True)
class Origins:
    """The independent first voices behind a finding; their number is what "how many sources" means."""

    voices: tuple[Voice, ...]
    cannot_tell: tuple[Untied, ...]

    @property
    def count(self) -> int:
        """The number of voices; ten relays of one interview are one."""
        return len(self.voices)


@dataclass(frozen=True, slots=True)
class Quotation:
    """One saying in all its wordings, in the order of publication; `reference` is the fullest wording's statement."""

    id: str
    kind: Literal["quotation"]
    speaker: str | None
    said_on: Date | None
    reference: str
    wordings: tuple[Wording, ...]
    journey: Journey | None
    origins: Origins
    first_day: str
    last_day: str

    @property
    def fullest(self) -> Wording:
        """The wording of the reference."""
        return next((one for one in self.wordings if one.passage.statement == self.reference), self.wordings[0])


@dataclass(frozen=True, slots=True)
class Dispute:
    """Someone against a claim: who, how, in which words, on which day."""

    by: str | None
    how: DisputeKind
    passage: Passage
    on: str
    why: str


@dataclass(frozen=True, slots=True)
class StanceTaken:
    """What a writer thinks of a claim, and the words that show it."""

    stance: Stance
    passage: Passage


@dataclass(frozen=True, slots=True)
class Claim:
    """An assertion that others deny, correct, qualify or decline to comment on, or from which a writer takes distance.

    `counter` is the statement of the rival claim on the same matter, where there is one.
    """

    id: str
    kind: Literal["claim"]
    asserted_by: tuple[str, ...]
    words: Passage
    since: str
    assertions: tuple[Passage, ...]
    relayed_by: tuple[str, ...]
    disputes: tuple[Dispute, ...]
    stances: tuple[StanceTaken, ...]
    counter: str | None
    journey: Journey | None
    origins: Origins
    first_day: str
    last_day: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A condition on which a commitment hangs: the marker, and the condition's words."""

    marker: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Step:
    """A status of a commitment, since when, on which evidence; `proposed`: the program says so, nobody confirmed it."""

    status: CommitmentStatus
    on: str
    evidence: tuple[Passage, ...]
    why: str
    proposed: bool


@dataclass(frozen=True, slots=True)
class Commitment:
    """Who will do what, to whom, on which condition, by when, and what became of it; `history` begins with "open"."""

    id: str
    kind: Literal["commitment"]
    act: Literal["commit", "threaten"]
    by: str | None
    to: tuple[str, ...]
    action: Passage
    conditions: tuple[Bound, ...]
    due: Date | None
    statements: tuple[Passage, ...]
    status: CommitmentStatus
    history: tuple[Step, ...]
    origins: Origins
    first_day: str
    last_day: str


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder that a "strongest" is held against, mildest first; `height` is its place on the scale."""

    passage: Passage
    act: Act | None
    type: EventType | None
    height: float


@dataclass(frozen=True, slots=True)
class Precedent:
    """A text's "first", "strongest yet", "again", held against the record.

    `verdict` is held against all the record has, `verdict_then` against what was published before this text. What was
    before `record_from`, the day of the oldest article on the record, it cannot tell ("": no article has a day).
    """

    id: str
    kind: Literal["precedent"]
    claims: PrecedentKind
    passage: Passage
    by: str | None
    question: str
    verdict: PrecedentVerdict
    verdict_then: PrecedentVerdict
    evidence: tuple[Passage, ...]
    ladder: tuple[Rung, ...]
    why: str
    first_day: str
    last_day: str
    record_from: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A statement or event of another actor that reacts: who, which act, when, and to which words.

    Whoever refuses to comment answers, too: his act is "no comment". `again` are the words of later reports that tell
    the same answer once more.
    """

    id: str
    kind: Literal["answer"]
    by: str | None
    act: Act | Literal["no comment"] | None
    type: EventType | None
    on: str
    passage: Passage
    to: tuple[Passage, ...]
    why: str
    first_day: str
    last_day: str
    again: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class EarlierMention:
    """Words by which a text refers to earlier sayings or coverage, and what they refer to (None: nothing on record)."""

    id: str
    kind: Literal["earlier"]
    by: str | None
    passage: Passage
    refers_to: Passage | None
    why: str
    first_day: str
    last_day: str


Finding = Story | Quotation | Claim | Commitment | Precedent | Answer | EarlierMention


@dataclass(frozen=True, slots=True)
class Behind:
    """The finding that an origin is behind: its kind, its id, the words it is about, and when it was last told of.

    `origins` is how many it has, `cannot_tell` how many reports of it go back to nobody knows whom.
    """

    kind: FindingKind
    id: str
    words: Passage
    last_day: str
    origins: int
    cannot_tell: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin(Voice):
    """An origin as the lists give it: a voice with its reports, and the finding that it is behind."""

    kind: Literal["origin"]
    of: Behind


def origins_of(finding: Finding) -> Iterator[Origin]:
    """The origins of a finding one by one; none of a finding of which nobody asks for them."""
    match finding:
        case Quotation():
            words = finding.fullest.passage
        case Claim():
            words = finding.words
        case Commitment():
            words = finding.action
        case _:
            return
    known = finding.origins
    of = Behind(finding.kind, finding.id, words, finding.last_day, known.count, len(known.cannot_tell))
    for voice in known.voices:
        yield Origin(**{field.name: getattr(voice, field.name) for field in fields(voice)}, kind="origin", of=of)
