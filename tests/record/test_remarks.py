"""What readers say stays at the very words it was said of, or says that they are gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, insert, select

from according.errors import NotAllowedError, NotOnRecordError, QueryError, RemarkError
from according.model import Page, Reading, Span
from according.record import remarks, tables
from according.record.record import Record
from according.record.remarks import Remark, Viewer

ADA, BEN, CLEO = "padaid", "pbenid", "pcleoid"
WORDS = "the reserve ferries would sail"
ANALYST = Viewer(CLEO, analyst=True)


@pytest.fixture
def page(newsroom) -> Page:
    return newsroom.page()


@pytest.fixture
def read(record: Record, newsroom, page: Page) -> Reading:
    """A reading on a record that three people use."""
    reading = newsroom.reading(page)
    record.keep(page, None, reading)
    names = {ADA: "Ada", BEN: "Ben", CLEO: "Cleo"}
    rows = [
        {"id": one, "name": name, "name_key": name.lower(), "role": "reader", "made_at": "2031-05-01T00:00:00Z"}
        for one, name in names.items()
    ]
    with record.changing() as connection:
        connection.execute(insert(tables.people), rows)
    return reading


def at(text: str, words: str, after: int = 0) -> Span:
    start = text.index(words, after)
    return Span(start, start + len(words))


@pytest.fixture
def say(record: Record, read: Reading) -> Callable[..., str]:
    """Make remarks, a minute after each other."""
    made = iter(range(10, 60))

    def say(body: str, words: str | None = None, *, by: str = ADA, answers: str | None = None, statement=None) -> str:
        now = f"2031-05-03T08:{next(made)}:00Z"
        with record.changing() as connection:
            if answers:
                return remarks.answer(connection, by, answers, body, at=now)
            span = at(read.article.text, words) if words else None
            return remarks.add(connection, by, read.article.id, body, statement=statement, span=span, at=now)

    return say


def seen(record: Record, read: Reading, viewer: Viewer = remarks.NOBODY) -> list[Remark]:
    with record.asking() as connection:
        return remarks.on_article(connection, read.article.id, viewer)


def voted(record: Record, remark: str, *votes: tuple[str, int]) -> None:
    with record.changing() as connection:
        for person, value in votes:
            remarks.vote(connection, person, remark, value)


def test_a_remark_keeps_its_words_and_those_around_them(record: Record, read: Reading, say) -> None:
    say("Since when?", WORDS)
    (remark,) = seen(record, read)
    text, span = read.article.text, at(read.article.text, WORDS)
    assert (remark.name, remark.body, remark.words, remark.span) == ("Ada", "Since when?", WORDS, span)
    assert remark.prefix == text[span.start - 32 : span.start]
    assert remark.suffix == text[span.end : span.end + 32]
    assert (remark.up, remark.down, remark.edited_at, remark.orphaned_at) == (0, 0, None, None)


def test_a_remark_on_a_statement_stands_at_the_words_of_the_statement(record: Record, read: Reading, say) -> None:
    told = read.statements[1]
    say("Who?", statement=told.id)
    (remark,) = seen(record, read)
    assert (remark.statement, remark.span) == (told.id, told.content.spans[0])


def test_a_remark_on_the_whole_page_has_no_words(record: Record, read: Reading, say) -> None:
    say("A fair report.")
    (remark,) = seen(record, read)
    assert (remark.words, remark.span, remark.statement) == (None, None, None)


def test_white_space_at_the_ends_of_a_selection_is_not_remarked_on(record: Record, read: Reading) -> None:
    span = at(read.article.text, f" {WORDS} ")
    with record.changing() as connection:
        remarks.add(connection, ADA, read.article.id, "Hm.", span=span)
    assert seen(record, read)[0].words == WORDS


@pytest.mark.parametrize("span", [Span(5, 5), Span(-3, 2), Span(9, 4), Span(0, 10_000)])
def test_no_remark_stands_where_no_words_are(record: Record, read: Reading, span: Span) -> None:
    with record.changing() as connection, pytest.raises(RemarkError, match="select them again"):
        remarks.add(connection, ADA, read.article.id, "Hm.", span=span)


def test_a_break_between_paragraphs_is_no_words(record: Record, read: Reading) -> None:
    with record.changing() as connection, pytest.raises(RemarkError, match="no words"):
        remarks.add(connection, ADA, read.article.id, "Hm.", span=at(read.article.text, "\n\n"))


@pytest.mark.parametrize(("body", "why"), [("", "needs words"), (" \n\t", "needs words"), ("x" * 10_001, "10,001")])
def test_a_remark_says_something_and_not_too_much(say, body: str, why: str) -> None:
    with pytest.raises(RemarkError, match=why):
        say(body)


def test_any_text_is_a_remark(record: Record, read: Reading, say) -> None:
    say("“Łódź” e\u0301 👩‍🚒\r\n\u202eלא <b>\x00 \ud800")
    assert seen(record, read)[0].body == "“Łódź” e\u0301 👩‍🚒\n\u202eלא <b>\ufffd \ufffd"


def test_what_is_not_there_cannot_be_remarked_on(record: Record, read: Reading) -> None:
    with record.changing() as connection:
        for add in (
            lambda: remarks.add(connection, ADA, "a0", "Hm."),
            lambda: remarks.add(connection, ADA, read.article.id, "Hm.", statement="s0"),
            lambda: remarks.answer(connection, ADA, "r0", "Hm."),
            lambda: remarks.vote(connection, ADA, "r0", 1),
            lambda: remarks.get(connection, "r0"),
        ):
            with pytest.raises(NotOnRecordError):
                add()


def test_a_form_that_is_sent_twice_makes_one_remark(record: Record, read: Reading, say) -> None:
    assert say("Since when?", WORDS) == say("Since when?", WORDS)
    assert say("Since when?") != say("Since when?", by=BEN)
    assert len(seen(record, read)) == 3


# Votes


def test_everybody_has_one_vote_and_may_change_it_or_take_it_back(record: Record, read: Reading, say) -> None:
    remark = say("Since when?", WORDS)
    voted(record, remark, (BEN, 1), (BEN, 1), (CLEO, 1))
    assert (seen(record, read, Viewer(BEN))[0].up, seen(record, read, Viewer(BEN))[0].vote) == (2, 1)
    voted(record, remark, (BEN, -1))
    (now,) = seen(record, read, Viewer(BEN))
    assert (now.up, now.down, now.vote, now.score) == (1, 1, -1, 0)
    voted(record, remark, (BEN, 0), (BEN, 0))
    (now,) = seen(record, read, Viewer(BEN))
    assert (now.up, now.down, now.vote) == (1, 0, 0)
    assert seen(record, read)[0].vote == 0


def test_one_does_not_vote_on_ones_own_remark(record: Record, read: Reading, say) -> None:
    remark = say("Since when?")
    with pytest.raises(RemarkError, match="own remark"):
        voted(record, remark, (ADA, 1))
    assert seen(record, read)[0].up == 0


@pytest.mark.parametrize("value", [2, -2, 100])
def test_a_vote_is_one(record: Record, say, value: int) -> None:
    with pytest.raises(RemarkError):
        voted(record, say("Since when?"), (BEN, value))


# Order


def test_threads_stand_newest_oldest_or_most_voted_first(record: Record, read: Reading, say) -> None:
    first, second, third = (say(body, WORDS) for body in ("first", "second", "third"))
    voted(record, second, (BEN, 1), (CLEO, 1))
    voted(record, first, (BEN, -1))

    def order(by: remarks.Order) -> list[str]:
        return [thread[0].remark.id for thread in remarks.threads(seen(record, read), by)]

    assert order("newest") == [third, second, first]
    assert order("oldest") == [first, second, third]
    assert order("voted") == [second, third, first]


def test_answers_stand_below_what_they_answer_as_in_a_conversation(record: Record, read: Reading, say) -> None:
    root = say("root", WORDS)
    one = say("one", answers=root, by=BEN)
    two = say("two", answers=root, by=CLEO)
    below = say("below one", answers=one)
    say("another thread", WORDS)

    def shown(by: remarks.Order) -> list[tuple[str, int]]:
        thread = next(thread for thread in remarks.threads(seen(record, read), by) if thread[0].remark.id == root)
        return [(item.remark.id, item.depth) for item in thread]

    assert shown("newest") == shown("oldest") == [(root, 0), (one, 1), (below, 2), (two, 1)]
    voted(record, two, (ADA, 1))
    assert shown("voted") == [(root, 0), (two, 1), (one, 1), (below, 2)]


def test_a_thread_may_be_a_thousand_answers_deep(record: Record, read: Reading, say) -> None:
    say("root")
    (root,) = seen(record, read)
    deep = [replace(root, id=f"r{n}", answers=f"r{n - 1}" if n else None) for n in range(1_000)]
    (thread,) = remarks.threads(deep)
    assert [item.depth for item in thread] == list(range(1_000))


# Editing, removing, hiding


def test_only_the_author_edits_and_it_shows(record: Record, read: Reading, say) -> None:
    remark = say("Since wen?")
    with record.changing() as connection:
        with pytest.raises(NotAllowedError):
            remarks.edit(connection, BEN, remark, "Never.")
        remarks.edit(connection, ADA, remark, "Since wen?")
        assert remarks.get(connection, remark).edited_at is None
        remarks.edit(connection, ADA, remark, "Since when?", at="2031-05-04T00:00:00Z")
    (now,) = seen(record, read)
    assert (now.body, now.edited_at) == ("Since when?", "2031-05-04T00:00:00Z")


def test_a_remark_that_is_removed_leaves_its_thread(record: Record, read: Reading, say) -> None:
    root = say("A name: Tomas Reil", WORDS)
    answer = say("No.", answers=root, by=BEN)
    voted(record, root, (BEN, 1))
    with record.changing() as connection:
        with pytest.raises(NotAllowedError):
            remarks.remove(connection, BEN, root)
        remarks.remove(connection, ADA, root)
    gone, kept = seen(record, read, ANALYST)
    assert (gone.id, gone.body, gone.up) == (root, "", 0)
    assert gone.deleted_at
    assert (kept.id, kept.answers, kept.body) == (answer, root, "No.")
    with record.changing() as connection:
        for doing in (
            lambda: remarks.vote(connection, BEN, root, 1),
            lambda: remarks.answer(connection, BEN, root, "Still."),
            lambda: remarks.edit(connection, ADA, root, "Back."),
        ):
            with pytest.raises(RemarkError, match="removed by its author"):
                doing()


def test_the_words_of_a_hidden_remark_are_for_analysts_alone(record: Record, read: Reading, say) -> None:
    remark = say("An insult", WORDS)
    with record.changing() as connection:
        remarks.hide(connection, remark, hidden=True)
    for viewer in (remarks.NOBODY, Viewer(ADA), Viewer(BEN)):
        (hidden,) = seen(record, read, viewer)
        assert (hidden.body, bool(hidden.hidden_at)) == ("", True)
        with record.asking() as connection:
            assert remarks.get(connection, remark, viewer).body == ""
            assert remarks.latest(connection, viewer)[0].body == ""
            assert list(remarks.everywhere(connection)) == []
    assert seen(record, read, ANALYST)[0].body == "An insult"
    with record.changing() as connection:
        remarks.hide(connection, remark, hidden=False)
    assert seen(record, read)[0].body == "An insult"


def test_a_report_has_a_reason_and_is_seen_by_analysts(record: Record, read: Reading, say) -> None:
    remark, other = say("An insult"), say("A thought")
    with record.changing() as connection:
        with pytest.raises(RemarkError, match="reason"):
            remarks.complain(connection, BEN, remark, " ")
        remarks.complain(connection, BEN, remark, "It is rude")
        remarks.complain(connection, BEN, remark, "It is very rude")
        remarks.complain(connection, CLEO, remark, "Insults")
        reported = remarks.latest(connection, ANALYST, reported=True)
        told = remarks.complaints_of(connection, [read.article.id])
    assert [(one.id, one.complaints) for one in reported] == [(remark, 2)]
    assert {(one.name, one.reason) for one in told[remark]} == {("Ben", "It is very rude"), ("Cleo", "Insults")}
    assert other not in told
    assert [one.complaints for one in seen(record, read, Viewer(BEN))] == [0, 0]
    with record.changing() as connection:
        remarks.hide(connection, remark, hidden=True)
        assert remarks.latest(connection, ANALYST, reported=True) == []


def test_the_latest_remarks_are_read_on_from_a_cursor(record: Record, read: Reading, say) -> None:
    made = [say(f"Remark {n}") for n in range(5)]
    with record.asking() as connection:
        first = remarks.latest(connection, limit=2)
        rest = remarks.latest(connection, after=first[-1].cursor)
        assert [one.id for one in first + rest] == made[::-1]
        with pytest.raises(QueryError):
            remarks.latest(connection, after="nowhere")


# Reading again


def again(record: Record, newsroom, page: Page, read: Reading, text: str, reader: str = "0.2.0") -> Remark:
    """The page's one remark, after a newer reader has taken this for the text."""
    whole = newsroom.without_statements(read)
    article = replace(
        whole.article, text=text, paragraphs=(Span(0, len(text)),), anchors=whole.article.anchors[:1], links=()
    )
    new = replace(whole, reader=reader, article=article, actors=())
    record.keep(page, None, new)
    return seen(record, read)[0]


