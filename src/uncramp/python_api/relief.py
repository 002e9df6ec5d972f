"""What to do about a cramp, as a value for a notebook or a script."""

from __future__ import annotations

from collections.abc import Mapping

from uncramp.actions.relief import relieve
from uncramp.body import Muscle
from uncramp.diary.profile import Profile
from uncramp.relief.guide import ReliefGuide


def relief_guide(
    answers: Mapping[str, bool | None] | None = None, *, muscle: Muscle | str = Muscle.HAMSTRING,
    elapsed_s: float | None = None, profile: Profile | None = None,
) -> ReliefGuide:
    """Give the steps for a cramp in progress after the safety answers (by sign: True, False, None for not sure).

    With nothing answered it gives the step that is safe for everybody, and in ``ask`` the question that comes first.
    With a ``profile`` what a caution forbids this person is left out, and ``left_out`` says why.
    """
    return relieve(answers or {}, muscle, elapsed_s, profile=profile)
