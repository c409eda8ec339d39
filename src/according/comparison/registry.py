"""Every kind of finding there is, in the order in which they are derived."""

from __future__ import annotations

from according.comparison.answers import ANSWERS
from according.comparison.claims import CLAIMS
from according.comparison.commitments import COMMITMENTS
from according.comparison.earlier import EARLIER
from according.comparison.kinds import Kind
from according.comparison.precedents import PRECEDENTS
from according.comparison.quotations import QUOTATIONS
from according.comparison.stories import STORIES

KINDS: tuple[Kind, ...] = (STORIES, PRECEDENTS, QUOTATIONS, CLAIMS, COMMITMENTS, ANSWERS, EARLIER)
