"""What is new, who is told of it, and which letters wait: on either database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update
from tests.record.conftest import Newsroom

from according.comparison.comparison import Comparison
from according.errors import NotAllowedError, NotOnRecordError, QueryError, SubscriptionError
from according.record import news, remarks, searches, subscriptions, visits
from according.record.people import make_local_person
from according.record.record import Record
from according.record.subscriptions import instant, later
from according.record.tables import letters, people, seen
from according.record.tables import news as news_table
from according.record.tables import subscriptions as subscriptions_table

MAIL = "ada@harbour.example"


@pytest.fixture
def person(record: Record) -> str:
    with record.changing() as connection:
        return make_local_person(connection).id


@pytest.fixture
def article(record: Record, newsroom: Newsroom) -> str:
    return newsroom.keep(record).article.id


def another(record: Record, name: str) -> str:
    number = f"p-{name}"
    row = {"id": number, "name": name, "name_key": name, "role": "reader", "made_at": instant()}
    with record.changing() as connection:
        connection.execute(insert(people), row)
    return number


def subscribed(record: Record, person: str, what: str, target: str, mail: str = MAIL, *, confirm: bool = True):
    with record.changing() as connection:
        one = subscriptions.subscribe(connection, person, mail, what, target, instant())
        return subscriptions.confirm(connection, one.token, instant()) if confirm else one


def waiting(record: Record, about: str | None = None) -> list:
    with record.asking() as connection:
        rows = connection.execute(select(letters).where(letters.c.sent_at.is_(None))).all()
    return [row for row in rows if about is None or row.about == about]


def test_a_reading_is_new_once_however_often_it_is_compared(record: Record, newsroom: Newsroom) -> None:
    newsroom.keep(record)
    Comparison(record).catch_up()
    with record.asking() as connection:
        before = connection.execute(select(news_table).order_by(news_table.c.id)).all()
    assert [row.kind for row in before].count("reading") == 1
    Comparison(record).rebuild()
    with record.asking() as connection:
        assert connection.execute(select(news_table).order_by(news_table.c.id)).all() == before


def test_what_rests_on_a_forgotten_page_is_news_no_more(record: Record, newsroom: Newsroom) -> None:
    reading = newsroom.keep(record)
    Comparison(record).catch_up()
    record.forget(reading.article.place)
    with record.asking() as connection:
        assert connection.execute(select(news_table)).all() == []


def test_new_is_what_came_to_be_known_since_the_visit_before(record: Record, person: str) -> None:
    morning = "2031-05-02T08:00:00.000000Z"
    with record.changing() as connection:
        assert visits.look(connection, person, morning).since is None
        # Twenty minutes later it is still the same visit.
        assert visits.look(connection, person, later(morning, timedelta(minutes=20))).since is None
        evening = visits.look(connection, person, later(morning, timedelta(hours=9)))
    assert evening.since is not None
    assert morning < evening.since < later(morning, timedelta(minutes=20))


def test_what_was_opened_is_unread_again_when_more_is_told_of_it(record: Record, person: str, article: str) -> None:
    Comparison(record).catch_up()
    with record.changing() as connection:
        assert visits.is_new_to(connection, person, article)
        visits.note_opened(connection, person, article, instant())
        visits.note_opened(connection, person, article, instant())
        assert not visits.is_new_to(connection, person, article)
        connection.execute(update(news_table).values(at=later(instant(), timedelta(minutes=1))))
        assert visits.is_new_to(connection, person, article)
        assert not visits.is_new_to(connection, person, "nothing")
        assert len(connection.execute(select(seen)).all()) == 1


def test_an_address_is_told_nothing_before_it_is_confirmed(record: Record, person: str, article: str) -> None:
    one = subscribed(record, person, "article", article, confirm=False)
    author = another(record, "Bo")
    with record.changing() as connection:
        remarks.add(connection, author, article, "Is that so?")
    assert [letter.about for letter in waiting(record)] == ["confirm"]
    with record.changing() as connection:
        subscriptions.confirm(connection, one.token, instant())
        remarks.add(connection, author, article, "And this?")
    assert [letter.about for letter in waiting(record)] == ["confirm", "remark"]


def test_an_address_that_was_confirmed_is_not_asked_again(record: Record, person: str, newsroom: Newsroom) -> None:
    for name in ("a.html", "b.html"):
        subscribed(record, person, "article", newsroom.keep(record, name).article.id)
    assert len(waiting(record, "confirm")) == 1
    # Somebody else who names this address has to show that it is theirs.
    subscribed(record, another(record, "Eve"), "article", newsroom.keep(record, "c.html").article.id, confirm=False)
    assert len(waiting(record, "confirm")) == 2


def test_nobody_can_flood_an_address_with_mails_to_confirm(record: Record, person: str, newsroom: Newsroom) -> None:
    targets = [newsroom.keep(record, f"{n}.html").article.id for n in range(subscriptions.MOST_UNCONFIRMED + 1)]
    for target in targets[:-1]:
        subscribed(record, person, "article", target, confirm=False)
    subscribed(record, person, "article", targets[0], confirm=False)
    with pytest.raises(SubscriptionError, match="confirm"):
        subscribed(record, person, "article", targets[-1], confirm=False)
    assert len(waiting(record)) == subscriptions.MOST_UNCONFIRMED


@pytest.mark.parametrize(
    "mail", ["", "ada", "ada@", "a b@harbour.example", "ada@harbour.example\nBcc: eve@evil.example",
             "ada@harbour.example,eve@evil.example", "<ada@harbour.example>", "ada@-.example", "a" * 250 + "@b.example"],
)  # fmt: skip
def test_what_is_no_single_address_is_refused(record: Record, person: str, article: str, mail: str) -> None:
    with pytest.raises(SubscriptionError):
        subscribed(record, person, "article", article, mail)
    assert waiting(record) == []


def test_one_is_told_only_of_what_is_there_and_ones_own(record: Record, person: str) -> None:
    with pytest.raises(NotOnRecordError):
        subscribed(record, person, "commitment", "c123")
    with pytest.raises(QueryError):
        subscribed(record, person, "weather", "tomorrow")
    with record.changing() as connection:
        theirs = searches.keep(connection, person, "Ferries", {"q": "ferries"}, instant())
    with pytest.raises(NotAllowedError):
        subscribed(record, another(record, "Eve"), "search", theirs.id)


def test_of_an_answer_the_one_who_asked_is_told_and_its_author_is_not(
    record: Record, person: str, article: str
) -> None:
    other = another(record, "Bo")
    with record.changing() as connection:
        remark = remarks.add(connection, person, article, "Is the strait frozen?")
    subscribed(record, person, "remark", remark)
    with record.changing() as connection:
        remarks.answer(connection, person, remark, "I mean the northern one.")
        answer = remarks.answer(connection, other, remark, "It is.")
    assert [letter.remark for letter in waiting(record, "remark")] == [answer]


def test_who_follows_both_a_remark_and_its_page_gets_one_letter(record: Record, person: str, article: str) -> None:
    with record.changing() as connection:
        remark = remarks.add(connection, person, article, "Is the strait frozen?")
    subscribed(record, person, "remark", remark)
    subscribed(record, person, "article", article)
    with record.changing() as connection:
        remarks.answer(connection, another_in(connection), remark, "It is.")
    assert len(waiting(record, "remark")) == 1


def another_in(connection) -> str:
    row = {"id": "p-Cy", "name": "Cy", "name_key": "cy", "role": "reader", "made_at": instant()}
    connection.execute(insert(people), row)
    return "p-Cy"


def test_a_saved_search_tells_of_new_pages_that_fit_and_of_no_others(
    record: Record, person: str, newsroom: Newsroom
) -> None:
    newsroom.keep(record, "before.html")
    Comparison(record).catch_up()
    with record.changing() as connection:
        saved = searches.keep(connection, person, "Pledges", {"q": "ferries", "act": "commit"}, instant())
        other = searches.keep(connection, person, "Tolls", {"q": "tolls"}, instant())
    for one in (saved, other):
        subscribed(record, person, "search", one.id)
    new = newsroom.keep(record, "new.html")
    Comparison(record).catch_up()
    (letter,) = waiting(record, "news")
    with record.asking() as connection:
        assert [row.article for row in news.by_ids(connection, letter.news)] == [new.article.id]
    # What comes while the letter waits goes with it.
    newsroom.keep(record, "newer.html")
    Comparison(record).catch_up()
    (letter,) = waiting(record, "news")
    assert len(letter.news) == 2


def test_a_search_of_that_name_is_replaced_and_keeps_its_id(record: Record, person: str) -> None:
    with record.changing() as connection:
        first = searches.keep(connection, person, "Ferries", {"q": "ferries"}, instant())
        second = searches.keep(connection, person, " Ferries ", {"q": "ferry", "act": "commit"}, instant())
        assert [one.query for one in searches.of_person(connection, person)] == ["q=ferry&act=commit"]
        for wrong in ({"q": " "}, {"act": "sing"}, {"since": "yesterday"}):
            with pytest.raises(QueryError):
                searches.keep(connection, person, "Wrong", wrong, instant())
    assert first.id == second.id


def test_a_letter_is_taken_up_by_one_sender_and_again_when_that_one_is_gone(
    record: Record, person: str, article: str
) -> None:
    subscribed(record, person, "article", article, confirm=False)
    at = instant()
    until = later(at, timedelta(minutes=10))

    def take(now: str):
        with record.changing() as connection:
            return subscriptions.take_up(connection, now, later(now, timedelta(minutes=10)), made_before=now)

    first = take(at)
    assert take(at) is None
    again = take(later(until, timedelta(seconds=1)))
    assert first is not None
    assert again is not None
    assert (again.id, again.tries) == (first.id, 2)
    with record.changing() as connection:
        subscriptions.mark_sent(connection, again.id, instant())
    assert take(later(until, timedelta(hours=1))) is None


def test_to_end_a_subscription_ends_the_letters_that_wait_for_it(record: Record, person: str, article: str) -> None:
    one = subscribed(record, person, "article", article)
    with record.changing() as connection:
        subscriptions.end(connection, one.token)
        subscriptions.end(connection, one.token)
        remarks.add(connection, another_in(connection), article, "Anybody there?")
    assert waiting(record) == []


def test_an_address_that_nobody_confirms_is_forgotten(record: Record, person: str, newsroom: Newsroom) -> None:
    one = subscribed(record, person, "article", newsroom.keep(record, "a.html").article.id, confirm=False)
    old = later(instant(), timedelta(days=-8))
    with record.changing() as connection:
        connection.execute(update(subscriptions_table).values(made_at=old))
    subscribed(
        record, person, "article", newsroom.keep(record, "b.html").article.id, "bo@harbour.example", confirm=False
    )
    with record.asking() as connection, pytest.raises(NotOnRecordError):
        subscriptions.subscription(connection, one.token)


def test_a_search_narrows_by_actor_event_and_certainty(record: Record, newsroom: Newsroom) -> None:
    newsroom.keep(record)
    found = {
        facets: len(record.search("", searches.Filters(**dict(facets)), limit=9))
        for facets in [
            (("actor", "brönn"),), (("actor", "nobody"),), (("certainty", "likely"),), (("certainty", "remote"),),
            (("type", "AID"), ("kind", "statement")), (("type", "AID"), ("status", "conditional")),
            (("type", "AID"), ("status", "happened")),
        ]
    }  # fmt: skip
    # The article and the pledge in it tell of the event; the denial does not.
    assert list(found.values()) == [1, 0, 1, 0, 1, 2, 0]
    assert record.search("") == []
    assert {hit.kind for hit in record.search("ferries", searches.Filters(type="AID"))} == {"article", "statement"}
