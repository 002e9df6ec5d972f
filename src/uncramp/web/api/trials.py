"""Routes of the self-trial; none gives an arm of a block that has not begun."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from uncramp.actions import trial as running
from uncramp.actions.trial_course import current_trial
from uncramp.actions.trial_design import design_trial, key_sheet
from uncramp.actions.trial_key import note_lost_key, note_trial_guess, unseal_trial
from uncramp.trials.blinding import KEY_BYTES, Guess
from uncramp.trials.course import Course
from uncramp.trials.offer import Asked
from uncramp.web.api import shapes
from uncramp.web.desk import desk_of
from uncramp.web.trial_steps import ANSWERS
from uncramp.wording.trial_course import say_course
from uncramp.wording.trial_key import say_key_sheet
from uncramp.wording.trial_report import report_document
from uncramp.wording.trial_results import say_result
from uncramp.wording.trials import say_offer

router = Router()
Found = dict[str, object]


class Design(Schema):
    """A design as far as it is asked for; what is left out is proposed."""

    remedy: str = Field(examples=["bedtime_stretching"])
    rival: str | None = None
    outcome: str | None = Field(None, examples=["cramp_night"])
    pairs: int | None = None
    block_days: int | None = None
    wash_in_days: int | None = None
    blinded: bool = False


class Told(Schema):
    """What is told of a trial: which answer or event, the day it is about (none: today), words (none: no words)."""

    done: Literal["yes", "could-not", "unknown"] = "yes"
    day: date | None = None
    words: str = ""


class Key(Schema):
    """The key of a blinded trial, as its helper kept it."""

    code: str = Field(examples=["4K7M-9QXE-0ABT-77YH-C3WN-PD2S"])


class Guessed(Schema):
    """What somebody believes to have had in a block: pair from 0, block 0 or 1."""

    guess: Guess
    pair: int | None = None
    block: int | None = None


@router.get("/trial", response={200: shapes.Answer, **shapes.MISSING})
def trial(request: HttpRequest) -> Found:
    """Say how the newest trial stands; nothing is drawn."""
    desk = desk_of(request)
    course = current_trial(desk.book, desk.now)
    if course is None:
        raise KeyError("trial")
    return _said(course, desk.language)


@router.get("/trial/design", response={200: shapes.Answer, **shapes.REFUSED})
def design(request: HttpRequest, asked: Query[Design], ways: bool = False) -> Found:
    """Show a design with its power for this person."""
    desk = desk_of(request)
    found = design_trial(desk.diary, desk.now, Asked(**asked.model_dump()), seed=1, ways=ways)
    page = say_offer(found, desk.language)
    return {"say": page.say, "chance": list(page.chance), **found.to_dict()}


@router.post("/trial", response={200: shapes.Answer, **shapes.REFUSED})
def start(request: HttpRequest, asked: Design, starts_on: date | None = None, seal: str | None = None) -> Found:
    """Start a trial: its protocol is fixed now. A blinded one needs the seal of its helper's key."""
    desk = desk_of(request)
    return _said(running.start_trial(
        desk.book, desk.now, Asked(**asked.model_dump()), seed=secrets.randbelow(2**53), starts_on=starts_on,
        seal=seal), desk.language)


@router.post("/trial/today", response={200: shapes.Answer, **shapes.REFUSED})
def today(request: HttpRequest) -> Found:
    """Say whose turn it is today; a pair that begins is drawn now."""
    desk = desk_of(request)
    return _said(running.trial_today(desk.book, desk.now, secrets.token_bytes(16)), desk.language)


@router.post("/trial/done", response={200: shapes.Answer, **shapes.REFUSED})
def done(request: HttpRequest, told: Told) -> Found:
    """Note whether the day's arm was kept to."""
    desk = desk_of(request)
    return _said(running.note_trial_day(desk.book, desk.now, ANSWERS[told.done], day=told.day), desk.language)


