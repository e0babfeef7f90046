"""Hypothesis for every test: derandomized and without a deadline in CI, deep by `make laws`."""

from __future__ import annotations

import gc
import os

from hypothesis import HealthCheck, settings

# Definitions are wide: making one costs more than Hypothesis expects, which says nothing about the law.
_WIDE = (HealthCheck.too_slow, HealthCheck.data_too_large)

# Without a database nothing is written beside the tests; `print_blob` shows how to repeat a failure.
settings.register_profile(
    "ci", max_examples=100, deadline=None, derandomize=True, database=None, print_blob=True, suppress_health_check=_WIDE
)
settings.register_profile(
    "deep", max_examples=1000, deadline=None, database=None, print_blob=True, suppress_health_check=_WIDE
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_collection_finish() -> None:
    """What was collected stays until the end: nobody has to walk through it again and again to find garbage."""
    gc.collect()
    gc.freeze()
