"""What the terminal says of statements and events, and how it explains it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from according.legend import ACTS, BANDS, ROLES, STANCES, STATUSES, TYPES
from according.model import Date, Place, Span
from according.terminal import print_legend, reading_lines
from tests.record.conftest import Newsroom


def test_each_mark_of_a_statement_comes_with_its_words() -> None:
    newsroom = Newsroom()
    reading = newsroom.reading(newsroom.page("strait.html"))
    text = reading.article.text
    told = Span(text.index("told"), text.index("told") + 4)
    pledge = replace(reading.statements[0], stance="distances", stance_span=told)
    printed = "\n".join(line.plain for line in reading_lines(replace(reading, statements=(pledge,))))
    assert "writer distances (told)" in printed
    assert "only if: the strait freezes" in printed
    assert "likely (would)" in printed
    assert "said 2031-04-29 (Tuesday)" in printed


def test_an_event_comes_with_status_parties_place_and_date() -> None:
    newsroom = Newsroom()
    reading = newsroom.reading(newsroom.page("strait.html"))
    text = reading.article.text
    vell, tuesday, minister = (
        Span(text.index(words), text.index(words) + len(words)) for words in ("Vell", "Tuesday", "Ada Brönn")
    )
    event = replace(
        reading.events[0],
        plover_type="AGREE",
        actor=(replace(reading.events[0].actor[0], span=minister),),
        place=Place(vell, "Vell", "XAB", None, None),
        date=Date("2031-04-29", "2031-04-29", "day", "text", tuesday),
    )
    *_, line = reading_lines(replace(reading, events=(event,)))
    assert line.plain == (
        "  AID conditional  sail: Ada Brönn  [PLOVER codes AGREE · at Vell (Vell) · on 2031-04-29 (Tuesday)]"
    )


def test_the_legend_explains_every_word_that_may_stand_there(capsys: pytest.CaptureFixture[str]) -> None:
    print_legend()
    printed = capsys.readouterr().out
    for table in (ACTS, BANDS, STANCES, ROLES, STATUSES, TYPES):
        for name, meaning in table.items():
            assert f"  {name:14}{meaning}" in printed
    assert "Intelligence Community Directive 203" in printed
