"""A Chromium without a window, where one is found on this machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """Where it is; None: nowhere."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


@contextmanager
def browser() -> Iterator[Any]:
    """The browser; it runs nothing but pages of our own, so it may do so as root."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield started
        started.close()


class Visit:
    """A page that was opened, and all that it asked for or complained about."""

    def __init__(self, opened: Any, path: Path, **how: Any) -> None:
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self._context = opened.new_context(**{"viewport": {"width": 1280, "height": 900}, **how})
        self.page: Any = self._context.new_page()
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._dismiss)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri())

    def _dismiss(self, dialog: Any) -> None:
        self.complaints.append(dialog.message)
        dialog.dismiss()

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *raised: object) -> None:
        self._context.close()

    def texts(self, selector: str) -> list[str]:
        """What stands in each of the elements."""
        return [text.strip() for text in self.page.locator(selector).all_text_contents()]
