"""Who is who: each example is a line or two of invented news, and whom its words mean."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from according.comparison.sameness import same_actor
from according.errors import SettingError
from according.language import parse
from according.model import Actor, Article, Span
from according.reading.actors import Cast, DeclaredActor, find_actors, read_actor_file

SHARED = Path(__file__).parents[3] / "shared"
VELTRIA = DeclaredActor("Veltria", "country", "XAA", demonyms=("Veltrian", "Veltrians"), capital="Sarn")
PALACE = DeclaredActor("Government of Veltria", "organisation", "XAA", "GOV", aliases=("the Amber Palace",))


def article(text: str) -> Article:
    paragraphs, start = [], 0
    for part in text.split("\n\n"):
        paragraphs.append(Span(start, start + len(part)))
        start += len(part) + 2
    return Article(
        id="a0", place="example", url=None, title=None, byline=(), agency=(), publisher=None, published=None,
        modified=None, first_seen=None, language="en", text=text, paragraphs=tuple(paragraphs),
    )  # fmt: skip


class Read:
    """A text with its cast, asked by words: the n-th place where they stand."""

    def __init__(self, text: str, *named: str | tuple[str, int], quoted: tuple[str, str] | None = None) -> None:
        self.text = text
        example = article(text)
        spans = [self.span(*((one,) if isinstance(one, str) else one)) for one in named]
        pairs = [(self.span(quoted[0]), self.span(quoted[1]))] if quoted else []
        parsed = parse(text, example.paragraphs)
        self.cast: Cast = find_actors(example, parsed, spans, (VELTRIA, PALACE), pairs)

    def span(self, words: str, nth: int = 1) -> Span:
        start = -1
        for _ in range(nth):
            start = self.text.index(words, start + 1)
        return Span(start, start + len(words))

    def actor(self, words: str, nth: int = 1) -> Actor | None:
        return self.cast.actor(self.span(words, nth))

    def name(self, words: str, nth: int = 1) -> str | None:
        actor = self.actor(words, nth)
        return actor.name if actor else None


def told(actor: Actor | None) -> tuple[str | None, str | None, str | None]:
    assert actor is not None
    return actor.country, actor.sector, actor.role


def test_a_surname_is_the_person_named_in_full_earlier_or_later() -> None:
    read = Read("Brandis spoke first. Trade Minister Ludmila Brandis of Norway said the cap would stay. Brandis left.")
    assert read.name("Brandis") == read.name("Brandis", 3) == "Ludmila Brandis"
    assert told(read.actor("Brandis")) == ("NOR", "GOV", "Trade Minister")


def test_a_surname_that_two_persons_share_is_neither() -> None:
    text = "Karel Brod resigned. His wife, Petra Brod, stayed. Mrs. Brod said so. Brod left the room."
    read = Read(text, ("Brod", 3), ("Brod", 4))
    assert read.name("Mrs. Brod") == "Petra Brod"
    assert read.name("Brod", 4) is None


def test_a_short_form_in_parentheses_is_the_body() -> None:
    read = Read("The Centre for Sea Law (CSL) counted six ships. CSL said so. The centre has published a map.")
    assert read.name("CSL", 2) == "Centre for Sea Law"
    assert told(read.actor("CSL", 2))[1] == "EDU"


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Moscow denied the report.", "Moscow", "RUS"),
        ("The Kremlin denied the report.", "The Kremlin", "RUS"),
        ("Number 10 declined to comment.", "Number 10", "GBR"),
        ("The Amber Palace declined to comment.", "The Amber Palace", "XAA"),
        ("It was a warning to Sarn.", "Sarn", "XAA"),
    ],
)
def test_a_metonym_is_a_government(text: str, words: str, country: str) -> None:
    actor = Read(text).actor(words)
    assert actor is not None
    assert (actor.kind, actor.country, actor.sector) == ("organisation", country, "GOV")


@pytest.mark.parametrize("text", ["Two men were held in Moscow.", "The train left Moscow.", "She travelled to Moscow."])
def test_where_something_is_is_a_place(text: str) -> None:
    actor = Read(text).actor("Moscow")
    assert actor is not None
    assert (actor.kind, actor.country, actor.sector) == ("place", "RUS", None)


def test_all_names_of_a_government_are_one_actor() -> None:
    read = Read("The Amber Palace closed the border. Sarn gave no reason. The Veltrian government meets today.")
    assert read.cast.at(read.span("Sarn")) == read.cast.at(read.span("The Veltrian government"))
    assert read.name("Sarn") == "Government of Veltria"


def test_a_camp_before_a_bodys_name_is_no_other_body() -> None:
    read = Read("The opposition River Front says the count was rigged. The opposition wants a new one.")
    front = read.actor("The opposition River Front")
    assert front is not None
    assert (front.name, front.sector) == ("River Front", "OPP")
    assert read.name("The opposition") != "River Front"


def test_a_study_is_whose_it_is() -> None:
    read = Read("A study by the Rail Institute found cracks.", "A study by the Rail Institute")
    assert read.name("A study by the Rail Institute") == "Rail Institute"


@pytest.mark.parametrize(
    ("text", "words", "name", "role"),
    [
        (
            "A spokesman for the Rail Authority said so.", "A spokesman for the Rail Authority",
            "spokesman for the Rail Authority", "spokesman for the Rail Authority",
        ),
        (
            "Ada Brun, a spokeswoman for the Rail Authority, said so.", "Ada Brun",
            "Ada Brun", "spokeswoman for the Rail Authority",
        ),
        ("A Rail Authority spokesman said so.", "A Rail Authority spokesman", "Rail Authority spokesman", None),
        ("The Lamp Post reported it. “No,” said government spokesman Jon Field.", "Jon Field", "Jon Field", None),
    ],
)  # fmt: skip
def test_a_spokesperson_is_told_by_whom_he_speaks_for(text: str, words: str, name: str, role: str | None) -> None:
    actor = Read(text, words).actor(words)
    assert actor is not None
    assert actor.name == name
    assert " for " not in (actor.role or "") if role is None else actor.role == role


def test_typographic_marks_do_not_hide_a_declared_name() -> None:
    read = Read("The Amber\u00a0Palace’s spokesman spoke. Veltria’s army did not.")
    assert read.name("Amber\u00a0Palace") == "Government of Veltria"
    assert told(read.actor("Veltria’s army"))[:2] == ("XAA", "MIL")


def test_a_word_with_a_name_inside_is_not_the_name() -> None:
    read = Read("Sarnath is a park. Veltrian-backed units left.")
    assert not [actor for actor in read.cast.actors if actor.country == "XAA"]


@pytest.mark.parametrize(
    ("words", "country", "sector", "kind"),
    [
        ("the Belarusian opposition", "BLR", "OPP", "group"),
        ("EU foreign ministers", "EUR", "GOV", "group"),
        ("two U.S. officials", "USA", "GOV", "unnamed"),
        ("Veltrian rebels", "XAA", "REB", "group"),
        ("Danish police", "DNK", "COP", "organisation"),
        ("the Kenyan army", "KEN", "MIL", "organisation"),
        ("a court in Sarn", "XAA", "JUD", "organisation"),
        ("Polish lawmakers", "POL", "LEG", "group"),
        ("a person familiar with the matter", None, None, "unnamed"),
    ],
)
def test_a_description_tells_country_and_sector(words: str, country: str, sector: str, kind: str) -> None:
    actor = Read(f"Late on Friday, {words} said that the bridge was open.", words).actor(words)
    assert actor is not None
    assert (actor.country, actor.sector, actor.kind) == (country, sector, kind)


def test_unnamed_voices_stay_apart_and_a_definite_one_takes_up_the_only_one() -> None:
    read = Read("Two officials said yes. A diplomat said no. The diplomat laughed. Another official shrugged.")
    assert read.cast.at(read.span("The diplomat")) == read.cast.at(read.span("A diplomat"))
    assert len({read.cast.at(read.span(words)) for words in ("Two officials", "A diplomat", "Another official")}) == 3


def test_two_voices_that_fit_alike_leave_it_open() -> None:
    read = Read("A source close to the talks said yes. Another source said no. The source laughed.", "The source")
    assert read.name("The source") is None


def test_a_pronoun_finds_the_only_one_who_fits() -> None:
    read = Read("Anna Falk met General Ruud Pesk. She said he was late.")
    assert (read.name("She"), read.name("he", 2)) == ("Anna Falk", "Ruud Pesk")


def test_a_pronoun_after_two_equals_is_open() -> None:
    assert Read("Simon Berg and Theo Lang flew home. He said it was late.", "He").name("He") is None


def test_a_title_without_country_is_of_the_country_that_acts_in_the_paragraph() -> None:
    text = "Norway has told Denmark to stop. Norway “asks Denmark to drop the plan,” Prime Minister Ada Brun wrote."
    assert told(Read(text).actor("Ada Brun")) == ("NOR", "GOV", "Prime Minister")


def test_i_is_who_speaks_and_we_the_body_for_whom_one_speaks() -> None:
    text = "“I count ships; we publish them,” said Rolf Hagen, who heads the Centre for Sea Law."
    read = Read(text, "I", "we", quoted=("I count ships; we publish them,", "Rolf Hagen"))
    assert (read.name("I"), read.name("we")) == ("Rolf Hagen", "Centre for Sea Law")


def test_we_of_one_person_without_a_body_is_open() -> None:
    text = "“We will not wait,” said Rolf Hagen."
    assert Read(text, "We", quoted=("We will not wait,", "Rolf Hagen")).name("We") is None


def test_who_is_the_noun_before_it() -> None:
    read = Read("Ada Brun, who claimed the reef was safe, resigned.", "who")
    assert read.name("who") == "Ada Brun"


def test_what_is_written_is_whose_it_is_or_nobody() -> None:
    read = Read(
        "The Norwegian ministry’s report said so. A poll said otherwise.", "The Norwegian ministry’s report", "A poll"
    )
    assert read.name("The Norwegian ministry’s report") == "Norwegian ministry"
    assert read.name("A poll") is None


def test_ids_are_the_same_each_time_and_differ_within_an_article() -> None:
    text = "Two officials said yes. Two officials said no. Anna Falk wept."
    one, other = Read(text).cast, Read(text).cast
    assert [actor.id for actor in one.actors] == [actor.id for actor in other.actors]
    assert len({actor.id for actor in one.actors}) == len(one.actors) == 3


WORDS = st.sampled_from(
    ["Moscow", " said ", "“", "”", '"', "he ", "The ministry ", "(ISW)", "\n\n", "🙂", "é", "؟ ", "’s "]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=25).map("".join), st.data())
def test_any_text_has_a_cast_whose_mentions_lie_in_it(text: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(text))
    spans = data.draw(st.lists(st.builds(lambda a, b: Span(min(a, b), max(a, b)), ends, ends), max_size=4))
    example = article(text)
    cast = find_actors(example, parse(text, example.paragraphs), spans, (VELTRIA,), [(span, span) for span in spans])
    for actor in cast.actors:
        assert list(actor.mentions) == sorted(set(actor.mentions))
        assert all(0 <= start < end <= len(text) for start, end in actor.mentions)
    known = {actor.id for actor in cast.actors}
    assert all(cast.at(span) in {None, *known} for span in spans)


def test_actors_are_read_from_yaml(tmp_path: Path) -> None:
    path = tmp_path / "actors.yaml"
    path.write_text("- {name: Veltria, kind: country, country: XAA, demonyms: [Veltrian, Veltrians], capital: Sarn}\n")
    assert read_actor_file(path) == (VELTRIA,)


def test_actors_are_read_from_follow_the_money(tmp_path: Path) -> None:
    path = tmp_path / "entities.jsonl"
    entities = [
        {
            "id": "p1",
            "schema": "Person",
            "properties": {"name": ["Ada Brun"], "nationality": ["no"], "position": ["minister"]},
        },
        {"id": "v1", "schema": "Vessel", "properties": {"name": ["Sea Lark"]}},
        {"id": "b1", "schema": "PublicBody", "properties": {"name": ["Port Office"], "alias": ["PO"]}},
    ]
    path.write_text("\n".join(map(json.dumps, entities)))
    assert read_actor_file(path) == (
        DeclaredActor("Ada Brun", "person", "NOR", None, "minister"),
        DeclaredActor("Port Office", "organisation", None, "GOV", None, ("PO",)),
    )


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.yaml", "- {name: X, kind: planet}", "Actor 1 of .* has the kind 'planet'"),
        ("a.yaml", "- {name: X, kind: country, country: Norway}", "country 'Norway'; give three capital letters"),
        ("a.yaml", "- {name: X, kind: person, sector: KING}", "sector 'KING'"),
        ("a.yaml", "- {name: X, kind: person, colour: red}", "unknown key 'colour'"),
        ("a.yaml", "- {kind: person}", "has no name"),
        ("a.yaml", "name: X", "holds no list"),
        ("a.yaml", "- [", "is not YAML"),
        ("a.yaml", "- {name: X, kind: group, aliases: Y}", "give a list of names"),
        ("a.jsonl", "{", "Line 1 of .* is not JSON"),
        ("a.jsonl", '{"schema": "Person"}', "not a FollowTheMoney entity"),
    ],
)
def test_a_bad_actor_file_is_refused_in_a_sentence(tmp_path: Path, name: str, content: str, sentence: str) -> None:
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(SettingError, match=sentence):
        read_actor_file(path)


def test_an_actor_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="cannot be read"):
        read_actor_file(tmp_path / "none.yaml")


def actor(
    name: str, kind: str = "person", country: str | None = None, sector: str | None = None, role: str | None = None
) -> Actor:
    return Actor("a1", name, kind, country, sector, role, ())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "on"),
    [
        (actor("Ada Brun", country="NOR"), actor("Ada J. Brun"), ("name",)),
        (actor("Ada Brun", country="NOR"), actor("Ada Brun", country="SWE"), None),
        (actor("Ada Brun", sector="GOV"), actor("Ada Brun", sector="JRN"), None),
        (actor("Brun", sector="GOV"), actor("Brun", sector="GOV"), None),
        (actor("Brun", country="NOR"), actor("Ada Brun", country="NOR"), None),
        (
            actor("Brun", country="NOR", role="Prime Minister"),
            actor("Ada Brun", country="NOR", role="minister"),
            ("surname", "role", "country"),
        ),
        (
            actor("Kremlin", "organisation", "RUS", "GOV"),
            actor("Moscow", "organisation", "RUS", "GOV"),
            ("known name",),
        ),
        (actor("Moscow", "place", "RUS"), actor("Moscow", "organisation", "RUS", "GOV"), None),
        (actor("officials", "unnamed", "USA", "GOV"), actor("officials", "unnamed", "USA", "GOV"), None),
        (actor("ministry", "organisation", "NOR", "GOV"), actor("ministry", "organisation", "NOR", "GOV"), None),
        (actor("opposition", "group", "BLR", "OPP"), actor("opposition", "group", "BLR", "OPP"), ("name", "country")),
        (actor("opposition", "group", "BLR", "OPP"), actor("opposition", "group", "POL", "OPP"), None),
    ],
)
def test_actors_of_two_articles_are_one_where_evidence_suffices(
    one: Actor, other: Actor, on: tuple[str, ...] | None
) -> None:
    reason = same_actor(one, other)
    assert (reason.on if reason else None) == on
    assert (same_actor(other, one) is None) == (reason is None)


@pytest.mark.skipif(not (SHARED / "reserve-force").is_dir(), reason="the shared case is not beside this checkout")
def test_the_model_case_has_its_actors() -> None:
    """Each actor of the case is one actor here, with its country and sector, and "I" is who is quoted."""
    text = (SHARED / "reserve-force" / "page.txt").read_text(encoding="utf-8")
    example = article(text)
    start = text.index("“We have of course")
    content = Span(start, text.index("”", start) + 1)
    source = Span(text.index("Putin said, according"), text.index("Putin said, according") + len("Putin"))
    first = text.index(" I told him", start) + 1
    cast = find_actors(example, parse(text, example.paragraphs), [Span(first, first + 1)], (), [(content, source)])
    for wanted in json.loads((SHARED / "reserve-force" / "case.json").read_text(encoding="utf-8"))["actors"]:
        names = {name.replace("\u00a0", " ") for name in wanted["names"]} - {"Alexander Grigorivich (Lukashenko)"}
        met = [
            (actor, {span.of(text).replace("\u00a0", " ") for span in actor.mentions})
            for actor in cast.actors
            if {f"the {actor.name}", actor.name} & names
        ]
        assert len(met) == 1, wanted
        (actor, mentions) = met[0]
        assert {name.removeprefix("the ") for name in names} <= {name.removeprefix("the ") for name in mentions}
        assert wanted.get("country") in {None, actor.country}
        assert (actor.sector or "") in wanted["sector"]
        assert wanted.get("role") in {None, actor.role}