@router.post("/trial/pause", response={200: shapes.Answer, **shapes.REFUSED})
def pause(request: HttpRequest, told: Told) -> Found:
    """Pause for illness or travel, from a day on (none: today)."""
    desk = desk_of(request)
    return _said(running.pause_trial(desk.book, desk.now, since=told.day, why=told.words), desk.language)


@router.post("/trial/resume", response={200: shapes.Answer, **shapes.REFUSED})
def resume(request: HttpRequest) -> Found:
    """Go on after a pause."""
    desk = desk_of(request)
    return _said(running.resume_trial(desk.book, desk.now), desk.language)


@router.post("/trial/harm", response={200: shapes.Answer, **shapes.REFUSED})
def harm(request: HttpRequest, told: Told) -> Found:
    """Note an unwanted effect in the person's own words."""
    desk = desk_of(request)
    return _said(running.note_adverse_effect(desk.book, desk.now, told.words), desk.language)


@router.post("/trial/deviation", response={200: shapes.Answer, **shapes.REFUSED})
def deviation(request: HttpRequest, told: Told) -> Found:
    """Note what was done otherwise than the protocol says."""
    desk = desk_of(request)
    return _said(running.note_deviation(desk.book, desk.now, told.words), desk.language)


@router.post("/trial/stop", response={200: shapes.Answer, **shapes.REFUSED})
def stop(request: HttpRequest, told: Told) -> Found:
    """Stop the trial for good."""
    desk = desk_of(request)
    return _said(running.stop_trial(desk.book, desk.now, told.words), desk.language)


@router.post("/trial/key", response={200: shapes.Answer, **shapes.REFUSED})
def key(request: HttpRequest, asked: Design) -> Found:
    """Make the key of a blinded trial, for its helper; it is told once and kept nowhere. Start with its seal."""
    sheet = key_sheet(Asked(**asked.model_dump()), secrets.token_bytes(KEY_BYTES))
    page = say_key_sheet(sheet, desk_of(request).language)
    return {
        "say": page.keep, "pack_a": page.pack_a, "pack_b": page.pack_b, "steps": list(page.steps), **sheet.to_dict()}


@router.post("/trial/unseal", response={200: shapes.Answer, **shapes.REFUSED})
def unseal(request: HttpRequest, entered: Key) -> Found:
    """Enter the key of a blinded trial that is over."""
    desk = desk_of(request)
    return _said(unseal_trial(desk.book, desk.now, entered.code), desk.language)


@router.post("/trial/guess", response={200: shapes.Answer, **shapes.REFUSED})
def guess(request: HttpRequest, told: Guessed) -> Found:
    """Say what somebody believes to have had in a block of a blinded trial that is over (none named: the last one)."""
    desk = desk_of(request)
    return _said(
        note_trial_guess(desk.book, desk.now, told.guess, pair=told.pair, block=told.block), desk.language)


@router.post("/trial/lost-key", response={200: shapes.Answer, **shapes.REFUSED})
def lost_key(request: HttpRequest, told: Told) -> Found:
    """Note that the key of a blinded trial is lost."""
    desk = desk_of(request)
    return _said(note_lost_key(desk.book, desk.now, told.words), desk.language)


@router.get("/trial/result", response={200: shapes.Answer, **shapes.REFUSED})
def result(request: HttpRequest) -> Found:
    """Say what the trial showed, once it is over or stopped."""
    desk = desk_of(request)
    course, found = running.trial_result(desk.book, desk.now)
    return {"say": say_result(course, found, desk.language).say, **found.to_dict()}


@router.get("/trial/report", response={200: shapes.Answer, **shapes.REFUSED})
def report(request: HttpRequest) -> Found:
    """Give the report as one document: protocol, course with every day, result."""
    desk = desk_of(request)
    return report_document(*running.trial_result(desk.book, desk.now), desk.language)


def _said(course: Course, language: str) -> Found:
    page = say_course(course, language)
    return {"say": page.turn, "do": page.do, **course.to_dict()}
