"""The dossier's truth holds of its pages: to the letter, completely, and without loose ends."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import Any

import jsonschema
import lxml.html
import pytest
import yaml
from lxml import etree

DOSSIER = files("according") / "dossier"
TRUTH: dict[str, Any] = json.loads((DOSSIER / "truth.json").read_text(encoding="utf-8"))
SCHEMA: dict[str, Any] = json.loads((DOSSIER / "truth.schema.json").read_text(encoding="utf-8"))
BODIES: dict[str, Any] = json.loads((DOSSIER / "bodies.json").read_text(encoding="utf-8"))
ACTORS: list[dict[str, Any]] = yaml.safe_load((DOSSIER / "actors.yaml").read_text(encoding="utf-8"))
PAGES = {page["id"]: page for page in TRUTH["pages"]}
LISTS = {kind: items for kind, items in TRUTH.items() if isinstance(items, list) and kind not in ("alone", "complete")}
ITEMS: dict[str, dict[str, Any]] = {item["id"]: item for items in LISTS.values() for item in items}
STATEMENTS = {statement["id"]: statement for statement in TRUTH["statements"]}

WORDS = {
    *("words", "action", "source", "cue", "content", "stance_words", "medium", "trigger", "place", "text", "right"),
    *("title", "dateline", "author", "posted"),
}
ELSEWHERE = {"stories", "embargoes", "commitments"}
LISTS_OF_WORDS = {"byline", "agency", "subheadings", "addressee", "actor", "recipient", "members", "content"}


def folded(text: str) -> str:
    """The text with every run of white space, no-break spaces too, as one space."""
    return " ".join(text.split())


def text_of(page: dict[str, Any]) -> str:
    """What a reader of the page can read: its text content without scripts, styles and the window's title."""
    tree = lxml.html.document_fromstring((DOSSIER / "pages" / page["file"]).read_bytes())
    etree.strip_elements(tree, "script", "style", "title", with_tail=False)
    return folded(str(tree.xpath("string()")))


TEXTS = {page_id: text_of(page) for page_id, page in PAGES.items()}


def strings(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])


def home(part: dict[str, Any]) -> str | None:
    """The page on which the words of this part of truth.json stand, where it names one."""
    statements = [part["statement"]] if part.get("statement") else part.get("statements", [])
    named = part["file"] and part["id"] if "file" in part else part.get("page")
    return named or (STATEMENTS[statements[0]]["page"] if statements else None)


def letters(part: dict[str, Any], page: str = "") -> Iterator[tuple[str, str]]:
    """Every (page, words) that a part of truth.json claims to stand on that page to the letter."""
    page = home(part) or page
    for key, value in part.items():
        if (isinstance(value, str) and key in WORDS) or (isinstance(value, list) and key in LISTS_OF_WORDS):
            yield from ((page, words) for words in strings(value))
        elif isinstance(value, dict):
            yield from letters(value, page)
        elif isinstance(value, list):
            yield from (pair for inner in value if isinstance(inner, dict) for pair in letters(inner, page))
        if key == "chain":
            yield from ((page, hop["name"]) for hop in value)


def without_condition(commitment: dict[str, Any]) -> dict[str, Any]:
    """A commitment's condition collects the wordings of several pages; a test of its own looks at it."""
    return commitment | {"condition": None}


CLAIMED = [
    *(pair for kind, items in LISTS.items() if kind not in ELSEWHERE for item in items for pair in letters(item)),
    *(pair for commitment in TRUTH["commitments"] for pair in letters(without_condition(commitment))),
    *((page, embargo["words"]) for embargo in TRUTH["embargoes"] for page in embargo["pages"]),
]


def missing(texts: dict[str, str]) -> list[tuple[str, str]]:
    return [(page, words) for page, words in CLAIMED if folded(words) not in texts[page]]


def test_truth_is_valid_against_its_published_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(TRUTH)) == []


def test_every_word_stands_on_its_page_to_the_letter() -> None:
    assert len(CLAIMED) > 1500
    assert missing(TEXTS) == []


@pytest.mark.parametrize("page", PAGES)
def test_a_single_changed_word_is_noticed_on_every_page(page: str) -> None:
    words = next(words for where, words in CLAIMED if where == page and len(words.split()) > 3)
    spoiled = TEXTS | {page: TEXTS[page].replace(words.split()[2], "otherwise")}
    assert (page, words) in missing(spoiled)


def test_what_is_said_stands_within_one_paragraph_of_the_body() -> None:
    for statement in TRUTH["statements"]:
        paragraphs = BODIES[statement["page"]]["body"].split("\n\n")
        pieces = strings(statement["content"])
        assert any(all(piece in paragraph for piece in pieces) for paragraph in paragraphs), statement["id"]


