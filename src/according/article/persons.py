"""The shape of a person's name, as bylines and biographies have it."""

from __future__ import annotations

# Two to five words that begin with a capital, among them initials and particles ("Maria da Cunha Reis", "J. T. Okoro").
_WORD = r"[^\W\d_a-zß-öø-ÿ][\w’'.-]*"
_PARTICLE = r"(?:al|ben|bin|da|de|del|den|der|di|dos|du|el|ibn|la|le|van|ten|ter|von|zu)"
NAME = rf"{_WORD}(?: (?:{_PARTICLE} ){{0,2}}{_WORD}){{1,4}}"
