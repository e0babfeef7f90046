"""`plumbrule validate`: every mistake in spec files, offline."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plumbrule.api import judge_for, judge_offline
from plumbrule.cli.exits import Exit, plain_errors
from plumbrule.cli.files import spec_files
from plumbrule.cli.findings import as_json, as_text
from plumbrule.cli.options import output_option, settings_from
from plumbrule.core.validate.conflicts import RULE, with_conflicts
from plumbrule.model.finding import Severity, at_or_above
from plumbrule.model.policy import DEFAULT_BOUNDS, Addressee

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plumbrule.model.finding import Finding
    from plumbrule.model.policy import Bounds
    from plumbrule.model.spec import SourceFile, Spec
    from plumbrule.settings.values import Settings

EXAMPLES = """\b
Examples:
  plumbrule validate services/
  plumbrule validate web.json worker.yaml --fail-on warning
  plumbrule validate . --config plumbrule.yaml --output json
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of all files together."""

    files: Sequence[SourceFile]
    findings: Sequence[Finding]


@click.command("validate", epilog=EXAMPLES)
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--config",
    "-c",
    type=click.Path(path_type=Path),
    help="A settings file: judge files for the targets they go to; without it what only a target knows stays open.",
)
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The folder that paths in findings and in the settings' path maps are relative to.  [default: this folder]",
)
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.ERROR.value,
    show_default=True,
    help="Exit with 2 when there is a finding this bad or worse.",
)
@output_option
def command(paths: tuple[Path, ...], config: Path | None, root: Path, fail_on: str, output: str) -> None:
    """Check spec files offline and list every mistake.

    PATHS are files, or folders in which every .json, .yaml and .yml file is a spec.
    """
    with plain_errors():
        judged = judge(paths, root.absolute(), settings_from(config) if config else None)
    click.echo(as_json(judged.findings) if output == "json" else as_text(judged.files, judged.findings))
    limit = Severity(fail_on)
    failed = any(at_or_above(finding.severity, limit) for finding in judged.findings)
    sys.exit(Exit.SOMETHING if failed else Exit.CLEAN)


def judge(paths: Iterable[Path], root: Path, settings: Settings | None) -> Judged:
    """Judge every file, with a progress bar on a terminal. Raises SourceError."""
    bounds = settings.bounds if settings else DEFAULT_BOUNDS
    files = list(spec_files(paths, root, bounds))
    findings: list[Finding] = []
    specs: list[Spec] = []
    hidden = len(files) < MANY or not sys.stderr.isatty()
    with click.progressbar(files, label="validating", file=sys.stderr, hidden=hidden) as walked:
        for file in walked:
            found, said = _judge_one(file, bounds, settings)
            specs += found
            findings += said
    return Judged(files, [*findings, *_conflicts(specs)])


MANY = 200
"""Files from which on a progress bar helps: fewer are done before one could read it."""


def _judge_one(file: SourceFile, bounds: Bounds, settings: Settings | None) -> tuple[Sequence[Spec], Sequence[Finding]]:
    if settings is None:
        return (), judge_offline(file, bounds)
    return judge_for(file, bounds, [Addressee(one.target, one.policy.routes) for one in settings.targets])


def _conflicts(specs: Sequence[Spec]) -> list[Finding]:
    return [found for spec in with_conflicts(specs) for found in spec.findings if found.rule == RULE]