def test_the_condition_and_the_hedge_belong_to_what_is_said() -> None:
    for statement in TRUTH["statements"]:
        content = " ".join(strings(statement["content"]))
        clause, cue = statement["condition"], statement["certainty"]
        assert not cue or cue["cue"] in content, statement["id"]
        assert not clause or clause["text"] in content or clause["kind"] == "depends on", statement["id"]


def test_bodies_stand_on_their_pages_and_furniture_is_no_part_of_them() -> None:
    assert set(BODIES) == set(PAGES)
    for page_id, page in PAGES.items():
        paragraphs = [folded(paragraph) for paragraph in BODIES[page_id]["body"].split("\n\n")]
        assert BODIES[page_id]["url"] == page["url"]
        assert [paragraph for paragraph in paragraphs if paragraph not in TEXTS[page_id]] == []
        assert [part for part in page["furniture"] + page["apart"] if part["text"] in paragraphs] == []
        assert [heading for heading in page["subheadings"] if heading not in paragraphs] == []


def test_each_page_has_300_to_900_words_and_its_own_file() -> None:
    lengths = {page_id: len(body["body"].split()) for page_id, body in BODIES.items()}
    assert {page_id: length for page_id, length in lengths.items() if not 300 <= length <= 900} == {}
    assert sorted(page["file"] for page in PAGES.values()) == sorted(
        path.name for path in (DOSSIER / "pages").iterdir()
    )


def test_the_dossier_is_as_large_and_as_long_as_it_has_to_be() -> None:
    assert len(PAGES) >= 28
    assert len({page["outlet"] for page in PAGES.values()}) >= 9
    assert 33 <= (date.fromisoformat(TRUTH["ends"]) - date.fromisoformat(TRUTH["starts"])).days <= 38


def test_ids_are_unique_and_every_reference_resolves() -> None:
    ids = re.findall(r'"id": "([a-z]+\d+)"', (DOSSIER / "truth.json").read_text(encoding="utf-8"))
    assert [once for once, times in Counter(ids).items() if times > 1] == []
    known = set(ids)
    assert loose_ends(list(ITEMS.values()), known) == []


def loose_ends(value: Any, known: set[str]) -> list[str]:
    """Strings that look like ids but name nothing."""
    if isinstance(value, dict):
        return [end for part in value.values() for end in loose_ends(part, known)]
    if isinstance(value, list):
        return [end for part in value for end in loose_ends(part, known)]
    looks_like_an_id = isinstance(value, str) and re.fullmatch(r"[a-z]{1,3}\d{2,4}", value)
    return [value] if looks_like_an_id and value not in known else []


NAMES = {"speaker", "by", "to", "of", "asserted_by", "relayed_by"}


def names_in(value: Any) -> Iterator[str]:
    """Names of actors: under the keys that hold one, in chains, and of the outlets and actors listed."""
    if isinstance(value, list):
        yield from (name for part in value for name in names_in(part))
    elif isinstance(value, dict):
        yield from (name for key in NAMES & set(value) for name in strings(value[key]) if name and name not in ITEMS)
        yield from (hop["actor"] for hop in value.get("chain", []) if hop["actor"])
        yield from (name for part in value.values() for name in names_in(part))


def test_every_actor_named_in_truth_is_declared() -> None:
    declared = {actor["name"] for actor in ACTORS}
    assert len(declared) == len(ACTORS)
    named = set(names_in(LISTS))
    named |= {item["name"] for item in TRUTH["outlets"] + TRUTH["actors"]}
    assert len(named) > 60
    assert named - declared == set()


def test_declared_actors_have_the_form_a_user_writes() -> None:
    for actor in ACTORS:
        assert {"name", "kind", "country", "sector", "role", "aliases"} <= set(actor), actor["name"]
        assert actor["kind"] in {"person", "organisation", "country", "place", "group"}
        assert actor["country"] is None or re.fullmatch(r"X[A-Z][A-Z]|IGO|EUR|UNO|NGO", actor["country"])
        assert actor["kind"] != "country" or (actor["demonyms"] and actor["capital"])


def test_every_page_stands_in_one_story_or_in_none() -> None:
    placed = [page for story in TRUTH["stories"] for page in story["pages"]] + TRUTH["alone"]
    assert sorted(placed) == sorted(PAGES)
    assert len(TRUTH["stories"]) >= 3
    assert len(TRUTH["alone"]) >= 2


