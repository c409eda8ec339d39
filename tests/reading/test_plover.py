"""What PLOVER codes for what was not simply done."""

from __future__ import annotations

import pytest

from according.model import EventStatus, EventType
from according.reading.plover import Bound, plover_type


@pytest.mark.parametrize(
    ("kind", "status", "bound", "coded"),
    [
        ("CONSULT", "planned", None, "AGREE"),
        ("AID", "planned", "promised", "AGREE"),
        ("RETREAT", "planned", None, "CONCEDE"),
        ("RETREAT", "planned", "promised", "AGREE"),
        ("RETREAT", "conditional", "threatened", "THREATEN"),
        ("COERCE", "planned", "threatened", "THREATEN"),
        ("MOBILIZE", "conditional", None, "THREATEN"),
        ("ASSAULT", "happened", None, "ASSAULT"),
        ("ASSAULT", "possible", None, "ASSAULT"),
        ("REQUEST", "planned", None, "REQUEST"),
        ("CONSULT", "denied", None, "REJECT"),
        ("ASSAULT", "denied", None, None),
    ],
)
def test_the_table_follows_the_manual(
    kind: EventType, status: EventStatus, bound: Bound | None, coded: EventType | None
) -> None:
    assert plover_type(kind, status, bound) == coded
