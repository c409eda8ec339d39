"""The comparison kept up to date behind the desk's back: what was added is compared while pages are answered."""

from __future__ import annotations

from threading import Condition, Event, Thread

from according.comparison.comparison import Comparison
from according.errors import AccordingError
from according.record.record import Record

# Pages are also added by other programs; so often it is looked whether there are any.
_SECONDS = 5.0


class _StoppedError(AccordingError):
    """The desk closes while articles wait to be compared."""


class CatchingUp:
    """A thread that compares what has not been compared.

    Attributes:
        left: how many articles wait, as far as is known.
        trouble: why they cannot be compared, if so.
    """

    def __init__(self, record: Record) -> None:
        self.left = 0
        self.trouble: str | None = None
        self._record = record
        self._closing = Event()
        self._woken = Event()
        self._turn = Condition()
        self._begun = self._ended = 0
        self._thread = Thread(target=self._run, name="according-compare", daemon=True)

    def start(self) -> None:
        """Begin to compare."""
        self._thread.start()

    def wake(self) -> None:
        """Look at once whether something was added."""
        self._woken.set()

    def catch_up_now(self, seconds: float) -> bool:
        """Have everything compared that is on record by now; give whether that was done within so many seconds."""
        if not self._thread.is_alive():
            return False
        with self._turn:
            # A run that has begun may not have seen what was added since.
            wanted = self._begun + 1
            self._woken.set()
            return self._turn.wait_for(lambda: self._ended >= wanted, seconds)

    def stop(self) -> None:
        """End, after the articles that are being compared now."""
        self._closing.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._closing.is_set():
            with self._turn:
                self._woken.clear()
                self._begun += 1
            try:
                # A comparison of its own each time: another program may have read an article anew in between.
                Comparison(self._record).catch_up(self._step)
                self.left, self.trouble = 0, None
            except _StoppedError:
                return
            except AccordingError as error:
                self.trouble = str(error)
            with self._turn:
                self._ended = self._begun
                self._turn.notify_all()
            self._woken.wait(_SECONDS)

    def _step(self, done: int, whole: int) -> None:
        self.left = whole - done
        if self._closing.is_set():
            raise _StoppedError("The desk closes.")
