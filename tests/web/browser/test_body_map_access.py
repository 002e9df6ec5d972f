"""The body map in Chromium: two taps on a phone, room for a thumb, the keyboard, access in every light, paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from uncramp.knowledge import atlas

pytestmark = pytest.mark.browser

NEAR = [f"?part={part.id}&side={side}" for part in atlas.parts() for side in ("left", "right", "both")]
PAGES = [
    "/note/cramp/where/", *(f"/note/cramp/where/{query}" for query in NEAR[::4]), "/learn/anatomy/",
    "/learn/anatomy/biceps_femoris_short/", "/learn/anatomy/vastus_lateralis/?side=right",
    "/learn/anatomy/sciatic_nerve/", "/diary/where/", "/diary/where/?part=back_thigh&side=left&spot=semitendinosus",
]
#: the side of the largest square, in CSS px, in which every point leads to the same place, by place
SQUARES = """step => {
  const svg = document.querySelector('.leg-near svg'), side = {}, rows = [];
  svg.scrollIntoView({block: 'start'});
  window.scrollBy(0, -8);
  const box = svg.getBoundingClientRect();
  for (let y = box.top; y < Math.min(box.bottom, innerHeight); y += step) {
    const row = [];
    for (let x = box.left; x < box.right; x += step)
      row.push(document.elementFromPoint(x, y)?.closest('.leg-near a')?.getAttribute('href') ?? '');
    rows.push(row);
  }
  const run = rows.map(row => row.map(() => 0));
  rows.forEach((row, i) => row.forEach((place, j) => {
    if (!place) return;
    const like = (a, b) => rows[a]?.[b] === place ? run[a][b] : 0;
    run[i][j] = 1 + Math.min(like(i - 1, j), like(i, j - 1), like(i - 1, j - 1));
    side[place] = Math.max(side[place] ?? 0, run[i][j] * step);
  }));
  return side;
}"""

#: width and height of each area of the whole leg, in CSS px
AREAS = """() => [...document.querySelectorAll('.m-hit')].map(each => {
  const box = each.getBoundingClientRect();
  return [box.width, box.height];
})"""

#: the middle of the longest row of points of the picture that lead to a place
MIDDLE = """spot => {
  const svg = document.querySelector('.leg-near svg'), box = svg.getBoundingClientRect();
  let best = {length: 0};
  for (let y = box.top; y < Math.min(box.bottom, innerHeight - 100); y += 8) {
    const row = [];
    for (let x = box.left; x < box.right; x += 4)
      if (document.elementFromPoint(x, y)?.closest('.leg-near a')?.href.baseVal.includes(spot)) row.push([x, y]);
    if (row.length > best.length) best = row;
  }
  return best[Math.floor(best.length / 2)];
}"""


def tap(eye, page: Page, spot: str) -> None:
    """Tap the picture in the middle of the widest place of a muscle."""
    x, y = eye.read(page, MIDDLE, spot)
    page.mouse.click(x, y)


def note_a_cramp(page: Page, site: str) -> str:
    """Note a cramp by hand and give the address of its entry."""
    page.goto(f"{site}/note/cramp/")
    page.locator(".chip", has_text="Back of the thigh").click()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-toast]")).to_contain_text("Cramp noted.")
    page.goto(f"{site}/diary/")
    return str(page.locator(".events .round").first.get_attribute("href"))


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 390), ("light", 1280), ("dark", 1280)])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    shared_site: str, open_page, eye, scheme: str, width: int
) -> None:
    page = open_page(width=width, scheme=scheme)
    for path in PAGES:
        page.goto(shared_site + path)
        assert eye.sideways_px(page) == 0, path
        assert eye.faults(page) == [], path


def test_a_spot_is_marked_with_two_taps_on_a_phone_and_said(site: str, open_page, eye) -> None:
    page = open_page(width=390)
    entry = note_a_cramp(page, site)
    page.goto(f"{site}{entry}spot/")
    page.get_by_role("link", name="Left: Back of the thigh").first.click()
    expect(page.locator(".leg-near").get_by_role("link", name="Left: Biceps femoris, long head")).to_have_count(1)
    tap(eye, page, "biceps_femoris_long")
    page.wait_for_url("**/diary/?day=*")
    expect(page.get_by_role("status")).to_contain_text("Marked: Left: Biceps femoris, long head.")
    expect(page.locator(".events")).to_contain_text("left, biceps femoris, long head")


def test_a_cramp_just_over_is_marked_by_night_and_by_the_list(site: str, open_page, eye) -> None:
    page = open_page(width=390)
    page.context.add_cookies([{"name": "uncramp_relief_theme", "value": "night", "url": site}])
    page.goto(f"{site}/cramp/")
    page.wait_for_url("**/cramp/*-*/")
    page.goto(page.url + "eased/")
    page.get_by_role("button", name="It let go by itself, or I cannot say").click()
    page.wait_for_url("**/spot/")
    assert eye.faults(page) == []
    page.get_by_role("link", name="Right: Calf").first.click()
    expect(page.get_by_role("button", name=re.compile("^Soleus"))).to_be_visible()
    assert eye.faults(page) == []
    assert eye.sideways_px(page) == 0
    page.get_by_role("button", name=re.compile("^Soleus")).click()
    expect(page.get_by_role("status")).to_contain_text("Marked: Right: Soleus (deep calf).")


def test_every_muscle_has_room_for_a_thumb_on_a_phone(shared_site: str, open_page, eye) -> None:
    page = open_page(width=390)
    for part in atlas.parts():
        page.goto(f"{shared_site}/note/cramp/where/?part={part.id}&side=left")
        squares = eye.read(page, SQUARES, 4)
        assert len(squares) == len(part.spots), part.id
        assert min(squares.values()) >= 48, (part.id, squares)
    page.goto(f"{shared_site}/note/cramp/where/")
    areas = eye.read(page, AREAS)
    assert len(areas) > 0 and [each for each in areas if min(each) < 48] == []


def test_the_keyboard_reaches_every_region_and_the_focus_is_seen(shared_site: str, open_page, eye) -> None:
    page = open_page(width=1280, height=1400)
    page.goto(f"{shared_site}/note/cramp/where/?part=back_thigh&side=left")
    page.locator(".back").focus()
    seen, edges = [], set()
    for _ in range(5):
        page.keyboard.press("Tab")
        seen.append(eye.read(page, "document.activeElement.getAttribute('aria-label')"))
        edges.add(eye.read(page, "getComputedStyle(document.activeElement).getPropertyValue('--m-edge-wide').trim()"))
    assert sorted(seen) == [
        "Left: Biceps femoris, long head", "Left: Biceps femoris, short head", "Left: Inner thigh (adductors)",
        "Left: Semimembranosus", "Left: Semitendinosus",
    ]
    assert edges == {"2.2"}
    page.keyboard.press("Enter")
    page.wait_for_url("**/note/cramp/?side=left&spot=*")


def test_without_script_three_taps_mark_it(site: str, open_page, eye) -> None:
    entry = note_a_cramp(open_page(width=390), site)
    page = open_page(width=390, java_script_enabled=False)
    page.goto(f"{site}{entry}spot/")
    page.get_by_role("link", name="Left: Back of the thigh").first.click()
    expect(page.locator(".leg-near").get_by_role("link", name="Left: Semitendinosus")).to_have_count(1)
    tap(eye, page, "semitendinosus")
    expect(page.get_by_role("status")).to_have_text("Left: Semitendinosus")
    page.get_by_role("button", name="Mark it here").click()
    expect(page.locator(".toast")).to_contain_text("Marked: Left: Semitendinosus.")


def test_on_paper_the_picture_is_drawn_on_white_and_keeps_its_colours(shared_site: str, open_page, eye) -> None:
    page = open_page(width=1280, scheme="dark")
    page.goto(f"{shared_site}/learn/anatomy/semimembranosus/")
    page.emulate_media(media="print")
    drawn = eye.read(page, """() => {
      const frame = getComputedStyle(document.querySelector('.leg-near'));
      const svg = getComputedStyle(document.querySelector('.atlas'));
      return [frame.backgroundColor, svg.getPropertyValue('--m-tendon').trim(), svg.printColorAdjust];
    }""")
    assert drawn == ["rgb(255, 255, 255)", "#fff", "exact"]


@pytest.mark.parametrize("width", [320, 390])
def test_text_twice_as_large_still_fits(shared_site: str, open_page, eye, large_text, width: int) -> None:
    page = open_page(width=width, browser=large_text)
    for path in ("/note/cramp/where/", "/note/cramp/where/?part=calf&side=left", "/learn/anatomy/soleus/"):
        page.goto(shared_site + path)
        assert eye.sideways_px(page) == 0, path