def test_a_remark_stays_where_the_same_text_is_read_anew(record: Record, read: Reading, say, newsroom, page) -> None:
    say("Since when?", WORDS)
    record.keep(page, None, newsroom.reading(page, reader="0.2.0"))
    (remark,) = seen(record, read)
    assert (remark.span, remark.orphaned_at) == (at(read.article.text, WORDS), None)


def test_words_that_stand_twice_keep_their_remark_in_the_same_text(record: Record, newsroom, read) -> None:
    """Two candidates are none, but nothing has moved where the text is the same."""
    other = newsroom.page("twice.html")
    text = newsroom.TEXT + "\n\n" + "Ferries wait.\n\nFerries wait."
    record.keep(other, None, newsroom.reading(other, text=text))
    article = newsroom.reading(other, text=text).article.id
    last = Span(len(text) - len("Ferries wait."), len(text))
    with record.changing() as connection:
        remarks.add(connection, ADA, article, "Both?", span=last)
    record.keep(other, None, newsroom.reading(other, reader="0.2.0", text=text))
    with record.asking() as connection:
        assert remarks.on_article(connection, article)[0].span == last


def test_a_remark_follows_its_words_when_the_text_is_cut_differently(record, read, say, newsroom, page) -> None:
    say("Since when?", WORDS)
    text = f"By our staff.\n\n{newsroom.TEXT}"
    remark = again(record, newsroom, page, read, text)
    assert (remark.span, remark.orphaned_at) == (at(text, WORDS), None)


