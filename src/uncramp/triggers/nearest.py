"""What comes near to a finding where nothing is one: a thing to keep an eye on, told as unsure."""

from __future__ import annotations

from uncramp.triggers.finding import Finding, TriggerReport, Verdict

#: a chance from which something is told as near, and never below an even chance of being among the few causes; of 136
#: such hints in made-up diaries with causes 102 were right, and 14 of 750 diaries without any had one (decision 0499)
NEAR, LEAST_INCLUSION = 0.9, 0.5


def nearest(report: TriggerReport) -> Finding | None:
    """Give the finding that comes nearest to a claim; None where none is near.

    None too where something is claimed, or told as a pair: beside a claim it is mostly a companion of the cause, and
    was right in two of five only.
    """
    if report.pairs or any(each.verdict in (Verdict.HARMFUL, Verdict.PROTECTIVE) for each in report.findings):
        return None
    near = [each for each in report.findings
            if each.verdict is Verdict.NOTHING and each.chance >= NEAR and each.inclusion > LEAST_INCLUSION]
    return max(near, key=lambda each: each.chance, default=None)