def published(page: str) -> datetime:
    moment = datetime.fromisoformat(PAGES[page]["published"]["start"])
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def test_wordings_stand_in_the_order_of_publication_and_the_reference_is_exact() -> None:
    for saying in TRUTH["sayings"]:
        order = [published(STATEMENTS[wording["statement"]]["page"]) for wording in saying["wordings"]]
        assert order == sorted(order), saying["id"]
        changes = {wording["statement"]: wording["change"] for wording in saying["wordings"]}
        assert changes[saying["reference"]] == ["exact"], saying["id"]


def test_exact_wordings_are_the_same_words_and_truncated_ones_are_shorter() -> None:
    for saying in TRUTH["sayings"]:
        reference = next(w["words"] for w in saying["wordings"] if w["statement"] == saying["reference"])
        for wording in saying["wordings"]:
            if wording["change"] == ["truncated"]:
                assert plain(wording["words"]) in plain(reference) != plain(wording["words"]), saying["id"]
            if wording["change"] == ["truncated", "condition lost"]:
                assert plain(wording["words"]) in plain(reference), saying["id"]


def plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words))


def quoted(page: str) -> set[str]:
    return {plain(quote) for quote in re.findall(r"“([^“”]+)”", BODIES[page]["body"]) if len(quote.split()) >= 5}


def test_no_quotation_stands_on_two_pages_without_being_a_saying() -> None:
    known = {
        (STATEMENTS[w["statement"]]["page"], plain(w["words"]))
        for saying in TRUTH["sayings"]
        for w in saying["wordings"]
    }
    shared = [
        (one, other, quote) for one in PAGES for other in PAGES if one < other for quote in quoted(one) & quoted(other)
    ]
    assert len(shared) > 10
    for one, other, quote in shared:
        for page in (one, other):
            assert any(page == where and (quote in words or words in quote) for where, words in known), (
                one,
                other,
                quote,
            )


def test_copies_share_their_sentence_and_come_after_their_original() -> None:
    for copy in TRUTH["copies"]:
        assert copy["shared"] in TEXTS[copy["original"]]
        assert copy["shared"] in TEXTS[copy["copy"]]
        assert copy["credit"] is None or copy["credit"] in TEXTS[copy["copy"]]
        assert published(copy["original"]) < published(copy["copy"])
    assert {copy["credit"] is None for copy in TRUTH["copies"]} == {True, False}


def test_what_a_correction_calls_wrong_stands_on_the_page_it_corrects() -> None:
    for correction in TRUTH["corrections"]:
        assert correction["wrong"] is None or correction["wrong"] in TEXTS[correction["of"]], correction["id"]


def test_an_embargoed_release_is_published_at_one_minute() -> None:
    for embargo in TRUTH["embargoes"]:
        assert {published(page) for page in embargo["pages"]} == {datetime.fromisoformat(embargo["at"])}
        assert len({PAGES[page]["outlet"] for page in embargo["pages"]}) >= 3


def test_commitments_begin_open_and_move_only_forward_on_evidence() -> None:
    for commitment in TRUTH["commitments"]:
        statuses = [step["status"] for step in commitment["history"]]
        days = [step["on"] for step in commitment["history"]]
        assert (statuses[0], statuses[-1]) == ("open", commitment["status"]), commitment["id"]
        assert days == sorted(days), commitment["id"]
        evidence = {part["page"] for step in commitment["history"] for part in step["evidence"]}
        told = {STATEMENTS[statement]["page"] for statement in commitment["statements"]}
        assert evidence | told == set(commitment["pages"]), commitment["id"]


def test_the_condition_of_a_commitment_is_that_of_its_statements() -> None:
    for commitment in TRUTH["commitments"]:
        conditions = [STATEMENTS[statement]["condition"] for statement in commitment["statements"]]
        said = {condition["text"] for condition in conditions if condition}
        assert bool(said) == bool(commitment["condition"]), commitment["id"]
        assert set((commitment["condition"] or {"text": []})["text"]) <= said, commitment["id"]


def test_origins_count_voices_and_agree_with_the_ledgers() -> None:
    for origin in TRUTH["origins"]:
        assert origin["count"] == len(origin["voices"])
        assert ITEMS[origin["of"]].get("origins", origin["count"]) == origin["count"], origin["of"]
        for report in [report for voice in origin["voices"] for report in voice["reports"]] + origin["cannot_tell"]:
            assert STATEMENTS[report["statement"]]["page"] == report["page"]


def test_precedents_rest_on_evidence_where_they_are_decided() -> None:
    for precedent in TRUTH["precedents"]:
        assert bool(precedent["evidence"]) == (precedent["verdict"] != "nothing on record"), precedent["id"]
        assert precedent["kind"] != "strongest" or len(precedent["ladder"]) >= 3


