"""`plumbrule validate`: every mistake in spec files, offline."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plumbrule.api import judge_for, judge_offline
from plumbrule.cli.exits import Exit, plain_errors
from plumbrule.cli.files import spec_files
from plumbrule.cli.options import settings_from
from plumbrule.cli.report import FORMS, least_shown, render
from plumbrule.cli.report.judged import Judged
from plumbrule.cli.saying import say
from plumbrule.core.validate.conflicts import RULE, with_conflicts
from plumbrule.model.finding import Severity
from plumbrule.model.pace import DEFAULT_BOUNDS
from plumbrule.model.target_policy import Addressee

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plumbrule.model.finding import Finding
    from plumbrule.model.pace import Bounds
    from plumbrule.model.spec import SourceFile, Spec
    from plumbrule.settings.values import Settings

EXAMPLES = """\b
Examples:
  plumbrule validate services/
  plumbrule validate web.json worker.yaml --fail-on warning
  plumbrule validate . --config plumbrule.yaml --output json
  plumbrule validate services/ --output junit > report.xml
"""
SEVERITIES = click.Choice([severity.value for severity in Severity])


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
    type=SEVERITIES,
    default=Severity.ERROR.value,
    show_default=True,
    help="Exit with 2 when there is a finding this bad or worse.",
)
@click.option(
    "--show",
    type=SEVERITIES,
    help="List findings this bad or worse, and count the others; what one fails for is always listed.  "
    "[default: info in json and sarif, warning elsewhere]",
)
@click.option(
    "--output",
    "-o",
    type=click.Choice(list(FORMS)),
    default="text",
    show_default=True,
    help="text for people, json for programs, sarif for code scanning, github for annotations in a pull request, "
    "junit for test reports.",
)
def command(
    paths: tuple[Path, ...], config: Path | None, root: Path, fail_on: str, show: str | None, output: str
) -> None:
    """Check spec files offline and list every mistake.

    PATHS are files, or folders in which every .json, .yaml and .yml file is a spec.
    """
    with plain_errors():
        files, findings = judge(paths, root.absolute(), settings_from(config) if config else None)
    limit = Severity(fail_on)
    judged = Judged(files, findings, least_shown(output, Severity(show) if show else None, limit), limit)
    say(render(output, judged), for_machines=output != "text")
    sys.exit(Exit.SOMETHING if judged.failed else Exit.CLEAN)


def judge(
    paths: Iterable[Path], root: Path, settings: Settings | None
) -> tuple[Sequence[SourceFile], Sequence[Finding]]:
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
    return files, [*findings, *_conflicts(specs)]


MANY = 200
"""Files from which on a progress bar helps: fewer are done before one could read it."""


def _judge_one(file: SourceFile, bounds: Bounds, settings: Settings | None) -> tuple[Sequence[Spec], Sequence[Finding]]:
    if settings is None:
        return (), judge_offline(file, bounds)
    addressees = [Addressee(one.target, one.policy.routes, one.policy.scope) for one in settings.targets]
    return judge_for(file, bounds, addressees)


def _conflicts(specs: Sequence[Spec]) -> list[Finding]:
    return [found for spec in with_conflicts(specs) for found in spec.findings if found.rule == RULE]
