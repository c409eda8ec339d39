"""What axe-core finds that bars people from a page."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def barriers(page: Page, **options: object) -> list[dict[str, Any]]:
    """The violations that axe-core finds, each with its nodes. What is in order is not told: that takes twice as long."""
    found: list[dict[str, Any]] = (
        Axe().run(page, options={**options, "resultTypes": ["violations"]}).response["violations"]
    )
    return found
