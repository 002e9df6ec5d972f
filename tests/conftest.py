"""What all tests share: how many random cases, and that nothing is skipped in silence on the build machine."""

import os
import signal
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("dev", max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("soak", max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

# A build started in the background (`.ci/run &`) ignores Ctrl+C, and so would every process its tests start and stop.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

#: on the build machine a test of these marks that is skipped has failed: its browser or database must be there
MUST_RUN_IN_CI = ("browser", "database")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped browser or database test into a failure where CI=true."""
    report = yield
    must_run = any(item.get_closest_marker(mark) for mark in MUST_RUN_IN_CI)
    if report.skipped and must_run and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped; on the build machine (CI=true) it must run: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of sample files named by UNCRAMP_SAMPLES; skips, visibly, where it is not set."""
    named = os.environ.get("UNCRAMP_SAMPLES")
    if not named:
        pytest.skip("UNCRAMP_SAMPLES does not name the folder of sample files")
    return Path(named)