def test_a_whole_paragraph_is_found_again_beside_another_neighbour(record, read, say, newsroom, page) -> None:
    second = newsroom.TEXT.partition("\n\n")[2]
    say("Since when?", second)
    text = f"Advertisement.\n\n{second}\n\nMore to come."
    remark = again(record, newsroom, page, read, text)
    assert (remark.span, remark.orphaned_at) == (at(text, second), None)


def test_a_remark_whose_words_are_gone_is_an_orphan(record, read, say, newsroom, page) -> None:
    say("Since when?", WORDS)
    remark = again(record, newsroom, page, read, "Nothing of it is left.")
    assert remark.orphaned_at
    assert (remark.words, remark.body) == (WORDS, "Since when?")


def test_a_remark_never_goes_to_words_that_look_alike(record, read, say, newsroom, page) -> None:
    say("Since when?", WORDS)
    remark = again(record, newsroom, page, read, f"The mayor denied that {WORDS}, whatever happens.")
    assert remark.orphaned_at
    assert remark.span == at(newsroom.TEXT, WORDS)


def test_a_remark_does_not_choose_between_two_places(record, read, say, newsroom, page) -> None:
    say("Since when?", WORDS)
    first = newsroom.TEXT.partition("\n\n")[0]
    remark = again(record, newsroom, page, read, f"Lead.\n\n{first}\n\n{first}")
    assert remark.orphaned_at


