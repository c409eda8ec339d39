"""`python -m according` is the command `according`."""

from according.cli import main

main()
