"""The family of errors: one clear sentence each, saying what was wrong, with what, and what to do."""

from __future__ import annotations


class AccordingError(Exception):
    """Anything that According itself refuses or cannot do; its text is a sentence for the user."""


class PlaceError(AccordingError):
    """A place that cannot be opened, or that holds nothing According can read."""


class AddressError(PlaceError):
    """An address that the guard does not let through: its scheme, its host, or where its name resolves to."""


class FetchError(PlaceError):
    """A fetch that failed or was stopped: too large, too slow, too many redirects, refused by the server."""


class PageError(AccordingError):
    """A page whose bytes are refused: too large, nested too deep, not text, or not read in time."""


class ArchiveError(AccordingError):
    """An archive file that cannot be written, or whose bytes are not those that the record names."""


class RecordError(AccordingError):
    """A record that cannot be opened, migrated, checked or written."""


class NotOnRecordError(RecordError):
    """An id or a place of which the record has nothing."""


class QueryError(AccordingError):
    """A question put to the record that cannot be answered as asked (an unknown filter, a date that is none)."""


class ModelError(AccordingError):
    """A model file that is missing, or whose hash is not the released one."""


class SettingError(AccordingError):
    """A setting or option whose value is not one that is allowed."""


class RemarkError(AccordingError):
    """A remark, vote or report that cannot be taken: without words, too long, on what was removed, on one's own."""


class JudgementError(AccordingError):
    """A judgement that cannot be used: its words do not stand in the article, or its value is none."""


class SubscriptionError(AccordingError):
    """A subscription that cannot be taken: its address is none, or too much waits there to be confirmed."""


class NotAllowedError(AccordingError):
    """Something that this person may not do: it needs another role, or is somebody else's."""


class AccountError(AccordingError):
    """An account, a password or an invitation that cannot be made or used as asked."""


class SignInError(AccordingError):
    """A view or a deed for which one has to sign in first."""


class TooManyError(AccordingError):
    """Something done more often than the desk lets one person or one address do it.

    Attributes:
        seconds: how long to wait.
    """

    def __init__(self, sentence: str, seconds: int) -> None:
        super().__init__(sentence)
        self.seconds = seconds
