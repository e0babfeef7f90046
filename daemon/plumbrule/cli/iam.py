"""`plumbrule iam`: the least that the execution role of a spec has to be allowed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from plumbrule.cli.exits import Exit, plain_errors
from plumbrule.cli.granted import checked_text, needs_text
from plumbrule.cli.options import if_target_config_option, if_target_option
from plumbrule.cli.saying import say
from plumbrule.cli.specced import definition_of
from plumbrule.core.grants.checking import checked
from plumbrule.core.grants.documents import both, cloudformation, terraform
from plumbrule.core.grants.needs import needs_of, where_of
from plumbrule.core.grants.statement import Where
from plumbrule.errors import Declined
from plumbrule.model.tree import as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.core.grants.checking import Checked
    from plumbrule.core.grants.statement import Needs
    from plumbrule.model.tree import Object

FORMS: Final = ("text", "json", "cloudformation", "terraform")
EXAMPLES = """\b
Examples:
  plumbrule iam web.json
  plumbrule iam web.yaml --account-id 123456789012 --region eu-west-1 --output cloudformation
  plumbrule iam web.json --check role-policy.json
  plumbrule iam web.yaml --config plumbrule.yaml --target production --output terraform > role.tf.json
"""


@click.command("iam", epilog=EXAMPLES)
@click.argument("spec", type=click.Path(path_type=Path))
@click.option("--account-id", default="*", help="The account of the task, 12 digits.  [default: that of its roles]")
@click.option("--region", default="*", help="The Region of the task.  [default: that of its logs]")
@click.option("--partition", default="", help="The partition of the task.  [default: that of its roles, or its Region]")
@click.option(
    "--kms-key", "keys", multiple=True, metavar="ARN", help="A key of your own that secrets are encrypted with."
)
@click.option(
    "--check",
    "policies",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A policy document of the role, as JSON; may be repeated. Says what is missing and what is too much.",
)
@if_target_config_option
@if_target_option
@click.option("--output", "-o", type=click.Choice(FORMS), default="text", show_default=True, help="The form.")
def command(  # noqa: PLR0917 - one for each option
    spec: Path,
    account_id: str,
    region: str,
    partition: str,
    keys: tuple[str, ...],
    policies: tuple[Path, ...],
    config: Path | None,
    target: str,
    output: str,
) -> None:
    """Print the least-privilege policy that a spec's task execution role needs, its trust policy, and why.

    Exits with 2 where --check finds something missing or too much.
    """
    with plain_errors():
        definition, known = definition_of(spec, Where(partition, region, account_id), config, target)
        where = where_of(definition, known)
        needs = needs_of(definition, where, keys)
        if policies:
            found = checked(needs, [_document(path) for path in policies])
            _say_checked(found, output)
            sys.exit(Exit.SOMETHING if found.missing or found.too_much else Exit.CLEAN)
        _say(needs, where, as_text(definition.get("family")) or spec.stem, output)


def _say(needs: Needs, where: Where, name: str, output: str) -> None:
    match output:
        case "json":
            found: Object = {**both(needs, where), "notes": list(needs.notes)}
        case "cloudformation":
            found = cloudformation(needs, where, name)
        case "terraform":
            found = terraform(needs, where, name)
        case _:
            say(needs_text(needs, where, name), for_machines=False)
            return
    say(json.dumps(found, indent=2, ensure_ascii=False), for_machines=True)


def _say_checked(found: Checked, output: str) -> None:
    if output != "json":
        say(checked_text(found), for_machines=False)
        return
    told = {
        "missing": [{"action": one.action, "resource": one.resource} for one in found.missing],
        "too_much": [{"action": one.action, "resource": one.resource} for one in found.too_much],
        "unsure": list(found.unsure),
    }
    say(json.dumps(told, indent=2, ensure_ascii=False), for_machines=True)


def _document(path: Path) -> Object:
    """A policy as it is written, or as `aws iam get-role-policy` prints it. Raises Declined."""
    try:
        found = as_object(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no JSON"
        raise Declined(f"the policy cannot be read: {reason}", why="wrong", place=str(path)) from None
    whole: Sequence[str] = ("PolicyDocument", "Document")
    found = next((as_object(found[key]) for key in whole if key in found), found)
    if "Statement" not in found:
        raise Declined("this is no policy document: it has no Statement", why="wrong", place=str(path))
    return found
