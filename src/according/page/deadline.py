"""The time that a fetch may take in all, held against a server that answers a byte at a time."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

from according.errors import FetchError


class Deadline:
    """An instant by which a fetch must be done.

    Args:
        seconds: how long from now.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def passed(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() >= self._end

    def remaining(self) -> float:
        """Seconds left.

        Raises:
            FetchError: none are.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.error()
        return left

    def extend(self, seconds: float) -> None:
        """Put the deadline off, by time that we chose to wait."""
        self._end += seconds

    def error(self) -> FetchError:
        """The error of a fetch that was stopped."""
        return FetchError(f"The fetch was not done within {self.seconds:g} s and was stopped; try again later.")

    @contextlib.contextmanager
    def watch(self, connection: socket.socket) -> Iterator[None]:
        """Shut the connection down when the time is over, which ends any read that waits on it.

        A socket's own timeout starts anew with each byte that arrives, so a slow drip would never meet it.
        """
        watcher = threading.Timer(self.remaining(), _shut, [connection])
        watcher.daemon = True
        watcher.start()
        try:
            yield
        finally:
            watcher.cancel()


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        # The plain socket's method: that of a TLS socket would change state that the reading thread is using.
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
