"""What follows from a record as it is kept: read without loading what it is derived by, which takes a second."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from according.comparison import lag, ledger
from according.comparison.ledger import Line, Wanted
from according.errors import NotOnRecordError
from according.findings import Finding, FindingKind, Origin, origins_of

if TYPE_CHECKING:
    from according.record.record import Record

EVERYTHING = Wanted()
# Findings in a page of a list that is gone through as a whole.
AT_ONCE = 100


class Kept:
    """What follows from a record, as it was last derived.

    Args:
        record: the record, which also keeps what was derived.
    """

    def __init__(self, record: Record) -> None:
        self._record = record

    @property
    def is_behind(self) -> bool:
        """Whether something is to be compared before this is all that follows."""
        with self._record.asking() as connection:
            return lag.is_behind(connection)

    def each(self, kind: FindingKind, wanted: Wanted = EVERYTHING) -> Iterator[Finding]:
        """Every finding of a kind, those last told of first, page by page."""

        def leaf(after: str | None) -> tuple[list[Line], str | None]:
            with self._record.asking() as connection:
                found = ledger.lines(connection, kind, wanted, after, AT_ONCE)
                told = ledger.with_start(connection, [line.finding for line in found])
            shown = [Line(one, line.cursor) for one, line in zip(told, found, strict=True)]
            return shown, found[-1].cursor if len(found) == AT_ONCE else None

        return paged(leaf)

    def number(self, kind: FindingKind, wanted: Wanted = EVERYTHING) -> int:
        """How many findings of a kind there are."""
        with self._record.asking() as connection:
            return ledger.number(connection, kind, wanted)

    def finding(self, number: str) -> Finding:
        """The finding that an id leads to, whether it is its id now or was before another member was known.

        Raises:
            NotOnRecordError: there is none.
        """
        with self._record.asking() as connection:
            found = ledger.found(connection, number)
            if found is None:
                raise nothing_has(number)
            (told,) = ledger.with_start(connection, [found])
        return told

    def origins(self, voice: str) -> list[Origin]:
        """A voice by its id, once for each finding that it is behind.

        Raises:
            NotOnRecordError: nothing has a voice of this id behind it.
        """
        with self._record.asking() as connection:
            among = ledger.voiced(connection, voice)
        found = [origin for finding in among for origin in origins_of(finding) if origin.id == voice]
        if not found:
            raise nothing_has(voice)
        return found


def paged(leaf: Callable[[str | None], tuple[list[Line], str | None]]) -> Iterator[Finding]:
    """The findings of a list, asked for a page at a time and only as far as they are wanted."""
    after: str | None = None
    while True:
        found, after = leaf(after)
        yield from (line.finding for line in found)
        if after is None:
            return


def nothing_has(number: str) -> NotOnRecordError:
    """What is said of an id that leads to nothing."""
    return NotOnRecordError(f"Nothing that follows from the record has the id {number}; look it up in a list.")
