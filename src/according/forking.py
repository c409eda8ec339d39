"""The process from which workers are forked.

It is a fresh interpreter without threads, which the desk's own process is not, so that a fork of it never hangs. It
loads the models once: a worker has them as soon as it is forked, and all workers share their memory.
"""

from __future__ import annotations

from multiprocessing import forkserver, get_context
from multiprocessing.context import ForkServerContext


def start() -> None:
    """Let the process begin to load the models; workers that are asked for meanwhile wait until it has."""
    workers_context()
    forkserver.ensure_running()


def workers_context() -> ForkServerContext:
    """How workers are to be started."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["according.loaded"])
    return context
