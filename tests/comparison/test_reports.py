"""What is made of a report while it is compared."""

import gc
from weakref import ref

from according.comparison.assertions import assertions
from according.comparison.reports import Report, texts_to_encode
from according.comparison.sayings import said_in
from according.comparison.standpoints import standpoints
from according.comparison.vectors import released
from tests.sample import reading_of


def report() -> Report:
    reading = reading_of("The dyke will hold until Sunday, Ida Korn said. “It will not,” said Per Alm.")
    texts = texts_to_encode(reading)
    return Report(reading, dict(zip(texts, released().encode(list(texts.values())), strict=True)))


def test_what_is_made_of_a_report_is_made_once() -> None:
    one = report()
    assert assertions(one) is assertions(one)
    assert said_in(one) is said_in(one)


def test_a_report_that_is_no_longer_held_leaves_nothing_behind() -> None:
    """A desk that compares for weeks would else run out of memory."""
    one = report()
    assert assertions(one).all
    assert said_in(one).all
    standpoints(one)
    gone = ref(one)
    del one
    gc.collect()
    assert gone() is None
