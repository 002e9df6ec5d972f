"""Figures in a browser: they move under the policy of our pages, and hold still for who wants it so."""

from __future__ import annotations

from playwright.sync_api import expect

MOVING = (
    "document.querySelector('.fig').getAnimations({subtree: true})"
    ".filter(each => each.playState === 'running').length"
)


def test_an_exercise_moves_until_the_box_holds_it_still(sample_site: str, open_page, eye) -> None:
    page = open_page()
    page.goto(f"{sample_site}/learn/exercise/hamstring_seated/")
    assert eye.read(page, MOVING) > 0
    page.get_by_label("Hold the picture still").check()
    assert eye.read(page, MOVING) == 0


def test_an_exercise_stands_still_with_reduced_motion(sample_site: str, open_page, eye) -> None:
    page = open_page(reduced_motion="reduce")
    page.goto(f"{sample_site}/learn/exercise/hamstring_seated/")
    expect(page.locator(".fig .m")).not_to_have_count(0)
    assert eye.read(page, MOVING) == 0
    expect(page.get_by_label("Hold the picture still")).to_be_hidden()


def test_a_figure_has_a_name_and_a_description(sample_site: str, open_page) -> None:
    page = open_page()
    page.goto(f"{sample_site}/learn/exercise/calf_wall/")
    expect(page.get_by_role("img", name="Calf, leaning on a wall")).to_have_count(1)
