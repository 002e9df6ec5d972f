"""Is the sweat rate learnt from weighings what a long Markov chain says of the model as it stands? Ours beside NUTS.

    python benchmarks/plan/sweat.py [--people 12] [--draws 4000]

Needs NumPyro (``pip install numpyro``); without it the benchmark says so and does nothing. The chain gets the model
that is not made linear: the scales err by 0.1 kg in litres, not on the log scale, and each day has its own factor.
Told are how far our middle lies from the chain's, in sds of the chain, and how far our sd is off, for the log of the
rate to expect in a planned session.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import sys

import numpy as np

from uncramp.plan.sweat import (
    DAY_TO_DAY_SD,
    HEAT_MEAN,
    HEAT_SD,
    NORMS_L_H,
    SCALES_SD_KG,
    SPEED_MEAN,
    SPEED_SD,
    USUAL_WBGT_C,
    WeighIn,
    log_normal,
    sweat_rate,
)


def person(rng: np.random.Generator, tests: int) -> list[WeighIn]:
    """Give weighings of one made-up runner."""
    mean, sd = log_normal(*NORMS_L_H["endurance"])
    level, heat, pace = rng.normal(mean, sd), rng.normal(HEAT_MEAN, HEAT_SD), rng.normal(SPEED_MEAN, SPEED_SD)
    found = []
    for _ in range(tests):
        wbgt, speed, hours = rng.uniform(8, 28), rng.uniform(2.4, 4.0), rng.uniform(0.6, 2.0)
        log_rate = level + heat * (wbgt - USUAL_WBGT_C) + pace * math.log(speed / 3.0) + rng.normal(0, DAY_TO_DAY_SD)
        sweat = math.exp(log_rate) * hours + rng.normal(0, SCALES_SD_KG)
        found.append(WeighIn(sweat_l=max(sweat, 0.1), hours=hours, wbgt_c=wbgt, speed_m_s=speed, sport="run"))
    return found


def by_nuts(tests: list[WeighIn], wbgt_c: float, speed_m_s: float, draws: int, seed: int) -> tuple[float, float]:
    """Give mean and sd of the log rate of a planned session by NUTS, on the model as it stands."""
    import jax
    import jax.numpy as jnp
    import numpyro
    import numpyro.distributions as dist
    from numpyro.infer import MCMC, NUTS

    heat = jnp.array([each.wbgt_c - USUAL_WBGT_C for each in tests])
    usual = float(np.exp(np.mean([math.log(each.speed_m_s) for each in tests])))
    faster = jnp.array([math.log(each.speed_m_s / usual) for each in tests])
    hours, litres = jnp.array([each.hours for each in tests]), jnp.array([each.sweat_l for each in tests])
    mean, sd = log_normal(*NORMS_L_H["endurance"])

    def model() -> None:
        a = numpyro.sample("a", dist.Normal(mean, sd))
        b = numpyro.sample("b", dist.Normal(HEAT_MEAN, HEAT_SD))
        c = numpyro.sample("c", dist.Normal(SPEED_MEAN, SPEED_SD))
        day = numpyro.sample("day", dist.Normal(0, 1).expand([len(tests)]).to_event(1))
        rate = jnp.exp(a + b * heat + c * faster + DAY_TO_DAY_SD * day)
        numpyro.sample("litres", dist.Normal(rate * hours, SCALES_SD_KG), obs=litres)

    chain = MCMC(NUTS(model), num_warmup=1000, num_samples=draws, progress_bar=False)
    chain.run(jax.random.PRNGKey(seed))
    told = {name: np.asarray(values) for name, values in chain.get_samples().items()}
    log_rate = told["a"] + told["b"] * (wbgt_c - USUAL_WBGT_C) + told["c"] * math.log(speed_m_s / usual)
    return float(log_rate.mean()), math.hypot(float(log_rate.std()), DAY_TO_DAY_SD)


def main() -> int:
    """Compare person by person; exit 0 also where NumPyro is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=12)
    parser.add_argument("--draws", type=int, default=4000)
    asked = parser.parse_args()
    if importlib.util.find_spec("numpyro") is None:
        print("sweat: NumPyro is not installed, so there is nothing to compare with.")
        return 0
    rng = np.random.default_rng(7)
    off: list[tuple[float, float]] = []
    for number in range(asked.people):
        tests = person(rng, 1 + number % 6)
        ours = sweat_rate(tests, sport="run", wbgt_c=24.0, speed_m_s=3.2)
        mean, sd = by_nuts(tests, 24.0, 3.2, asked.draws, number)
        off.append((abs(ours.log_mean - mean) / sd, abs(ours.log_sd / sd - 1.0)))
        middle, doubt = off[-1]
        print(f"{len(tests)} weighings: {ours.median_l_h:.2f} l/h ours, {math.exp(mean):.2f} NUTS; "
              f"off {middle:.3f} sd, sd off {doubt:.1%}", flush=True)
    worst = np.max(off, axis=0)
    print(f"worst of {len(off)}: middle off {worst[0]:.3f} sd, sd off {worst[1]:.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
