"""Long lists of values in portions that a query takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

Value = TypeVar("Value")

# SQLite takes 32,766 values in a query (its SQLITE_MAX_VARIABLE_NUMBER); PostgreSQL plans long lists slowly.
_MANY = 500


def portions(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """The values in their order, so many at a time."""
    return (values[first : first + _MANY] for first in range(0, len(values), _MANY))
