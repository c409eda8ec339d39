"""Only web addresses become links, and no text turns the direction of what stands behind it."""

from __future__ import annotations

import pytest

from according.addresses import web_address
from according.desk.render import balanced


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "data:text/html,x", "file:///etc/passwd",
     "//host/x", "/x", "http:", "https:///x", "http://[", "vbscript:x", "", None],
)  # fmt: skip
def test_an_address_that_is_no_web_address_is_no_link(address: str | None) -> None:
    assert web_address(address) is None


def test_a_web_address_is_a_link() -> None:
    assert web_address("https://courier.example/a?b=c") == "https://courier.example/a?b=c"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u202eeve", "\u202eeve\u202c"),
        ("\u2066one \u202etwo", "\u2066one \u202etwo\u202c\u2069"),
        ("ends ours \u2069\u202c", "ends ours "),
        ("\u2067whole\u2069", "\u2067whole\u2069"),
        ("plain", "plain"),
    ],
)
def test_a_change_of_direction_ends_with_the_text_that_begins_it(text: str, shown: str) -> None:
    assert balanced(text) == shown
