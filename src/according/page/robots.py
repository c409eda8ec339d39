"""What a host asks of programs that fetch from it: which pages, and how often."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from according.errors import FetchError
from according.page.deadline import Deadline
from according.page.exchange import Answer
from according.page.guard import Address

ROBOTS_BYTES = 512 * 1024
"""How much of a robots.txt is read; RFC 9309, 2.5 asks for 500 KiB at least."""

_LONGEST_CACHE = 24 * 3600.0
"""Seconds that rules are kept: RFC 9309, 2.4 says at most a day."""

_UNREACHABLE_CACHE = 3600.0
"""Seconds until rules that could not be had are asked for again."""

LONGEST_PAUSE = 10.0
"""Seconds; a Crawl-delay (no part of RFC 9309, but widely used) is kept up to here."""

_ALL = ""
_NONE = "User-agent: *\nDisallow: /\n"


@dataclass(frozen=True, slots=True)
class _Rules:
    parsed: Protego
    until: float
    fault: str | None = None
    """Why the rules could not be had; None where they were."""


class Robots:
    """The robots.txt of every host that is fetched from (RFC 9309).

    A file that is not there (4xx, or more than five redirects) allows all; one that cannot be had (5xx, no answer, an
    address that the guard refuses) forbids all.

    Args:
        token: the product token by which the rules name us.
        get: fetches the robots.txt of an origin, redirects followed; raises FetchError where it cannot be had, and
            AddressError where the guard refuses the origin itself.
    """

    def __init__(self, token: str, get: Callable[[Address, Deadline], Answer]) -> None:
        self._token = token
        self._get = get
        self._known: dict[str, _Rules] = {}

    def check(self, address: Address, deadline: Deadline) -> float:
        """Hold an address against its host's rules.

        Returns:
            Seconds that the host asks to be left between two requests; 0 where it asks for none.

        Raises:
            FetchError: the rules forbid it, or could not be had.
            AddressError: the guard refuses the host.
        """
        rules = self._rules(address, deadline)
        if rules.parsed.can_fetch(address.url, self._token):
            return float(min(rules.parsed.crawl_delay(self._token) or 0.0, LONGEST_PAUSE))
        if rules.fault is None:
            raise FetchError(f"The robots.txt of {address.authority} forbids fetching {address.url}.")
        raise FetchError(
            f"Without the robots.txt of {address.authority} nothing is fetched from there (RFC 9309). {rules.fault}"
        )

    def _rules(self, address: Address, deadline: Deadline) -> _Rules:
        known = self._known.get(address.origin)
        if known is None or known.until < time.monotonic():
            known = self._known[address.origin] = self._fetched(address, deadline)
        return known

    def _fetched(self, address: Address, deadline: Deadline) -> _Rules:
        try:
            answer = self._get(address, deadline)
        except FetchError as error:
            return _rules(_NONE, _UNREACHABLE_CACHE, str(error))
        if answer.status == 200:
            return _rules(answer.body.decode("utf-8-sig", "replace"), _LONGEST_CACHE)
        if 300 <= answer.status < 500:
            return _rules(_ALL, _LONGEST_CACHE)
        return _rules(_NONE, _UNREACHABLE_CACHE, f"It answered {answer.status}.")


def _rules(text: str, seconds: float, fault: str | None = None) -> _Rules:
    return _Rules(Protego.parse(text), time.monotonic() + seconds, fault)


class Pace:
    """Keeps a pause between two fetches from the same host.

    Args:
        pause: seconds at least.
    """

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._free: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str, asked: float) -> float:
        """Wait for our turn at a host and give the seconds waited; `asked` is the pause that the host wants."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._free.get(host, now))
            self._free[host] = turn + max(self._pause, asked)
        time.sleep(turn - now)
        return turn - now
