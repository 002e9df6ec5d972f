"""The rules of triage applied to reported features: the highest level wins, the reasons most urgent first.

Each red flag says in its sheet in which ways it presents; this module only asks. No rule can hold back on an alarming
feature (``uncramp check knowledge`` refuses it), so one more red flag never lowers the level. Where a person is asked
and does not know, a flag that would be raised by the worst answer is raised one level lower.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from uncramp.knowledge.condition import Holds, atoms, compiled, expand, parse
from uncramp.knowledge.kinds import RedFlag
from uncramp.knowledge.library import Library
from uncramp.triage.features import Reported
from uncramp.triage.triage import Level, Triage

#: a flag that only the worst answer to something not known would raise, is raised to this level
_ONE_LOWER = {Level.EMERGENCY: Level.SAME_DAY, Level.SAME_DAY: Level.SEE_CLINICIAN}

#: what a plain cramp stands on when nothing at all was told
PLAIN_CRAMP = "sc-plain"


@dataclass(frozen=True, slots=True)
class Rule:
    """One red flag with its conditions, ready to be asked."""

    flag: RedFlag
    ways: tuple[Holds, ...]
    #: the features its conditions ask for
    asks: frozenset[str]

    @property
    def level(self) -> Level:
        """How soon someone must look when it fires."""
        return Level(self.flag.level.value)

    def fires(self, reported: Reported, *, at_worst: bool = False) -> bool:
        """Tell whether one of its ways to present holds; ``at_worst`` takes what is not known as what raises."""
        worst = reported.not_sure if at_worst else frozenset[str]()
        return any(way(reported.values, worst) for way in self.ways)


@lru_cache(maxsize=4)
def rules_of(library: Library) -> tuple[Rule, ...]:
    """Compile the rules of all red flags, most urgent first; kept for the life of the library."""
    terms = {term.id: term.when for term in library.terms.values()}
    rules = []
    for flag in library.red_flags.values():
        ways = [expand(parse(when), terms) for when in flag.when]
        asks = frozenset(atom.feature for way in ways for atom, _ in atoms(way))
        rules.append(Rule(flag, tuple(compiled(way, library.features) for way in ways), asks))
    return tuple(sorted(rules, key=lambda rule: (-rule.level.rank, rule.flag.place, rule.flag.id)))


def judge(reported: Reported, library: Library, *, rules: Iterable[Rule] | None = None) -> Triage:
    """Give the level, the red flags behind it, what to do and what to leave for what a person reports.

    ``because`` holds ids of red flags, also of the self-care notes that are said. ``rules`` None takes all.
    """
    asked = tuple(rules) if rules is not None else rules_of(library)
    fired = [(rule.flag, rule.level) for rule in asked if rule.fires(reported)]
    if reported.not_sure:
        sure = {flag.id for flag, _ in fired}
        fired += [
            (rule.flag, _ONE_LOWER[rule.level])
            for rule in asked
            # a rule that asks for nothing unsure gives the same answer as before
            if not rule.asks.isdisjoint(reported.not_sure) and rule.flag.id not in sure
            and rule.level in _ONE_LOWER and rule.fires(reported, at_worst=True)
        ]
    level = max((each for _, each in fired), key=lambda each: each.rank, default=Level.SELF_CARE)
    raised = sorted((pair for pair in fired if pair[1] is not Level.SELF_CARE),
                    key=lambda pair: (-pair[1].rank, pair[0].place))
    notes = [flag for flag, each in fired if each is Level.SELF_CARE and (not raised or flag.at_every_level)]
    if not raised and not notes:
        notes = [library.red_flags[PLAIN_CRAMP]]
    asked_for = frozenset(reported.values) | reported.not_sure
    return _triage(level, raised, notes, asked_for)


def _triage(
    level: Level, raised: list[tuple[RedFlag, Level]], notes: list[RedFlag], asked: frozenset[str]
) -> Triage:
    flags = [flag for flag, _ in raised]
    # What to do is that of the most urgent reasons alone; what to leave is that of all.
    urgent = [flag for flag, its_level in raised if its_level is level] or notes
    avoid = dict.fromkeys(action for flag in (*flags, *notes) for action in flag.avoid)
    advised = dict.fromkeys(action for flag in urgent for action in flag.actions)
    return Triage(
        level=level,
        because=tuple(flag.id for flag in (*flags, *notes)),
        # What one rule forbids no other rule may advise.
        actions=tuple(action for action in advised if action not in avoid),
        avoid=tuple(avoid),
        asked=asked,
    )
