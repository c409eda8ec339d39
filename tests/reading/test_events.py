"""Who does what to whom, and whether it happened: each test is a sentence as a paper prints it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.sample import article_of

from according.errors import SettingError
from according.language import parse
from according.model import Event, Party, Span, Statement, Words
from according.reading.actors import Cast, find_actors
from according.reading.events import find_events, find_tellings, party_words
from according.reading.explanation import explain
from according.reading.frames import frames, read_frame_file


def found(text: str, said: tuple[str, str] | None = None, act: str | None = None) -> tuple[list[Event], Cast]:
    """The events of a text; with `said`, it holds a statement of that cue and content."""
    article = article_of(text)
    parsed = parse(text, article.paragraphs)
    tellings = find_tellings(parsed)
    cast = find_actors(article, parsed, party_words(tellings))
    statements = []
    if said:
        cue, content = (Span(text.index(part), text.index(part) + len(part)) for part in said)
        statements = [Statement("s1", None, "indirect", act, "neutral", None, Words((cue,)), Words((content,)))]  # type: ignore[arg-type]
    return list(find_events(article, parsed, statements, cast, date(2024, 5, 3), tellings)), cast


def told(text: str) -> list[tuple[str, str, str]]:
    """Type, status and trigger of each event of a text."""
    return [(one.type, one.status, one.trigger.of(text)) for one in found(text)[0]]


def names(text: str) -> tuple[list[str], list[str]]:
    """The words for actor and recipient of the foremost event of a text."""
    event = found(text)[0][0]
    actor, recipient = (
        [party.span.of(text) for party in side if party.span] for side in (event.actor, event.recipient)
    )
    return actor, recipient


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile imposed sanctions on Peru.", ("SANCTION", "happened", "imposed")),
        ("Thousands of people staged a protest against the government of Peru.", ("PROTEST", "happened", "protest")),
        ("Chile's foreign minister held talks with the president of Peru.", ("CONSULT", "happened", "talks")),
        ("Police in Peru arrested three opposition leaders.", ("COERCE", "happened", "arrested")),
        ("Peru has expelled two Chilean diplomats.", ("SANCTION", "happened", "expelled")),
        ("The army withdrew its troops from the border province.", ("RETREAT", "happened", "withdrew")),
        ("Peru lifted the curfew in its capital.", ("CONCEDE", "happened", "lifted")),
        ("Peru refuses to meet the rebels.", ("REJECT", "ongoing", "refuses")),
        ("The ministry urged Peru to free the hostages.", ("REQUEST", "happened", "urged")),
        ("Rebels shelled the town.", ("ASSAULT", "happened", "shelled")),
        ("Norway sent food aid to Peru.", ("AID", "happened", "sent")),
        ("Norway and Peru signed a trade agreement.", ("AGREE", "happened", "signed")),
    ],
)
def test_a_plain_sentence_tells_its_type_and_trigger(text: str, expected: tuple[str, str, str]) -> None:
    assert told(text)[0] == expected


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The army will attack the rebels.", "planned"),
        ("The army is prepared to attack the rebels.", "planned"),
        ("The army would attack the rebels if they crossed the river.", "conditional"),
        ("The army may attack the rebels.", "possible"),
        ("Ministers fear that the army could attack the rebels.", "possible"),
        ("The army did not attack the rebels.", "denied"),
        ("The army is attacking the rebels.", "ongoing"),
        ("The army has attacked the rebels.", "happened"),
        ("The army attacked the rebels after they refused to leave.", "happened"),
    ],
)
def test_tense_modals_and_embedding_tell_the_status(text: str, status: str) -> None:
    attack = next(one for one in found(text)[0] if one.type == "ASSAULT")
    assert attack.status == status


def test_a_threat_gives_way_to_the_deed_that_is_threatened() -> None:
    [event], _ = found("Peru has threatened to close its border with Chile.")
    assert (event.type, event.plover_type, event.status) == ("SANCTION", "THREATEN", "planned")


def test_a_promise_of_help_is_help_planned_and_an_agreement_for_plover() -> None:
    [event], _ = found("Norway promised to send food aid to Peru.")
    assert (event.type, event.plover_type, event.status) == ("AID", "AGREE", "planned")


def test_what_is_demanded_is_no_event_of_its_own() -> None:
    assert [kind for kind, _, _ in told("Norway demanded that Peru withdraw its troops.")] == ["REQUEST"]


def test_an_interaction_told_in_a_verb_and_its_noun_is_one_event() -> None:
    assert len(told("Rebels launched a series of attacks on the town.")) == 1


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("Norway and Sweden criticised Peru.", ["Norway", "Sweden"], ["Peru"]),
        ("Peru was criticised by Norway.", ["Norway"], ["Peru"]),
        ("Sanctions imposed by Norway on Peru hurt the farmers.", ["Norway"], ["Peru"]),
        ("Norway is prepared to deploy troops against Peru.", ["Norway"], ["Peru"]),
        ("The president rejected a Swedish proposal.", ["The president"], ["Swedish"]),
        ("Talks between Norway and Peru began on Monday.", ["Norway", "Peru"], []),
    ],
)
def test_parties_are_read_off_the_grammar(text: str, actor: list[str], recipient: list[str]) -> None:
    assert names(text) == (actor, recipient)


def test_people_named_by_their_country_have_it() -> None:
    events, cast = found("Rebels freed two Swedish engineers and rejected a Peruvian proposal.")
    countries = {actor.id: actor.country for actor in cast.actors}
    proposal = next(event for event in events if event.type == "REJECT")
    assert [countries[party.actor] for party in proposal.recipient if party.actor] == ["PER"]


@pytest.mark.parametrize(
    "text",
    [
        "The striker attacked the goal twice and the home team won the match by three goals.",
        "The phone supports fast charging, and the app launches in a second.",
        "The company agreed to buy its rival, and investors welcomed the deal as shares rose.",
        "A bus left the road in heavy rain and hit a tree.",
    ],
)
def test_sports_business_and_accidents_give_no_events(text: str) -> None:
    assert told(text) == []


def test_what_the_timetable_has_for_a_day_to_come_is_planned() -> None:
    (event,), _ = found("The general strike in Lima starts on Monday at six.")
    assert (event.type, event.status, event.date and event.date.start) == ("PROTEST", "planned", "2024-05-06")


def test_the_month_is_no_march() -> None:
    assert told("The gate was closed from March 1 to March 15 and again in March.") == []
    assert [one[0] for one in told("Thousands joined the March for Bread in Lima in March.")] == ["PROTEST"]


def test_the_main_clause_comes_first() -> None:
    text = "While rebels shelled the port, Norway recalled its ambassador from Peru."
    assert [kind for kind, _, _ in told(text)] == ["SANCTION", "ASSAULT"]


def test_an_event_hangs_on_the_statement_that_holds_it() -> None:
    text = "The ministry said the army had shelled the town."
    [event], _ = found(text, said=("said", "the army had shelled the town"))
    assert event.statement == "s1"


def test_what_somebody_is_told_that_he_should_do_is_a_demand() -> None:
    text = "The opposition party said the government should hold elections in Peru."
    article = article_of(text)
    parsed = parse(text, article.paragraphs)
    tellings = find_tellings(parsed)
    cast = find_actors(article, parsed, party_words(tellings))
    source = Span(0, text.index(" said"))
    content = Span(text.index("the government"), len(text) - 1)
    cue = Span(text.index("said"), text.index("said") + 4)
    saying = Statement(
        "s1", None, "indirect", "request", "neutral", Party(source, cast.at(source)), Words((cue,)), Words((content,))
    )
    events = find_events(article, parsed, [saying], cast, None, tellings)
    assert [(one.type, one.trigger.of(text)) for one in events] == [("REQUEST", "should hold")]


def test_signing_is_agreement_that_plover_codes_as_support() -> None:
    [event] = found("Norway and Peru signed a trade agreement.")[0]
    assert (event.type, event.plover_type) == ("AGREE", "SUPPORT")


def test_a_promise_to_nobody_counts_only_where_a_state_makes_it() -> None:
    assert not found("The singer promised lower prices, and the mayor watched.")[0]
    [event], _ = found("The Norwegian government promised lower taxes.")
    assert event.type == "AGREE"


def test_two_peoples_before_a_noun_are_two_parties() -> None:
    [event], cast = found("Norwegian and Peruvian officials met in Lima.")
    countries = {actor.country for actor in cast.actors if actor.id in {party.actor for party in event.actor}}
    assert countries == {"NOR", "PER"}


def test_who_must_yield_is_threatened() -> None:
    text = "Norway threatened to halt fish exports if Peru closes its ports."
    [event, *_], _ = found(text)
    assert "Peru" in {party.span.of(text) for party in event.recipient}


def test_an_event_has_the_time_and_place_of_its_own_clause() -> None:
    [event], _ = found("Rebels shelled the port of Trondheim on Thursday.")
    assert event.date is not None
    assert event.date.start == "2024-05-02"


def test_the_same_text_gives_the_same_events() -> None:
    text = "Chile imposed sanctions on Peru. Peru expelled two Chilean diplomats."
    assert found(text)[0] == found(text)[0]


def test_any_text_is_read() -> None:
    for text in (
        "",
        " ",
        "“”",
        "…",
        "A\u00a0B\u202f C",
        "👩‍👩‍👧 protest 🇵🇪",
        "אבג protest דהו",
        "no no no no",
        "to to to of of",
    ):
        assert isinstance(found(text)[0], list)


# The user's own frames


def test_a_user_adds_a_frame_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("PROTEST:\n- verbs: bang pots\n  mode: demo\n  recipient: against\n", encoding="utf-8")
    lexicon = frames().extended(read_frame_file(path))
    [explained] = explain("Women banged pots against the government.", lexicon)
    assert (explained.type, explained.mode, explained.fired) == ("PROTEST", "demo", ("banged", "pots"))
    assert "mine.yaml, PROTEST 1" in explained.entry
    assert explain("Women banged pots against the government.") == ()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("RIOTING:\n- verbs: bang pots\n", "it must be one of PLOVER's sixteen"),
        ("PROTEST: bang pots\n", "begin each entry with '- '"),
        ("PROTEST:\n- verb: bang pots\n", "give it verbs, nouns or adjectives"),
        ("PROTEST:\n- verbs: bang\n  target: object\n", "unknown key 'target'"),
        ("PROTEST:\n- verbs: bang\n  object: '@pots'\n", "has the class @pots"),
        ("PROTEST: [\n", "is not YAML"),
    ],
)
def test_a_faulty_frame_file_says_what_is_wrong(tmp_path: Path, content: str, sentence: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingError, match=sentence):
        read_frame_file(path)


def test_a_missing_frame_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"none\.yaml"):
        read_frame_file(tmp_path / "none.yaml")


def test_an_explanation_shows_entry_words_and_signs() -> None:
    [one] = explain("Peru could expel the Swedish ambassador.")
    assert (one.type, one.words, one.fired, one.subject) == ("SANCTION", "expel", ("expel",), "Peru")
    assert (one.status, one.shown) == ("possible", ("could",))
    assert "material.yaml, SANCTION" in str(one)
