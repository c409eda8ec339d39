"""What people said of what the machine found outlives the machine's next reading."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import insert, select

from according.errors import QueryError, RecordError
from according.model import Judgement, Page, Reading, Span, Statement, identify
from according.record.judgements import bearing_on, cursor, judged_since
from according.record.record import Record
from according.record.tables import compared


def judgement(reading: Reading, target: str, words: str | None, **told) -> Judgement:
    text = reading.article.text
    span = None if words is None else Span(text.index(words), text.index(words) + len(words))
    told = {"field": "act", "verdict": "corrected", "machine": "commit", "person": "threaten"} | told
    return Judgement(
        id=identify("judgement", target, str(told)),
        article=reading.article.id,
        target=target,
        author="ines",
        at="2031-05-03T08:00:00Z",
        span=span,
        words=words,
        **told,
    )


@pytest.fixture
def page(newsroom) -> Page:
    return newsroom.page()


@pytest.fixture
def first(record: Record, newsroom, page: Page) -> Reading:
    reading = newsroom.reading(page)
    record.keep(page, None, reading)
    return reading


WORDS = "the reserve ferries would sail “only if the strait freezes”"


@pytest.mark.parametrize("person", ["threaten", None, 3, 2.5, True, ["a", {"b": None}], {"span": [1, 2]}, ""])
def test_a_judgement_comes_back_as_it_was_given(record: Record, first: Reading, person: object):
    given = judgement(first, first.statements[0].id, WORDS, person=person, note="It’s a threat.")
    assert record.judge(given)
    assert not record.judge(given)
    (judged,) = record.judgements(article=first.article.id)
    assert judged.judgement == given
    assert (judged.kind, judged.anchoring.state) == ("statement", "held")
    assert record.judgements(target=first.statements[0].id) == [judged]
    assert record.judgements(target=first.statements[1].id) == []
    assert record.find(given.id).article == first.article.id
    assert record.counts().judgements == 1


def test_two_people_may_judge_one_thing(record: Record, first: Reading):
    one = judgement(first, first.statements[0].id, WORDS)
    other = replace(one, id="j2", author="tomas", person="assert", at="2031-05-04T08:00:00Z")
    record.judge(other)
    record.judge(one)
    assert [judged.judgement for judged in record.judgements()] == [one, other]


def test_the_list_goes_on_where_it_ended_however_it_is_cut(record: Record, first: Reading):
    one = judgement(first, first.statements[0].id, WORDS)
    # Two of one moment follow each other by their ids.
    given = [
        replace(one, id=f"j{n}", field="act" if n % 2 else "chain", at=f"2031-05-0{n // 2 + 1}T08:00:00Z")
        for n in range(7)
    ]
    for each in reversed(given):
        record.judge(each)
    for limit in (1, 2, 3, 7, 8):
        seen, after = [], None
        while part := record.judgements(after=after, limit=limit):
            assert len(part) <= limit
            seen += [judged.judgement for judged in part]
            after = cursor(part[-1])
        assert seen == given
    assert [judged.judgement for judged in record.judgements(field="act")] == given[1::2]
    with pytest.raises(QueryError, match="begin the list anew"):
        record.judgements(after="nowhere")


def test_words_are_filled_in_from_the_span(record: Record, first: Reading):
    given = judgement(first, first.statements[0].id, WORDS)
    record.judge(replace(given, words=None))
    assert record.judgements()[0].judgement == given


def test_a_judgement_on_what_is_not_there_is_refused(record: Record, first: Reading):
    given = judgement(first, first.statements[0].id, WORDS)
    with pytest.raises(RecordError, match="judge a thing that was read in it"):
        record.judge(replace(given, target="s0"))
    with pytest.raises(RecordError, match="There is no article"):
        record.judge(replace(given, article="a0"))
    with pytest.raises(RecordError, match="do not stand at"):
        record.judge(replace(given, words="other words"))
    with pytest.raises(RecordError, match="say where they stand"):
        record.judge(replace(given, span=None))
    assert record.judgements() == []


def test_it_holds_where_the_next_reader_finds_the_same_thing(record: Record, first: Reading, newsroom, page: Page):
    given = judgement(first, first.statements[0].id, WORDS)
    record.judge(given)
    record.keep(page, None, newsroom.reading(page, reader="0.2.0"))
    (judged,) = record.judgements()
    assert judged.judgement == given
    assert (judged.anchoring.state, judged.anchoring.reader) == ("held", "0.2.0")
    assert (judged.anchoring.target, judged.anchoring.span) == (given.target, given.span)


def test_it_moves_to_the_thing_that_now_has_its_words(record: Record, first: Reading, newsroom, page: Page):
    given = judgement(first, first.statements[0].id, WORDS)
    record.judge(given)
    new = newsroom.reading(page, reader="0.2.0+other")
    assert new.statements[0].id != given.target
    record.keep(page, None, new)
    (judged,) = record.judgements(target=new.statements[0].id)
    assert judged.judgement == given
    assert (judged.anchoring.state, judged.anchoring.target) == ("moved", new.statements[0].id)


def test_it_follows_its_words_when_the_text_is_cut_differently(record: Record, first: Reading, newsroom, page: Page):
    given = judgement(first, first.statements[0].id, WORDS)
    record.judge(given)
    record.keep(page, None, newsroom.reading(page, reader="0.2.0", text="By our staff. " + newsroom.TEXT))
    anchoring = record.judgements()[0].anchoring
    assert given.span is not None
    assert (anchoring.state, anchoring.span) == ("held", Span(given.span.start + 14, given.span.end + 14))


def test_the_words_may_stand_where_nothing_is_found_any_more(record: Record, first: Reading, newsroom, page: Page):
    record.judge(judgement(first, first.statements[1].id, "that a convoy was coming"))
    record.keep(page, None, newsroom.reading(page, reader="0.2.0", statements=1))
    anchoring = record.judgements()[0].anchoring
    assert (anchoring.state, anchoring.target) == ("moved", None)
    assert "nothing of the kind is found there" in anchoring.reason


def test_it_is_lost_where_the_words_are_gone_and_found_again_when_they_are_back(
    record: Record, first: Reading, newsroom, page: Page
):
    given = judgement(first, first.statements[1].id, "that a convoy was coming")
    record.judge(given)
    shorter = newsroom.reading(page, reader="0.2.0", statements=1)
    text = shorter.article.text.replace("that a convoy was coming", "all of that")
    record.keep(page, None, replace(shorter, article=replace(shorter.article, text=text)))
    (judged,) = record.judgements()
    assert judged.judgement == given
    assert (judged.anchoring.state, judged.anchoring.span) == ("lost", None)
    assert judged.anchoring.reason == "The words no longer stand in the text."
    record.keep(page, None, newsroom.reading(page, reader="0.3.0"))
    assert record.judgements()[0].anchoring.state == "held"
    assert record.check() == []


def test_it_is_never_moved_to_one_of_two_places_with_the_same_words(
    record: Record, first: Reading, newsroom, page: Page
):
    record.judge(judgement(first, first.statements[1].id, "that a convoy was coming"))
    twice = "He said that a convoy was coming. " + newsroom.TEXT
    record.keep(page, None, newsroom.reading(page, reader="0.2.0", text=twice, statements=1))
    anchoring = record.judgements()[0].anchoring
    assert anchoring.state == "lost"
    assert anchoring.reason == "The words stand at 2 places, and none of them is the one that was judged."


def test_a_judgement_without_words_holds_by_its_thing_alone(record: Record, first: Reading, newsroom, page: Page):
    on_title = judgement(first, first.article.id, None, field="title", machine=first.article.title, person="Ice")
    on_statement = judgement(first, first.statements[1].id, None)
    record.judge(on_title)
    record.judge(on_statement)
    record.keep(page, None, newsroom.reading(page, reader="0.2.0", statements=1))
    states = {judged.judgement.id: judged.anchoring.state for judged in record.judgements()}
    assert states == {on_title.id: "held", on_statement.id: "lost"}


def test_a_judgement_stays_with_its_article_when_the_articles_id_changes(
    record: Record, first: Reading, newsroom, page: Page
):
    record.judge(judgement(first, first.statements[0].id, WORDS))
    new = newsroom.reading(page, reader="0.2.0")
    new = replace(new, article=replace(new.article, id="a" + "0" * 20))
    record.keep(page, None, new)
    (judged,) = record.judgements(article=new.article.id)
    assert judged.anchoring.state == "held"


def test_of_two_candidates_at_the_words_neither_is_taken(record: Record, first: Reading, newsroom, page: Page):
    record.judge(judgement(first, first.statements[1].id, "that a convoy was coming"))
    new = newsroom.reading(page, reader="0.2.0")

    def renamed(statement: Statement, name: str) -> Statement:
        return replace(statement, id=identify("statement", name))

    pair = (renamed(new.statements[1], "x"), renamed(new.statements[1], "y"))
    record.keep(page, None, replace(new, statements=(new.statements[0], *pair)))
    anchoring = record.judgements()[0].anchoring
    assert (anchoring.state, anchoring.target) == ("moved", None)


def test_a_judgement_drops_what_was_derived_from_its_article_and_no_more(record: Record, newsroom, first: Reading):
    other = newsroom.keep(record, "other.html")
    with record.changing() as connection:
        rows = [{"article": one.article.id, "by": "1", "reading": b"", "vectors": b""} for one in (first, other)]
        connection.execute(insert(compared), rows)
    record.judge(judgement(first, first.statements[0].id, WORDS))
    with record.asking() as connection:
        assert list(connection.scalars(select(compared.c.article))) == [other.article.id]


def test_a_merge_bears_on_every_article_that_has_the_name(record: Record, newsroom, first: Reading):
    other = newsroom.keep(record, "other.html")
    who = {"id": first.actors[0].id, "name": "ADA BRONN", "kind": "person"}
    told = {
        "field": "same actor",
        "verdict": "confirmed",
        "machine": who,
        "person": {**who, "id": "x", "name": "A. B."},
    }
    merge = judgement(first, first.actors[0].id, None, **told)
    with record.changing() as connection:
        connection.execute(insert(compared), {"article": other.article.id, "by": "1", "reading": b"", "vectors": b""})
    record.judge(merge)
    with record.asking() as connection:
        assert connection.scalar(select(compared.c.article)) is None
        bearing = bearing_on(connection, [first.article.id, other.article.id])
    assert [one.judgement.id for one in bearing[other.article.id]] == [merge.id]
    assert [one.judgement.id for one in bearing[first.article.id]] == [merge.id]


def test_the_articles_judged_after_a_day(record: Record, newsroom, first: Reading):
    record.judge(judgement(first, first.statements[0].id, WORDS))
    with record.asking() as connection:
        assert judged_since(connection, "2031-05-02") == {first.article.id}
        assert judged_since(connection, "2031-05-03") == set()
