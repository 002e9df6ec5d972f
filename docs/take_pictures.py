"""Take the pictures of docs/images anew: the pages as they are, over the sample diary, in Chromium.

Run by ``make pictures``; needs Chromium and the requirements of the tests.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).parent / "images"
CHROMIUM = "/usr/bin/chromium"
PICTURES = {"findings": "triggers/", "first": "", "relief": "cramp/"}
SIZE = {"width": 1100, "height": 900}


def main() -> None:
    """Start uncramp on the sample diary, and save one picture a page."""
    IMAGES.mkdir(exist_ok=True)
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
        browser.close()


if __name__ == "__main__":
    main()
