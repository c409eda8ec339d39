"""Imported by the process from which workers are forked, and nowhere else: it loads what reading needs."""

from __future__ import annotations

import gc
import os
from contextlib import suppress

from according import workers  # noqa: F401
from according.errors import AccordingError
from according.language import grammar

# One thread a process: articles are read side by side. numpy's library looks at this when it is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# What is loaded stays; looking for garbage in it would only take time, here and in every worker.
gc.disable()
grammar()
# After the grammar model, which imports less of spaCy than these would.
from according.article import extract  # noqa: E402, F401
from according.reading import attributor, frames, reader  # noqa: E402, F401

# A model that cannot be used says so when a page is to be read.
with suppress(AccordingError):
    attributor.released()
frames.frames()
gc.freeze()
gc.enable()