def test_comments_come_after_their_page_and_answer_one_of_the_same_page() -> None:
    for page in PAGES.values():
        comments = {part["id"]: part for part in page["furniture"] if part["kind"] == "comment"}
        assert bool(comments) == (page["comments"] == "shown"), page["id"]
        for comment in comments.values():
            posted_at = comment["posted_at"]
            assert posted_at is None or posted_at["start"][:10] >= page["published"]["start"][:10]
            assert comment["answers"] is None or comment["answers"] in comments


def test_days_named_with_their_weekday_are_that_weekday() -> None:
    months = {"February": 2, "March": 3, "April": 4}
    pattern = rf"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, ({'|'.join(months)}) (\d+)\b"
    named = [match for body in BODIES.values() for match in re.findall(pattern, body["body"])]
    assert named
    for weekday, month, day in named:
        assert date(2024, months[month], int(day)).strftime("%A") == f"{weekday}day"


def found(kind: str, key: str, inner: str = "") -> set[str]:
    """All values of a key in the items of a list, or in what the items hold under `inner`."""
    parts = [part for item in TRUTH[kind] for part in (item[inner] if inner else [item])]
    return {value for part in parts for value in strings(part[key])}


FURNITURE = [part for page in PAGES.values() for part in page["furniture"]]
DATED = {(page["published"]["precision"], page["published"]["basis"]) for page in PAGES.values()}
DECIDED = {(precedent["kind"], precedent["verdict"]) for precedent in TRUTH["precedents"]}
CHANGES = {"exact", "truncated", "reworded", "translated", "condition lost", "hedge lost", "hedge gained"}
FATES = {"open", "condition met", "met", "broken", "withdrawn", "lapsed"}
TIES = {"direct", "named relay", "agency credit", "identical wording", "embargo minute", "named occasion"}
PLANTED = {
    "a claim with one origin in many reports": any(
        origin["count"] == 1 and len(origin["voices"][0]["reports"]) >= 5 for origin in TRUTH["origins"]
    ),
    "a second independent origin": any(origin["count"] >= 2 for origin in TRUTH["origins"]),
    "every tie of a report": {r["tie"] for o in TRUTH["origins"] for v in o["voices"] for r in v["reports"]} == TIES,
    "every change of wording": found("sayings", "change", "wordings") == CHANGES,
    "a hardened and a softened hedge": found("hedges", "change") >= {"hardened", "softened"},
    "every kind of dispute": len(found("claims", "kind", "disputed_by")) == 4,
    "a claim and its counter-claim": any(claim["counter"] for claim in TRUTH["claims"]),
    "every stance": found("claims", "stance", "stances") == {"distances", "denies", "endorses"},
    "corrections of oneself and of others": {c["page"] == c["of"] for c in TRUTH["corrections"]} == {True, False},
    "an embargo": len(TRUTH["embargoes"]) >= 1,
    "every fate of a commitment": found("commitments", "status") == FATES,
    "threats and promises": found("commitments", "act") == {"commit", "threaten"},
    "firsts, true and false": {("first", "borne out"), ("first", "contradicted")} <= DECIDED,
    "strongests, true and false": {("strongest", "borne out"), ("strongest", "contradicted")} <= DECIDED,
    "every kind of precedent": len(found("precedents", "kind")) == 6,
    "unnamed officials": len(TRUTH["unnamed"]) >= 3,
    "relays three deep": any(
        len(nested["members"]) >= 3 and STATEMENTS[nested["statement"]]["within"] for nested in TRUTH["nested"]
    ),
    "answers of several actors": len(found("answers", "by")) >= 6,
    "every relation": found("relations", "kind") == {"ally", "member", "union", "neighbour", "rival"},
    "every furniture": {part["kind"] for part in FURNITURE} == {"credit", "caption", "promo", "biography", "comment"},
    "votes for and against": {part["votes"] > 0 for part in FURNITURE if part["votes"]} == {True, False},
    "answers to comments": any(part["answers"] for part in FURNITURE),
    "anonymous comments": any(part["kind"] == "comment" and part["author"] is None for part in FURNITURE),
    "comments whose time cannot be resolved": any(
        part["kind"] == "comment" and part["posted_at"] is None for part in FURNITURE
    ),
    "pages with only a form": sum(page["comments"] == "form" for page in PAGES.values()) >= 3,
    "pages modified after they were published": any(
        page["modified"] and page["modified"]["start"] > page["published"]["start"] for page in PAGES.values()
    ),
    "a page dated to the day in its metadata": ("day", "metadata") in DATED,
    "a page dated only in what is visible": ("day", "page") in DATED,
}


@pytest.mark.parametrize("kind", PLANTED)
def test_every_kind_is_planted(kind: str) -> None:
    assert PLANTED[kind]
