"""A real browser at a real server: Chromium by Playwright, each test with a diary of its own."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
#: what a page may take on a slow machine; nothing is judged by it
SLOW_MS = 120_000
expect.set_options(timeout=SLOW_MS)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]

SERVE = (
    "import sys; from uncramp.web.serve import serve; "
    "serve(port=0, diary_path=sys.argv[1], open_browser=False, debug=True, sample=sys.argv[2] == 'sample')"
)


@contextmanager
def served(script: str, *arguments: str) -> Iterator[str]:
    """Run a script that serves pages and give the address without the last slash."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, *arguments], stdout=subprocess.PIPE, text=True,
        env={**os.environ, "TZ": "Europe/Zurich"},
    )
    try:
        assert process.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert address, "the server did not come up"
        yield address.group()
    finally:
        process.terminate()
        process.wait(timeout=60)


@contextmanager
def server(diary: Path, *, sample: bool = False) -> Iterator[str]:
    """Run a server on a diary and give its address without the last slash."""
    with served(SERVE, str(diary), "sample" if sample else "own") as address:
        yield address


@pytest.fixture(scope="session")
def serve_by() -> Callable[..., AbstractContextManager[str]]:
    """What runs a server by a script of a test's own, as one whose clock stands elsewhere."""
    return served


@pytest.fixture(scope="session")
def playwright_at_work() -> Iterator[Playwright]:
    if not Path(CHROMIUM).exists():
        pytest.skip("there is no Chromium on this machine (apt install chromium)")
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright_at_work: Playwright) -> Iterator[Browser]:
    browser = playwright_at_work.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def large_text(playwright_at_work: Playwright) -> Iterator[Browser]:
    """A browser whose reader has set the text twice as large."""
    browser = playwright_at_work.chromium.launch(
        executable_path=CHROMIUM, args=[*ARGUMENTS, "--blink-settings=defaultFontSize=32"]
    )
    yield browser
    browser.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The address of a server on an empty diary."""
    with server(tmp_path / "diary.sqlite") as address:
        yield address


@pytest.fixture
def serving() -> Callable[[Path], AbstractContextManager[str]]:
    """What runs a server on a diary that a test has filled."""
    return server


@pytest.fixture(scope="session")
def shared_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server for tests that do not look at what others noted in its diary; starting one takes 1 s."""
    with server(tmp_path_factory.mktemp("shared") / "diary.sqlite") as address:
        yield address


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on a made-up diary that tests only read."""
    from uncramp.actions.sample import write_sample

    path = tmp_path_factory.mktemp("sample") / "sample.sqlite"
    write_sample(path, seed=7, cause=None, years=1.0, now=datetime.now(UTC))
    with server(path, sample=True) as address:
        yield address


#: what came to stand with a motion is judged when the motion is over; a motion without end belongs to the page
MOTIONS_OVER = """() => Promise.all(document.getAnimations()
  .filter(each => each.playState === 'running' && each.effect.getComputedTiming().endTime !== Infinity)
  .map(each => each.finished.catch(() => null)))"""

#: everything a finger taps that is too small: lower than ``least`` or narrower than 44 px; a chip counts as a whole,
#: and so does the box below a picture with its words
SMALL = """([least, spared]) => [...document.querySelectorAll(
  'a, button, input, select, textarea, summary, [role=button], .chip, .chips span'
)].filter(each => {
  if (each.type === 'hidden' || each.matches(spared) || !each.checkVisibility()) return false;
  const box = (each.closest('.chip, .hold-still') || each).getBoundingClientRect();
  return box.width && (box.height < least - .01 || box.width < 43.99);
}).map(each => each.outerHTML.slice(0, 120))"""


class Eye:
    """What is judged on a page: each time the page first stands whole, so that no verdict is one on half a page.

    A click is over when the new page begins to come, before anything of it is there. A test therefore first waits for
    something that only the new page has, and then asks here, never at the page itself.
    """

    #: a link in running text is as high as its line; .skip is seen only while it has the focus
    IN_TEXT = ".skip, :is(p, dd, span, li) > a:not([class])"

    def read(self, page: Page, script: str, argument: object = None) -> Any:
        """Give the value of a script on a page that stands: it is loaded, what came late is there, nothing moves in."""
        page.wait_for_load_state(timeout=SLOW_MS)
        expect(page.locator("[data-later]")).to_have_count(0)
        page.evaluate(MOTIONS_OVER)
        return page.evaluate(script, argument)

    def stop_clock(self, page: Page) -> None:
        """Let time stand still on the pages that come, so that only ``page.clock.run_for`` moves it."""
        now = datetime.now(UTC)
        page.clock.install(time=now)
        page.clock.pause_at(now + timedelta(hours=1))

    def open_all(self, page: Page) -> None:
        """Open everything on a page that opens."""
        self.read(page, "document.querySelectorAll('main details').forEach(each => { each.open = true; })")

    def faults(self, page: Page) -> list[str]:
        """List all that axe has to say against a page, the small faults too."""
        self.read(page, "0")
        return [
            f"{each['id']} ({each['impact']}): {json.dumps([node['html'][:160] for node in each['nodes'][:3]])}"
            for each in Axe().run(page).response["violations"]
        ]

    def small(self, page: Page, least_px: int = 48, spared: str = ".skip") -> list[str]:
        """List what is tapped and is lower than ``least_px`` or narrower than 44 CSS px; ``spared`` is a selector."""
        return list(self.read(page, SMALL, [least_px, spared]))

    def sideways_px(self, page: Page) -> int:
        """Give by how many CSS px a page is wider than what is seen of it; 0 where it does not scroll sideways."""
        return int(self.read(page, "document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.fixture(scope="session")
def eye() -> Eye:
    """What judges a page, once it stands."""
    return Eye()


class Watched:
    """A page under watch: what its console complains of, and every request that leaves this machine."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self.outside: list[str] = []
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._see(request.url))

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def _see(self, url: str) -> None:
        if not re.match(r"http://127\.0\.0\.1:\d+/", url):
            self.outside.append(url)


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages in contexts of their own; at the end no console complained and nothing left this machine."""
    contexts: list[BrowserContext] = []
    watched: list[Watched] = []

    def open_one(
        *, width: int = 390, height: int = 844, scheme: str = "light", browser: Browser | None = None, **more: object
    ):
        context = (browser or chromium).new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, **more
        )
        context.set_default_timeout(SLOW_MS)
        page = context.new_page()
        contexts.append(context)
        watched.append(Watched(page))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert [complaint for each in watched for complaint in each.complaints] == []
    assert [url for each in watched for url in each.outside] == []
