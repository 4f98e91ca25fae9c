"""conftest: Debian's chromium before the production server over a copy of the real base."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.served import Server, serving

# The list of features replaces playwright's own, of which those stand here that may ask other hosts or hold back the
# first painting. Without the first two every window of a test starts two more pages for the field of addresses.
FEATURES = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "PaintHolding", "HttpsUpgrades", "OptimizationHints"]
FEATURES += ["NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch", "MediaRouter", "LensOverlay"]
SWITCHES = ["--disable-background-networking", "--disable-component-update", "--no-first-run", "--disable-sync"]
SWITCHES += [f"--disable-features={','.join(FEATURES)}"]
Scheme = Literal["light", "dark"]
WIDE, NARROW = (1280, 900), (320, 700)
# Only a failing test waits so long: whatever is waited for goes on at once, and a busy machine is no fault of a page.
PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS)


@dataclass(frozen=True, slots=True)
class Reader:
    """Opens pages as a reader would, and notes whatever a page must not do."""

    browser: Browser
    site: str
    faults: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(self, path: str, *, size: tuple[int, int] = WIDE, scheme: Scheme = "light", script: bool = True) -> Page:
        """Return a page of the site in a browser without a past."""
        context = self.browser.new_context(
            base_url=self.site,
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            java_script_enabled=script,
            locale="pl-PL",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        self.contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: self._requested(request.url))
        page.on("console", lambda said: self._said(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.goto(path)
        return page

    def _requested(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme in ("http", "https") and f"{parts.scheme}://{parts.netloc}" != self.site:
            self.faults.append(f"a request to another host: {address}")

    def _said(self, text: str) -> None:
        if "Failed to load resource" not in text:  # an error page asked for on purpose
            self.faults.append(f"console: {text}")

    def close(self) -> None:
        """Close every page and look whether one left something on the reader's machine."""
        for context in self.contexts:
            if context.cookies():
                self.faults.append(f"cookies: {context.cookies()}")
            if any(origin for origin in context.storage_state()["origins"]):
                self.faults.append("something was stored in the browser")
            context.close()


@pytest.fixture(scope="session")
def base(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the real base."""
    return shutil.copytree(built, tmp_path_factory.mktemp("browser") / "base", symlinks=True)


@pytest.fixture(scope="session")
def server(base: Path) -> Iterator[Server]:
    """Serve the base as production does."""
    with serving(base) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start chromium once."""
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("chromium is not there; these tests need it: apt-get install chromium")
    switches = [*SWITCHES, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=switches)
        yield started
        started.close()


@contextmanager
def reading(browser: Browser, server: Server) -> Iterator[Reader]:
    """Give a reader, and fail afterwards if a page did what it must not."""
    found = Reader(browser, server.address)
    yield found
    found.close()
    assert found.faults == []


@pytest.fixture
def reader(browser: Browser, server: Server) -> Iterator[Reader]:
    """Give a test a reader of its own."""
    with reading(browser, server) as found:
        yield found
