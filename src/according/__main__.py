"""The command `according`, and `python -m according`.

Reading needs models that take most of a second to load: where a command is going to read, a process of its own loads
them while this one is still importing what the commands need.
"""

from __future__ import annotations

import sys

from according.forking import start

_THAT_READ = frozenset({"read", "add", "follow", "demo"})


def main() -> None:
    """Run a command."""
    command, *options = sys.argv[1:] or [""]
    if command in _THAT_READ and options != ["--help"]:
        start()
    from according.cli import main as run  # noqa: PLC0415  # the models are being loaded meanwhile

    run()


if __name__ == "__main__":
    main()