def test_an_orphan_comes_home_when_its_words_are_read_again(record, read, say, newsroom, page) -> None:
    say("Since when?", WORDS)
    since = again(record, newsroom, page, read, "Nothing of it is left.").orphaned_at
    still = again(record, newsroom, page, read, "Still nothing of it.", reader="0.3.0")
    assert still.orphaned_at == since
    back = again(record, newsroom, page, read, newsroom.TEXT, reader="0.4.0")
    assert (back.orphaned_at, back.span) == (None, at(newsroom.TEXT, WORDS))


def test_a_remark_on_a_statement_goes_to_the_statement_that_has_its_words(record, read, say, newsroom, page) -> None:
    say("Since when?", statement=read.statements[0].id)
    new = newsroom.reading(page, reader="0.2.0+other")
    assert new.statements[0].id != read.statements[0].id
    record.keep(page, None, new)
    (remark,) = seen(record, read)
    assert (remark.statement, remark.orphaned_at) == (new.statements[0].id, None)


def test_a_remark_on_the_page_is_no_orphan_whatever_is_read(record, read, say, newsroom, page) -> None:
    say("A fair report.")
    assert again(record, newsroom, page, read, "Other words.").orphaned_at is None


# Keeping and forgetting


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ({"words": "ferries the reserve"}, "do not stand at its place"),
        ({"span": [0, 3]}, "do not stand at its place"),
        ({"words": None, "span": None, "statement": "snone"}, "on a statement that is not there"),
        ({"deleted_at": "2031-05-04T00:00:00Z"}, "its words are still there"),
    ],
)
def test_a_record_whose_remarks_do_not_fit_says_so(
    record: Record, read: Reading, say, damage: dict[str, object], told: str
) -> None:
    remark = say("Since when?", WORDS)
    say("Since May.", answers=remark, by=BEN)
    say("All of it.")
    assert record.check() == []
    with record.changing() as connection:
        connection.execute(tables.remarks.update().where(tables.remarks.c.id == remark).values(damage))
    (fault,) = record.check()
    assert remark in fault
    assert told in fault


