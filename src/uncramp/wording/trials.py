"""The self-trial in words: what is offered and how good its chance is, whose turn it is, and what cannot be done."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from uncramp.knowledge.library import Library, load_library
from uncramp.knowledge.texts import in_language
from uncramp.knowledge.trial_kinds import TrialRemedy
from uncramp.wording.chances import one_in
from uncramp.wording.languages import plural, text

if TYPE_CHECKING:  # they load NumPy, which a page that only links here does without
    from uncramp.trials.design import DesignFault, TrialDesign
    from uncramp.trials.offer import Offer
    from uncramp.trials.power import Power

#: below this power a design is offered only with its doubts (trials.design.LEAST_POWER says the same)
LITTLE_POWER = 0.5


class Refusal(Protocol):
    """What is said here: the id of a fault and its facts, as ``trials.kept.TrialRefusedError`` carries them."""

    fault: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Another way to the same question: the sentence, and what to ask for (None: nothing can be asked for)."""

    sentence: str
    asked: Mapping[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferPage:
    """What stands on the page of a design. ``barred`` is empty where it may start, else ``do`` and ``leave`` are.

    ``protocol`` are name and value. ``blind`` says how a helper could blind it (empty: it cannot be).
    """

    remedy: str
    title: str
    say: str
    chance: tuple[str, ...]
    do: str
    leave: str
    barred: tuple[str, ...]
    careful: tuple[str, ...]
    protocol: tuple[tuple[str, str], ...]
    not_blind: str
    ways: tuple[Way, ...]
    blind: str = ""


_COUNTED = {
    "cramp_night": "nights with a cramp", "cramp_session": "sessions with a cramp", "cramp_count": "cramps",
    "intensity": "how strong the cramps are, 0 to 10",
}
_REFUSALS: Mapping[str, str] = {
    "no_outcome": "What is counted is missing. Choose one of {known}.",
    "unknown_outcome": "\"{given}\" is nothing that can be counted here. Choose one of {known}.",
    "unknown_remedy": "\"{given}\" is nothing that can be tried here. There are {known}.",
    "two_at_once": "One remedy at a time, against none or against one other: with two at once nobody could tell which "
                   "one worked.",
    "no_such_count": "\"{remedy}\" is for another time of the day. Leave out what is counted, and its own is taken.",
    "other_time": "\"{one}\" and \"{other}\" are for different times of the day. Compare two of one kind.",
    "cannot_be_blinded": "\"{remedy}\" cannot be hidden from whoever does it, so a helper cannot blind it. Leave it "
                         "open: the result then says what that means.",
    "no_seal": "A blinded trial needs a helper who keeps the key. `uncramp trial key` makes one for them; start with "
               "the seal they give you.",
    "not_a_seal": "A seal has 64 digits, 0 to 9 and a to f. Copy it from the helper's sheet.",
    "seal_used": "This seal belongs to an earlier trial, and its key may be known. Let your helper make a new one.",
    "not_blinded": "This trial is not blinded, so there is no key to it.",
    "seal_stays": "The key stays sealed until {day}. If you need to know before what you took, stop the trial first.",
    "not_the_key": "This is not the key of this trial. It has 24 letters and digits; compare them one by one. Nothing "
                   "was changed.",
    "unsealed_already": "The key was entered already. Nothing was changed.",
    "no_block_to_guess": "There is no block to guess: it is not over yet, or was never drawn.",
    "guess_too_late": "The key was entered, so a guess would be none any more.",
    "in_the_past": "{day} has passed. A trial starts today or later, so that nobody knows yet what comes.",
    "too_far": "{day} is far off. A trial starts within {most} days.",
    "one_at_a_time": "A trial of \"{remedy}\" is going on. One at a time: with two, nobody could tell which one "
                     "worked. Finish or stop it first.",
    "no_trial": "There is no trial yet. `uncramp trial design` shows what can be tried.",
    "over": "This trial is over. Its protocol and its days stay as they are.",
    "not_over": "This trial goes on until {day}. What it shows is kept closed until then, so that it cannot sway you. "
                "You can stop it at any time and read what can be said.",
    "stopped_today": "The trial was stopped for your safety today. Its result can be read from tomorrow on. If an "
                     "entry was a slip and you correct it today, the trial goes on.",
    "not_begun": "This trial begins on {day}.",
    "day_to_come": "{day} is still to come. It can be noted once it is there.",
    "not_a_day": "{day} is no day of this trial: before it, after it, or in a pause.",
    "not_drawn": "Pair {pair} has not been drawn yet. Look whose turn it is first.",
    "not_a_date": "\"{given}\" is no day of the calendar. Write it like 2026-05-03.",
    "long_pause": "A pause ends within {most} days. Leave its end open, or stop the trial.",
    "not_a_number": "{field}: {given} is no whole number. Write it in digits, like 8.",
    "already_paused": "The trial is paused already. Nothing was changed.",
    "not_paused": "The trial is not paused. Nothing was changed.",
    "sealed": "The draw of pair {pair} was taken back, and a pair is drawn once only. Undo that in the diary's "
              "changes, or stop the trial.",
}
_FAULTS: Mapping[str, str] = {
    "no_days": "A block needs at least one day. Write 1 to 60.",
    "block_too_long": "A block of {given} days is too long. Write 1 to {wanted}.",
    "wash_in_too_long": "{given} days left out leave no day to count. Leave out {wanted} at most.",
    "too_few_pairs": "{given} pairs are too few: chance alone could do the same. It takes {wanted} or more.",
    "too_many_pairs": "{given} pairs are too many. Write {wanted} at most.",
    "same_twice": "A remedy cannot be compared with itself. Choose another, or none.",
    "no_remedy": "What is tried is missing. Choose one.",
    "no_doubt": "What is believed has no doubt in it. A trial needs one.",
    "no_band": "What is no difference worth having must be a ratio above 1.",
}


#: the same of one day or pair
_FAULTS_OF_ONE: Mapping[str, str] = {
    "wash_in_too_long": "One day left out leaves no day to count. Leave out {wanted} at most.",
    "too_few_pairs": "One pair is too few: chance alone could do the same. It takes {wanted} or more.",
}


def say_refusal(error: Refusal, language: str) -> str:
    """Say why something cannot be done with a trial, and what to do."""
    if error.fault in ("forbidden", "red_flag"):
        return " ".join(say_barred(tuple(error.facts.get("because", "").split()), language, error.fault == "red_flag"))
    facts = dict(error.facts)
    if error.fault == "one_at_a_time":
        facts["remedy"] = name_of(facts["remedy"])
    return text(language, _REFUSALS.get(error.fault, "This cannot be done with the trial now."), **facts)


def say_design_faults(faults: Sequence[DesignFault], language: str) -> str:
    """Say everything that is wrong with a design."""
    return " ".join(
        text(language, _FAULTS_OF_ONE.get(each.fault, _FAULTS[each.fault]) if each.given == 1 else _FAULTS[each.fault],
             given=_whole(each.given), wanted=_whole(each.wanted))
        for each in faults)


def say_barred(because: Sequence[str], language: str, red_flag: bool = False) -> tuple[str, ...]:
    """Say why a trial is not for this person now, in the words of the cautions."""
    library = load_library()
    if red_flag:
        return (text(language, "First have looked at what you noted: no trial while somebody should see you."),)
    sheets = [library.cautions[each] for each in because if each in library.cautions]
    said = [in_language(sheet, "cautions", language).reason for sheet in sheets]
    if "not-cleared" in because:
        said.append(text(language, "Something about you is not answered yet: your age, illnesses or medicines. Answer "
                                   "it under About you."))
    return (text(language, "This is not for you now."), *said)


def say_safety(reasons: Sequence[str], language: str) -> str:
    """Say why a trial was stopped for safety, by the ids of what forbade it."""
    if "red_flag" in reasons:
        return text(language, "You noted something that somebody should look at first.")
    return " ".join(say_barred(reasons, language))


def name_of(remedy: str) -> str:
    """Name a remedy; its id where there is no sheet of it."""
    sheet = load_library().trial_remedies.get(remedy)
    return remedy.replace("_", " ") if sheet is None else sheet.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A remedy in the list: ``do`` is empty where it is not for this person now."""

    id: str
    name: str
    do: str


def list_remedies(barred: Collection[str], language: str) -> tuple[Listed, ...]:
    """List what can be tried, by name; of what is barred only the name, never what to do."""
    sheets = (said_sheet(each, language) for each in load_library().trial_remedies)
    listed = (Listed(id=each.id, name=each.name, do="" if each.id in barred else each.do) for each in sheets)
    return tuple(sorted(listed, key=lambda each: (not each.do, each.name)))


def said_sheet(remedy: str, language: str) -> TrialRemedy:
    """Give the sheet of a remedy in a language."""
    return in_language(load_library().trial_remedies[remedy], "trial_remedies", language)


def say_question(design: TrialDesign, language: str) -> str:
    """Say what a trial asks: does it help, or which of the two."""
    sheet = said_sheet(design.remedy, language)
    if design.rival is None:
        return sheet.question
    rival = said_sheet(design.rival, language)
    return text(language, "{remedy} or {rival}: which is better for me?", remedy=sheet.name, rival=rival.name.lower())


def say_counted(outcome: str, language: str) -> str:
    """Say what is counted."""
    return text(language, _COUNTED[outcome])


def say_offer(offer: Offer, language: str, careful: Sequence[str] = ()) -> OfferPage:
    """Say a design before its start: the question, what to do on which days, and how good the chance is."""
    library, design = load_library(), offer.design
    sheet = said_sheet(design.remedy, language)
    rival = None if design.rival is None else said_sheet(design.rival, language)
    red = offer.barred[:1] == ("red_flag",)
    return OfferPage(
        remedy=design.remedy, title=say_question(design, language), say=_plan_of(design, language),
        chance=_chance(offer, language), do="" if offer.barred else sheet.do,
        leave="" if offer.barred else sheet.leave if rival is None else rival.do,
        barred=say_barred(offer.barred, language, red) if offer.barred else (),
        careful=tuple(_caution(library, each, language) for each in careful if each in library.cautions),
        protocol=say_design(design, language), not_blind=say_blinding(design.blinded, language),
        ways=tuple(_way(each.id, each.design, each.power, language) for each in offer.alternatives),
        blind="" if offer.barred or not sheet.blind or (rival is not None and not rival.blind) else sheet.blind,
    )


def offer_as_text(page: OfferPage) -> str:
    """Write a design for a terminal: the plan, its chance, then what is fixed."""
    lines = [page.title, page.say, *page.barred, *page.chance, ""]
    lines += [f"With: {page.do}", f"Without: {page.leave}"] if page.do else []
    lines += [*page.careful, "", *(f"{name}: {value}" for name, value in page.protocol), page.not_blind]
    lines += [f"Blinded, with a helper: {page.blind} See uncramp trial key --help."] if page.blind else []
    lines += ["", *(way.sentence for way in page.ways)] if page.ways else []
    return "\n".join(lines)


def say_design(design: TrialDesign, language: str) -> tuple[tuple[str, str], ...]:
    """Say what is fixed before the first day: name and value, each of one line."""
    return (
        (text(language, "What is tried"), name_of(design.remedy)),
        (text(language, "Compared with"),
         text(language, "going without") if design.rival is None else name_of(design.rival)),
        (text(language, "What is counted"), say_counted(design.outcome, language)),
        (text(language, "Days"), text(
            language, "{pairs} of two blocks, {days} each; in each pair a coin says which comes first",
            pairs=say_pairs(design.pairs, language), days=say_days(design.block_days, language))),
        (text(language, "Left out"), plural(
            language, "the first day of each block", "the first {n} days of each block", design.wash_in_days)
         if design.wash_in_days else text(language, "no day")),
        (text(language, "How it is judged"), text(
            language, "the shuffle test on the pairs, and an estimate that begins with what trials on others showed")),
        (text(language, "No difference worth having"), text(
            language, "less than {ratio} times as much either way", ratio=f"{design.no_difference_ratio:g}")),
        (text(language, "When it ends"), text(
            language, "after the last block; before that for your safety, or when you say so")),
    )


def say_blinding(blinded: bool, language: str) -> str:
    """Say what it means that one knows, or does not know, what one has."""
    if blinded:
        return text(
            language, "Blinded: a helper prepares packs A and B and keeps the key. Nobody who notes knows what is in "
            "which until it ends, so hope is the same on all days. The diary holds only a seal that the key must fit.")
    return text(
        language, "You know what you have on each day, so hope can change what you feel and note. Counting nights or "
        "sessions is harder to sway than strength. Note each cramp the same way on all days.")


def _plan_of(design: TrialDesign, language: str) -> str:
    days = say_days(design.block_days, language)
    order = plural(
        language, "{days} with it and {days} without, once, in an order that a coin decides.",
        "{days} with it and {days} without, {n} times over, in an order that a coin decides.", design.pairs, days=days,
    ) if design.rival is None else plural(
        language, "{days} of one and {days} of the other, once, in an order that a coin decides.",
        "{days} of one and {days} of the other, {n} times over, in an order that a coin decides.", design.pairs,
        days=days)
    return order + " " + plural(
        language, "It takes about a week.", "It takes about {n} weeks.", max(round(design.days / 7), 1))


def _chance(offer: Offer, language: str) -> tuple[str, ...]:
    """Say the power in sentences, the doubts first where there are some."""
    power = offer.power
    halves = "If it halves your cramps, the chance that this trial shows it is {chance}."
    if offer.design.rival is not None:
        halves = "If one halves your cramps against the other, the chance that this trial shows it is {chance}."
    said = [text(language, halves, chance=one_in(power.power, language))]
    if len(power.by_effect) > 1:
        said.append(text(
            language, "If it does as much as trials on others suggest, that chance is {chance}.",
            chance=one_in(power.by_effect[1].power, language)))
    if power.power < LITTLE_POWER:
        said.append(text(
            language, "That is little. Most people with one cramp a week cannot learn this alone in a season."))
    said.append(_months(power, language))
    said.append(_rests_on(offer, language))
    return tuple(each for each in said if each)


def _months(power: Power, language: str) -> str:
    if power.power >= 0.8:
        return ""
    if power.months_needed is None:
        return text(language, "Even two years of such blocks would not give 8 chances in 10.")
    return text(language, "For 8 chances in 10 you would need about {months}.",
                months=_months_word(power.months_needed, language))


def _months_word(months: float, language: str) -> str:
    return plural(language, "{n} month", "{n} months", max(round(months), 1))


def say_days(days: int, language: str) -> str:
    """Count days: ``1 day``, ``14 days``."""
    return plural(language, "{n} day", "{n} days", days)


def say_pairs(pairs: int, language: str) -> str:
    """Count pairs of blocks: ``1 pair``, ``6 pairs``."""
    return plural(language, "{n} pair", "{n} pairs", pairs)


def _rests_on(offer: Offer, language: str) -> str:
    if not offer.days_known or offer.rate is None:
        return text(language, "Your diary tells nothing of it yet, so this is reckoned for a person like most.")
    return plural(
        language, "This is reckoned from one day of your diary; {expected}.",
        "This is reckoned from {n} days of your diary; {expected}.", offer.days_known,
        expected=plural(
            language, "about one day with a cramp is to be expected",
            "about {n} days with a cramp are to be expected", round(offer.power.cramps)))


def _way(id: str, design: TrialDesign | None, power: Power | None, language: str) -> Way:
    if design is None or power is None:
        return Way(asked=None, sentence=text(
            language, "Together with others: many short trials of many people tell what one cannot. "
            "That is not built yet."))
    said = {
        "longer": "Longer: {pairs}, {months}.",
        "longer_blocks": "Longer blocks of {days}: {months}.",
        "intensity": "Count how strong the cramps are instead: {months}.",
    }[id]
    line = text(
        language, said, pairs=say_pairs(design.pairs, language), days=say_days(design.block_days, language),
        months=_months_word(power.months, language))
    return Way(
        sentence=f"{line} {text(language, 'Chance to see a halving: {chance}.', chance=one_in(power.power, language))}",
        asked={"pairs": str(design.pairs), "block_days": str(design.block_days), "outcome": design.outcome.value})


def _caution(library: Library, id: str, language: str) -> str:
    sheet = in_language(library.cautions[id], "cautions", language)
    return sheet.instead or sheet.reason


def _whole(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
