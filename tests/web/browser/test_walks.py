"""What a person does, in a real browser: the sample, a cramp in four taps, undo, findings, files, relief."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

def test_sample_note_correct_undo_and_findings(site: str, open_page) -> None:
    page = open_page()
    page.goto(site)
    page.get_by_role("button", name="Look around with a sample diary").click()
    expect(page.get_by_text("A made-up diary. Nobody had these cramps.")).to_be_visible()
    page.goto(f"{site}/")

    for tap in (  # four taps from the first page to the saved cramp
        page.locator("main").get_by_role("link", name="Cramp", exact=True),
        page.get_by_role("radio", name="Back of the thigh"),
        page.get_by_role("radio", name="Left"),
        page.get_by_role("button", name="Save"),
    ):
        tap.click()
    expect(page.locator("[data-toast]")).to_contain_text("Cramp noted.")
    expect(page.locator(".events li", has_text="Hamstring cramp, left")).to_have_count(1)

    page.locator(".events li", has_text="Hamstring cramp, left").get_by_role("link").click()
    page.get_by_role("link", name="Correct it").click()
    page.get_by_role("radio", name="Right").click()
    page.get_by_role("button", name="Save the correction").click()
    expect(page.locator(".events li", has_text="Hamstring cramp, right")).to_have_count(1)

    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".events li", has_text="Hamstring cramp, left")).to_have_count(1)

    page.get_by_role("navigation").get_by_role("link", name="Findings").click()
    expect(page.get_by_role("heading", name="What sets off my cramps", level=1)).to_be_visible()
    page.get_by_role("button", name="Leave the sample").click()
    expect(page.get_by_text("I have a cramp now")).to_be_visible()


def test_a_quiet_day_is_one_tap_from_the_notes(site: str, open_page) -> None:
    page = open_page()
    page.goto(f"{site}/note/")
    page.get_by_role("button", name="Nothing today").click()
    expect(page.locator("[data-toast]")).to_contain_text("A quiet day, noted.")


def test_a_toast_goes_by_itself_after_ten_seconds_but_not_while_someone_is_on_it(site: str, open_page, eye) -> None:
    page = open_page()
    eye.stop_clock(page)
    page.goto(f"{site}/note/")
    page.get_by_role("button", name="Nothing today").click()
    expect(page.locator("[data-toast]")).to_contain_text("A quiet day, noted.")
    eye.read(page, "document.querySelector('[data-toast] button').focus()")
    page.clock.run_for(15_000)
    expect(page.locator("[data-toast]")).to_be_visible()
    eye.read(page, "document.activeElement.blur()")
    page.clock.run_for(10_500)
    expect(page.locator("[data-toast]")).to_have_count(0)


def test_a_chosen_answer_can_be_taken_back(shared_site: str, open_page) -> None:
    page = open_page()
    page.goto(f"{shared_site}/note/cramp/")
    left = page.get_by_role("radio", name="Left")
    left.click()
    expect(left).to_be_checked()
    left.click()
    expect(left).not_to_be_checked()


def test_a_cramp_now_is_kept_by_its_first_second_and_a_reload_does_not_double_it(site: str, open_page) -> None:
    page = open_page()
    page.goto(site)
    page.get_by_role("navigation").get_by_role("link", name="Cramp now").click()
    page.wait_for_url(re.compile(r"/cramp/[0-9a-f-]{36}/"))
    page.reload()
    page.get_by_role("button", name="No", exact=True).click()
    page.get_by_role("button", name="Calf").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Straighten the knee. Pull your toes towards you.")
    page.get_by_role("button", name="It has let go").click()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="6", exact=True).click()
    page.get_by_role("button", name="Gentle stretching").click()
    page.get_by_role("link", name="Leave it open").click()
    expect(page.locator(".events li.is-cramp, .events li", has_text="Calf cramp")).to_have_count(1)
    expect(page.locator(".events")).to_contain_text("6 of 10")


def test_the_seconds_run_are_spoken_every_ten_and_the_ring_stands_still_for_who_wants_no_motion(
    shared_site: str, open_page, eye
) -> None:
    page = open_page(reduced_motion="reduce")
    eye.stop_clock(page)
    page.goto(f"{shared_site}/cramp/")
    page.clock.run_for(12_000)
    expect(page.locator("[data-count]")).to_have_text("0:12")
    expect(page.locator("[data-spoken]")).to_have_text("0:10")
    expect(page.locator("[data-arc]")).to_have_attribute("stroke-dasharray", "0 100")


def test_a_cramp_that_stays_locked_for_ten_minutes_leads_to_help_by_itself(shared_site: str, open_page) -> None:
    page = open_page()
    page.goto(f"{shared_site}/cramp/")
    page.wait_for_url(re.compile(r"/cramp/[0-9a-f-]{36}/"))
    page.get_by_role("button", name="No", exact=True).click()
    page.get_by_role("button", name="Calf").click()
    main = page.locator("main")
    expect(main).to_have_attribute("data-rises", "600.0")
    expect(main).to_have_attribute("data-rises-to", re.compile("/help/$"))


def test_relief_works_without_script(shared_site: str, open_page) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{shared_site}/cramp/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Stop. Sit or lie where it is safe. Breathe out slowly.")
    page.get_by_role("button", name="No", exact=True).click()
    page.get_by_role("button", name="Back of the thigh").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Straighten the knee, slowly.")
    page.get_by_role("button", name="Something else is wrong").click()
    page.get_by_role("button", name=re.compile("Breathing or chest")).click()
    expect(page.get_by_role("link", name="Call 112")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_files_are_sent_and_their_verdicts_come_by_themselves(
    site: str, open_page, tmp_path: Path, script: bool
) -> None:
    table = tmp_path / "cramp.csv"
    table.write_text("at,muscle,side\n2026-05-03T23:10,hamstring,left\n2026-05-04T06:20,calf,right\n")
    picture = tmp_path / "holiday.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    page = open_page(java_script_enabled=script)
    page.goto(f"{site}/import/")
    page.set_input_files("#files", [table, picture])
    page.get_by_role("button", name="Bring them in").click()
    page.wait_for_url(re.compile(r"/import/[0-9a-f-]{36}/"))
    expect(page.locator(".verdicts > .imported")).to_have_count(1)
    expect(page.locator(".verdicts > .rejected")).to_contain_text("A picture")
    expect(page.get_by_role("link", name="See the diary")).to_be_visible()
    expect(page.locator("[data-summary]")).to_contain_text("New: 2 cramps.")


@pytest.mark.parametrize(
    "payload",
    [
        "<script>window.uncrampXSS=1</script>",
        '"><img src=x onerror="window.uncrampXSS=1">',
        "<svg onload=window.uncrampXSS=1>",
        "javascript:window.uncrampXSS=1",
    ],
)
def test_no_word_of_the_diary_ever_runs(site: str, open_page, eye, payload: str) -> None:
    page = open_page()
    page.goto(f"{site}/note/supplement/")
    page.get_by_label("What?", exact=True).fill(payload)
    page.get_by_text("More to say").click()
    page.get_by_label("In your own words").fill(payload)
    page.get_by_role("button", name="Save").click()
    page.locator("[data-toast]").wait_for()
    page.locator(".events a").first.click()
    expect(page.locator("main")).to_contain_text(payload)
    for address in ("/", "/diary/", "/diary/changes/"):
        page.goto(site + address)
        assert eye.read(page, "window.uncrampXSS") is None
