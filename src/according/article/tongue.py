"""Which language a text is in."""

from __future__ import annotations

# So many characters tell the language as well as the whole text does, and cost a fraction of the time.
_REACH = 1200
# Below this a name or two decide, so the page's own word is taken.
_ENOUGH_WORDS = 20


def language_of(text: str, said: str | None) -> str | None:
    """The ISO 639-1 code of a text's language; `said` is what the page says of itself, for a text too short to tell."""
    words = text[:_REACH]
    if len(words.split()) < _ENOUGH_WORDS and words.isascii():
        return _code(said) or (_detected(words) if len(words.split()) > 3 else None)
    return _detected(words)


def _detected(words: str) -> str:
    # Loading the detector takes a third of a second, which a page that says its language need not wait for.
    from py3langid import classify  # noqa: PLC0415

    return str(classify(words)[0])


def _code(said: str | None) -> str | None:
    code = (said or "").replace("_", "-").split("-")[0].strip().lower()
    return code if len(code) == 2 and code.isalpha() else None