def test_answers_that_lead_to_no_first_remark_are_told(record: Record, read: Reading, say) -> None:
    one = say("One.")
    two = say("Two.", answers=one)
    with record.changing() as connection:
        connection.execute(tables.remarks.update().where(tables.remarks.c.id == one).values(answers=two))
    assert [fault for fault in record.check() if "in no thread" in fault and (one in fault or two in fault)]


def test_an_orphan_is_no_fault(record: Record, read: Reading, newsroom, page: Page, say) -> None:
    say("Since when?", WORDS)
    with record.changing() as connection:
        connection.execute(tables.remarks.update().values(orphaned_at="2031-05-04T00:00:00Z", span=[0, 3]))
    assert record.check() == []


def test_forgetting_a_page_forgets_its_remarks(record: Record, read: Reading, say, page: Page) -> None:
    root = say("Since when?", WORDS)
    say("Since May.", answers=root, by=BEN)
    voted(record, root, (BEN, 1))
    with record.changing() as connection:
        remarks.complain(connection, BEN, root, "No.")
    record.forget(page.place)
    with record.asking() as connection:
        for table in (tables.remarks, tables.votes, tables.complaints):
            assert connection.scalar(select(func.count()).select_from(table)) == 0


def test_remarks_are_in_a_backup(record: Record, read: Reading, say, tmp_path) -> None:
    root = say("Since when?", WORDS)
    say("Since May.", answers=root, by=BEN)
    voted(record, root, (BEN, 1))
    before = seen(record, read)
    record.backup(tmp_path / "copy.db")
    with Record.open(tmp_path / "copy.db") as copy:
        assert seen(copy, read) == before
