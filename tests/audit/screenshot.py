"""screenshot: the picture in the README, from the real site over the real base: python -m tests.audit.screenshot."""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.project import TOP
from tests.served import copy_base, serving

PAGE = "/praktyki?voivodeship=slaskie"
TARGET = TOP / ".docs" / "screenshot.png"
WIDTH, HEIGHT = 1200, 860


def take(address: str, target: Path) -> None:
    """Show a page in chromium as a reader in Poland sees it, and keep the visible part."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, locale="pl-PL", color_scheme="light", reduced_motion="reduce"
        )
        page.goto(address, wait_until="networkidle")
        target.parent.mkdir(exist_ok=True)
        page.screenshot(path=target)
        browser.close()


def run() -> None:
    """Serve a copy of the base that comes with BDP and take the picture."""
    with tempfile.TemporaryDirectory() as folder, serving(copy_base(Path(folder))) as server:
        take(server.address + PAGE, TARGET)
    print(f"{TARGET.relative_to(TOP)}: {TARGET.stat().st_size // 1024} kB")


if __name__ == "__main__":
    run()
