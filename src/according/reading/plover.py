"""What PLOVER's manual codes for an event of a type and status: promised aid is AGREE there, a threatened ban THREATEN.

The table follows the PLOVER manual (Open Event Data Alliance, version 2.0, rules on future and hypothetical events).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from according.model import EventStatus, EventType

# How an event is put: as something agreed to or promised, as a threat, or plainly.
Bound = Literal["promised", "threatened"]

_COOPERATIVE: frozenset[EventType] = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
_HOSTILE: frozenset[EventType] = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})

_YIELDING: frozenset[EventType] = _COOPERATIVE | {"AGREE", "CONCEDE", "RETREAT"}

# What is coded for a deed that is planned or hangs on a condition, by how it is put.
AHEAD: Mapping[tuple[EventType, Bound | None], EventType] = {
    **{(kind, bound): "AGREE" for kind in _COOPERATIVE for bound in (None, "promised")},
    **{(kind, bound): "THREATEN" for kind in _HOSTILE for bound in (None, "promised", "threatened")},
    **{(kind, "threatened"): "THREATEN" for kind in (*_COOPERATIVE, "REJECT", "RETREAT", "CONCEDE", "AGREE")},
    ("RETREAT", None): "CONCEDE",
    ("RETREAT", "promised"): "AGREE",
    ("CONCEDE", "promised"): "AGREE",
}


def plover_type(kind: EventType, status: EventStatus, bound: Bound | None = None) -> EventType | None:
    """PLOVER's type for an event: for cooperation that is denied the refusal; for other denied deeds None.

    >>> plover_type("AID", "planned", "promised")
    'AGREE'
    """
    if status == "denied":
        return "REJECT" if kind in _YIELDING else None
    if status in {"planned", "conditional"}:
        return AHEAD.get((kind, bound), kind)
    return kind
