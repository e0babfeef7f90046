"""`python -m tests.bench.rate [--specs 10000] [--sample 30]`.

Both sides in steady state, start-up apart, each in a process of its own, by CPU time: rates for one core.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from tests.bench.rate.specs import JSON, YAML, template, written
from tests.world.client import REPOSITORY

NAMES: Final = {JSON: "JSON", YAML: "YAML", "unchanged": "unchanged file"}


def main() -> int:
    """Measure and print the table."""
    options = _options()
    ours = _run(sys.executable, "-m", "tests.bench.rate.ours", str(options.specs))
    them = {syntax: _cfn_lint(options, syntax) for syntax in (JSON, YAML)} if options.sample else {}
    print(f"{options.specs} specs, {ours[JSON]['lines']} lines of JSON or {ours[YAML]['lines']} of YAML each")
    print(f"{'':<16}{'specs/s':>12}{'cfn-lint':>12}{'times':>10}")
    for name, words in NAMES.items():
        other = them.get(name, them.get(JSON, {})).get("rate")
        print(f"{words:<16}{ours[name]['rate']:>12,.0f}{_number(other, '.2f'):>12}{_times(ours[name]['rate'], other)}")
    print(f"peak memory {ours['rss_mib']:.0f} MiB; errors and warnings found in sound specs: {_serious(ours)}")
    if them:
        print(f"cfn-lint {them[JSON]['version']}, {options.sample} templates of one resource each, scaled")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.rate", description=__doc__)
    parser.add_argument("--specs", type=int, default=10_000)
    parser.add_argument("--sample", type=int, default=30, help="templates that cfn-lint is given; 0: our side alone")
    return parser.parse_args()


def _cfn_lint(options: argparse.Namespace, syntax: str) -> Any:  # noqa: ANN401 - decoded JSON
    with tempfile.TemporaryDirectory(prefix="plumbrule-rate-") as folder:
        for number in range(options.sample):
            (Path(folder) / f"{number:05}.{syntax}").write_text(written(template(number), syntax))
        return _run(sys.executable, "-m", "tests.bench.rate.theirs", folder)


def _run(*words: str) -> Any:  # noqa: ANN401 - decoded JSON
    path = os.pathsep.join([str(REPOSITORY / "daemon"), str(REPOSITORY)])
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run(words, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def _serious(ours: Any) -> int:  # noqa: ANN401 - decoded JSON
    return int(ours[JSON]["serious"] + ours[YAML]["serious"])


def _number(value: float | None, form: str) -> str:
    return "-" if value is None else format(value, form)


def _times(ours: float, other: float | None) -> str:
    return f"{'-':>10}" if other is None else f"{ours / other:>10,.0f}"


if __name__ == "__main__":
    sys.exit(main())
