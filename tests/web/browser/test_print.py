"""On paper: dark words on white, whatever the screen shows, with and without printed backgrounds."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

PALE_WORDS = """() => {
  const light = colour => { const [r, g, b] = colour.match(/[\\d.]+/g).map(Number);
                            return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255; };
  return [...document.querySelectorAll('body *')].filter(each => {
    const style = getComputedStyle(each);
    return each.checkVisibility() && style.visibility !== 'hidden' && light(style.color) > 0.6
      && [...each.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
  }).map(each => each.textContent.trim());
}"""
GROUND = "() => getComputedStyle(document.documentElement).backgroundColor"
WHITE = "rgb(255, 255, 255)"


@pytest.mark.parametrize("path", ["/cramp/", "/care/", "/plan/", "/plan/week/", "/triggers/", "/forecast/", "/trial/"])
def test_a_page_prints_dark_on_white_from_dark_and_night(shared_site: str, open_page, eye, path: str) -> None:
    page = open_page(width=800, scheme="dark")
    page.context.add_cookies([{"name": "uncramp_relief_theme", "value": "night", "url": shared_site}])
    page.goto(shared_site + path)
    assert eye.read(page, PALE_WORDS)  # on the screen they are pale
    page.emulate_media(media="print")
    assert eye.read(page, GROUND) == WHITE
    assert eye.read(page, PALE_WORDS) == []


@pytest.mark.parametrize("theme", ["t-dark", "t-night"])
def test_the_one_file_for_a_cramp_prints_dark_on_white(tmp_path: Path, open_page, eye, theme: str) -> None:
    target = tmp_path / "relief.html"
    subprocess.run([sys.executable, "-m", "uncramp", "relief", "--export", str(target), "--diary",
                    str(tmp_path / "diary.db")], check=True, capture_output=True)
    page = open_page(width=800, scheme="dark")
    page.set_content(target.read_text(encoding="utf-8"))
    eye.read(page, f"document.querySelector('#{theme}').checked = true")
    assert eye.read(page, PALE_WORDS)
    page.emulate_media(media="print")
    assert eye.read(page, GROUND) == WHITE
    assert eye.read(page, PALE_WORDS) == []
