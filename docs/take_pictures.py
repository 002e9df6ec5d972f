"""Take the pictures of docs/images anew: the pages as they are, over the sample diary, in Chromium.

All figures go to ``figures.html`` beside them, to be looked at; git does not keep it.

Run by ``make pictures``; needs Chromium and the requirements of the tests.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import contact_sheet
from playwright.sync_api import Browser, sync_playwright

IMAGES = Path(__file__).parent / "images"
CHROMIUM = "/usr/bin/chromium"
PICTURES = {"findings": "triggers/", "first": ""}
SIZE = {"width": 1100, "height": 720}
PHONE = {"width": 390, "height": 844}


def main() -> None:
    """Start uncramp on the sample diary, and save one picture a page."""
    IMAGES.mkdir(exist_ok=True)
    contact_sheet.write(IMAGES / "figures.html")
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "uncramp", "--diary", f"{folder}/diary.sqlite", "start", "--sample"]
        server = subprocess.Popen([*command, "--no-browser", "--port", "8471"], stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            address = re.search(r"http://\S+/", server.stdout.readline())
            assert address is not None
            take(address.group())
        finally:
            server.terminate()
            server.wait()


def take(address: str) -> None:
    """Open each page in Chromium and save what is seen of it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        for name, path in PICTURES.items():
            page.goto(address + path, wait_until="load")
            page.evaluate("document.fonts.ready")
            page.screenshot(path=IMAGES / f"{name}.png")
        take_relief(browser, address)
        browser.close()


def take_relief(browser: Browser, address: str) -> None:
    """Save the first step of a hamstring cramp as it looks at night on a phone, held for seven seconds."""
    page = browser.new_page(viewport=PHONE)
    page.context.add_cookies([{"name": "uncramp_relief_theme", "value": "night", "url": address}])
    page.goto(f"{address}cramp/")
    page.get_by_role("button", name="No", exact=True).click()
    page.get_by_role("button", name="Back of the thigh").click()
    page.wait_for_timeout(7_400)
    page.screenshot(path=IMAGES / "relief.png")


if __name__ == "__main__":
    main()
