"""What people said of a reading is what is compared: corrections, rejections, merges, statuses, stories, grades."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from according import contract
from according.comparison.comparison import AsOf, Comparison
from according.comparison.judged import Verdicts, as_judged, identity, placed
from according.findings import Commitment, Finding, FindingKind, Passage, Story
from according.model import Actor, Event, Judgement, Reading, Span, Statement
from according.record.answers import Anchoring, Judged
from according.record.record import Record
from tests.comparison.building import Said, Who, report

KINDS: tuple[FindingKind, ...] = ("story", "quotation", "claim", "commitment", "precedent", "answer", "earlier")
NUMBERS = count()
DAY = "2031-05-03"

TEXT = (
    "In an interview with Radio Skarn, Odd Varga said the ferry would sail if the ice broke, the Courier reported. "
    "“We wait,” he added."
)
VARGA = Who("Odd Varga", "person", "XAA", "GOV", "minister")


def reading() -> Reading:
    said = [
        Said("Odd Varga", "said", "the ferry would sail if the ice broke", VARGA, "assert", condition="the ice broke"),
        Said("he", "added", "“We wait,”", VARGA),
    ]
    told = report(TEXT, said).reading
    inner = replace(told.statements[1], within=told.statements[0].id)
    sail = Event("e1", at("sail"), "MOBILIZE", None, None, "happened", told.statements[0].id)
    return replace(told, statements=(told.statements[0], inner), events=(sail,))


def at(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def judgement(article: str, target: str, field: str | None, verdict: str = "corrected", **told: Any) -> Judgement:
    given = {"machine": None, "person": None, "author": "Ines", "at": f"{DAY}T08:00:00Z"} | told
    return Judgement(f"j{next(NUMBERS)}", article, target, field, verdict, **given)  # type: ignore[arg-type]


def verdicts(*given: Judgement) -> Verdicts:
    return Verdicts(
        Judged(one, "statement", Anchoring("held", "0", one.target, None, "The reading that was judged."))
        for one in given
    )


def judged(field: str | None, person: object, verdict: str = "corrected", target: str | None = None) -> Statement:
    """The first statement, with this judgement on it."""
    told = reading()
    number = target or told.statements[0].id
    return as_judged(told, verdicts(judgement("a", number, field, verdict, person=person))).statements[0]


def test_without_judgements_the_reading_is_the_machines() -> None:
    told = reading()
    assert as_judged(told, Verdicts()) is told


def test_a_corrected_chain_is_the_persons() -> None:
    hops = [
        {**placed(at("Odd Varga"), TEXT), "role": "originator", "name": "Odd Varga"},
        {**placed(at("Radio Skarn"), TEXT), "role": "venue"},
        {**placed(at("the Courier"), TEXT), "role": "relay"},
    ]
    one = judged("chain", hops)
    assert [(hop.name, hop.role, hop.span) for hop in one.chain] == [
        ("Odd Varga", "originator", at("Odd Varga")),
        ("Radio Skarn", "venue", at("Radio Skarn")),
        ("the Courier", "relay", at("the Courier")),
    ]
    assert one.chain[0].actor == reading().actors[0].id


@pytest.mark.parametrize(
    ("field", "person", "part"),
    [
        ("act", "commit", "commit"),
        ("act", None, None),
        ("condition", {"kind": "if", **placed(at("the ice"), TEXT)}, at("the ice")),
        ("condition", None, None),
        ("content", [placed(at("the ferry would sail"), TEXT)], (at("the ferry would sail"),)),
        ("cue", [placed(at("reported"), TEXT)], (at("reported"),)),
        ("source", None, None),
        ("source", placed(at("Radio Skarn"), TEXT), at("Radio Skarn")),
    ],
)
def test_each_part_of_a_statement_can_be_corrected(field: str, person: object, part: object) -> None:
    found: Any = getattr(judged(field, person), field)
    assert getattr(found, "spans", getattr(found, "span", found)) == part


def test_a_part_that_is_rejected_is_gone_and_one_that_is_confirmed_stays() -> None:
    assert judged("condition", None, "rejected").condition is None
    assert judged("condition", None, "confirmed").condition == reading().statements[0].condition


def test_a_rejected_statement_leaves_its_inner_one_and_its_event() -> None:
    told = reading()
    after = as_judged(told, verdicts(judgement("a", told.statements[0].id, None, "rejected")))
    assert [one.id for one in after.statements] == [told.statements[1].id]
    assert after.statements[0].within is None
    assert after.events[0].statement is None


def test_an_events_status_type_and_parties_are_the_persons() -> None:
    told = reading()
    given = verdicts(
        judgement("a", "e1", "status", person="conditional"),
        judgement("a", "e1", "type", person="RETREAT"),
        judgement("a", "e1", "actor", person=[placed(at("the ferry"), TEXT)]),
    )
    event = as_judged(told, given).events[0]
    assert (event.status, event.type) == ("conditional", "RETREAT")
    assert [party.span for party in event.actor] == [at("the ferry")]
    assert not as_judged(told, verdicts(judgement("a", "e1", None, "rejected"))).events


def test_the_last_word_holds_and_only_up_to_the_day_that_is_looked_at() -> None:
    told = reading()
    number = told.statements[0].id
    first = judgement("a", number, "act", person="threaten")
    last = judgement("a", number, "act", person="commit", at="2031-05-04T08:00:00Z")
    both = [Judged(one, "statement", Anchoring("held", "0", number, None, "")) for one in (last, first)]
    assert as_judged(told, Verdicts(both)).statements[0].act == "commit"
    assert as_judged(told, Verdicts(both, DAY)).statements[0].act == "threaten"
    assert as_judged(told, Verdicts(both, "2031-05-02")) == told


def test_a_judgement_whose_words_are_lost_changes_nothing() -> None:
    told = reading()
    given = judgement("a", told.statements[0].id, None, "rejected")
    assert as_judged(told, Verdicts([Judged(given, "statement", Anchoring("lost", "1", None, None, ""))])) == told


def test_words_that_moved_in_the_text_are_found_again() -> None:
    given = {"words": "the ice", "span": [0, 7], "kind": "if"}
    found = judged("condition", given).condition
    assert found is not None
    assert found.span == at("the ice")
    assert judged("condition", given | {"words": "the snow"}).condition == reading().statements[0].condition


@pytest.mark.parametrize("person", [None, 3, "nonsense", ["a"], {"span": [1, 2]}, {"kind": 1}, [{"role": "king"}]])
@pytest.mark.parametrize("field", ["chain", "content", "certainty", "source", "act", "same actor", "story", "status"])
def test_no_word_of_a_person_breaks_the_reading(field: str, person: object) -> None:
    told = reading()
    targets = [told.statements[0].id, told.actors[0].id, "e1", told.article.id]
    given = [judgement("a", target, field, verdict, person=person) for target in targets
             for verdict in ("confirmed", "corrected", "rejected")]  # fmt: skip
    assert len(as_judged(told, verdicts(*given)).statements) == 2


# Actors


def merged(told: Reading, who: Actor, other: Actor) -> Actor:
    given = judgement(
        "elsewhere", who.id, "same actor", "confirmed", machine=identity(who, "x"), person=identity(other, "y")
    )
    return as_judged(told, verdicts(given)).actors[0]


def test_a_merge_is_of_a_name_and_never_of_a_surname_alone() -> None:
    told = reading()
    other = Actor("other", "Oddvar Varga", "person", "XAA", "GOV", "minister", ())
    assert merged(told, replace(told.actors[0], id="elsewhere"), other).name == "Oddvar Varga"
    assert merged(told, replace(told.actors[0], id="elsewhere", country="XBB"), other).name == "Odd Varga"
    surname = replace(told, actors=(replace(told.actors[0], name="Varga"),))
    assert merged(surname, replace(surname.actors[0], id="elsewhere"), other).name == "Varga"
    assert merged(surname, surname.actors[0], other).name == "Oddvar Varga"


def test_merges_in_a_circle_end() -> None:
    told = reading()
    one, other = told.actors[0], replace(told.actors[0], id="other", name="Oddvar Varga")
    there = judgement("a", one.id, "same actor", "confirmed", machine=identity(one, "a"), person=identity(other, "b"))
    back = judgement("b", "other", "same actor", "confirmed", machine=identity(other, "b"), person=identity(one, "a"))
    assert as_judged(told, verdicts(there, back)).actors[0].name in ("Odd Varga", "Oddvar Varga")


# Against the record of the dossier


def everything(record: Record, as_of: AsOf | None = None) -> dict[str, str]:
    compared = Comparison(record)
    return {one.id: contract.finding_to_json(one) for kind in KINDS for one in compared.each(kind, as_of=as_of)}


def told_again(record: Record) -> dict[str, str]:
    """Everything, after the judged articles are compared again."""
    assert Comparison(record).catch_up() > 0
    return everything(record)


def commitments(record: Record) -> list[Commitment]:
    return [one for one in Comparison(record).each("commitment") if isinstance(one, Commitment)]


def turned(record: Record) -> Commitment:
    """A commitment of which the program proposes that something became."""
    return next(one for one in commitments(record) if len(one.history) == 2)


def on_status(one: Commitment, verdict: str, person: object = None) -> Judgement:
    passage = one.statements[0]
    return judgement(
        passage.article, passage.statement or "", "commitment status", verdict,
        machine=one.history[1].status, person=person,
    )  # fmt: skip


def again(record: Record, number: str) -> Any:
    Comparison(record).catch_up()
    return Comparison(record).finding(number)


def test_a_status_that_a_person_confirms_is_no_proposal_any_more(dossier: Record) -> None:
    one = turned(dossier)
    assert one.history[1].proposed
    dossier.judge(on_status(one, "confirmed"))
    step = again(dossier, one.id).history[1]
    assert (step.status, step.evidence, step.proposed) == (one.history[1].status, one.history[1].evidence, False)
    assert step.why.endswith(f"Confirmed by Ines on {DAY}.")
    before = Comparison(dossier).finding(one.id, as_of=AsOf("2031-05-02"))
    assert before == one


def test_a_status_that_a_person_rejects_is_gone_and_another_can_be_set(dossier: Record) -> None:
    one = turned(dossier)
    dossier.judge(on_status(one, "rejected"))
    assert [step.status for step in again(dossier, one.id).history] == ["open"]
    set_by_hand = on_status(one, "corrected", {"status": "withdrawn", "on": "2031-05-01"})
    dossier.judge(replace(set_by_hand, at=f"{DAY}T09:00:00Z"))
    found = again(dossier, one.id)
    assert [(step.status, step.on, step.proposed) for step in found.history[1:]] == [("withdrawn", "2031-05-01", False)]
    assert found.status == "withdrawn"


def repeated(record: Record) -> tuple[Commitment, Passage]:
    """A commitment that was made more than once, and the second time of it."""
    one = next(one for one in commitments(record) if len(one.statements) > 2)
    return one, one.statements[1]


def rejected(passage: Passage) -> Judgement:
    return judgement(passage.article, passage.statement or "", None, "rejected")


def test_a_rejected_statement_is_in_no_finding_and_was_in_it_the_day_before(dossier: Record) -> None:
    before = everything(dossier)
    one, gone = repeated(dossier)
    dossier.judge(rejected(gone))
    after = told_again(dossier)
    assert not any(f'"{gone.statement}"' in body for body in after.values())
    assert everything(dossier, AsOf("2031-05-02"))[one.id] == before[one.id]


def acted(record: Record) -> Judgement:
    """That an assessment of what will be is a commitment."""
    known = {passage.statement for one in commitments(record) for passage in one.statements}
    told = next(
        (found.article.id, one.id)
        for found in record.each_reading()
        for one in found.statements
        if one.act == "assess" and one.id not in known and "will" in one.content.spans[0].of(found.article.text)
    )
    return judgement(*told, "act", machine="assess", person="commit")


def test_an_act_that_a_person_corrects_makes_a_commitment(dossier: Record) -> None:
    given = acted(dossier)
    dossier.judge(given)
    told_again(dossier)
    assert any(given.target in {passage.statement for passage in one.statements} for one in commitments(dossier))


def stories(record: Record) -> list[Story]:
    return sorted((one for one in Comparison(record).each("story") if isinstance(one, Story)), key=lambda one: one.id)


def largest(found: list[Story]) -> Story:
    return max(found, key=lambda one: len(one.members))


def taken_out(story: Story) -> Judgement:
    """That the last article of a story does not belong with the others."""
    *rest, out = (member.article for member in story.members)
    return judgement(out, out, "story", "rejected", person={"articles": rest})


def put_in(article: str, story: Story) -> Judgement:
    return judgement(article, article, "story", "confirmed", person={"articles": [story.members[0].article]})


def test_an_article_is_taken_out_of_a_story_and_put_into_another(dossier: Record) -> None:
    story = largest(stories(dossier))
    out = story.members[-1].article
    rest = [member.article for member in story.members[:-1]]
    dossier.judge(taken_out(story))
    told_again(dossier)
    now = next(one for one in stories(dossier) if one.id == story.id)
    assert {member.article for member in now.members} == set(rest)
    then = Comparison(dossier).finding(story.id, as_of=AsOf("2031-05-02"))
    assert isinstance(then, Story)
    assert {member.article for member in then.members} == {*rest, out}

    other = next(one for one in stories(dossier) if one.id != story.id)
    dossier.judge(put_in(out, other))
    told_again(dossier)
    joined = next(one for one in stories(dossier) if out in {member.article for member in one.members})
    assert other.members[0].article in {member.article for member in joined.members}
    why = next(member.why for member in joined.members if member.article == out)
    assert f"Ines put them together on {DAY}." in why


def test_grades_are_those_that_people_gave(dossier: Record) -> None:
    def grades(found: Finding) -> list[str]:
        assert isinstance(found, Commitment)
        return [voice.source_grade + voice.information_grade for voice in found.origins.voices]

    one = commitments(dossier)[0]
    assert set(grades(one)) == {"F6"}
    first = one.origins.voices[0].reports[0].passage
    dossier.judge(judgement(first.article, first.statement or "", "source grade", person="B"))
    dossier.judge(judgement(first.article, first.statement or "", "information grade", person="2"))
    assert "B2" in grades(again(dossier, one.id))


def two_speakers(record: Record) -> tuple[tuple[str, Actor], tuple[str, Actor]]:
    """Two persons with full names of their own, with the articles that they are in."""
    speakers = [
        (found.article.id, actor)
        for found in record.each_reading()
        for actor in found.actors
        if actor.kind == "person" and " " in actor.name
    ]
    return speakers[0], next(pair for pair in speakers if pair[1].name != speakers[0][1].name)


def merge(record: Record) -> Judgement:
    (article, one), (other_article, other) = two_speakers(record)
    return judgement(
        article, one.id, "same actor", "confirmed",
        machine=identity(one, article), person=identity(other, other_article),
    )  # fmt: skip


def test_a_merge_of_two_names_holds_in_articles_that_are_yet_to_come(dossier: Record) -> None:
    (_, one), _ = two_speakers(dossier)
    dossier.judge(merge(dossier))
    told_again(dossier)
    known = {name for found in Comparison(dossier).each("story") if isinstance(found, Story) for name in found.actors}
    assert one.name not in known
    with dossier.asking() as connection:
        from according.comparison import store  # noqa: PLC0415

        names = [
            {actor.name for actor in found.reading.actors}
            for found in store.reports(connection, [found.article.id for found in dossier.each_reading()])
        ]
    assert not any(one.name in some for some in names)


def test_what_catching_up_with_judgements_gives_is_what_a_rebuild_gives(dossier: Record) -> None:
    dossier.judge(rejected(repeated(dossier)[1]))
    told_again(dossier)
    dossier.judge(acted(dossier))
    told_again(dossier)
    story = largest(stories(dossier))
    dossier.judge(taken_out(story))
    told_again(dossier)
    other = next(one for one in stories(dossier) if one.id != story.id)
    dossier.judge(put_in(story.members[-1].article, other))
    told_again(dossier)
    dossier.judge(merge(dossier))
    found = told_again(dossier)
    Comparison(dossier).rebuild()
    assert everything(dossier) == found
