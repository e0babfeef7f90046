"""The public functions: plain values in, plain values out; no network, no files, no settings.

`compare` (`comparing/`) answers whether a task definition in Git means the same as one that ECS has registered.
`validate` lists everything that ECS would refuse, and everything that is unwise; `judge_offline` and `judge_for` do so
for a file.
"""

from __future__ import annotations

import json
import re
from itertools import chain
from typing import TYPE_CHECKING

from plumbrule.core.load.read import read
from plumbrule.core.render.rendering import render, render_offline
from plumbrule.core.validate.judging import Candidate, judge
from plumbrule.core.validate.rule import Context
from plumbrule.edge.aws.shape import api_shape
from plumbrule.edge.clock import SystemClock
from plumbrule.model.digest import blob_id
from plumbrule.model.document import Broken
from plumbrule.model.finding import once
from plumbrule.model.pace import DEFAULT_BOUNDS
from plumbrule.model.regions import partition_of
from plumbrule.model.spec import SourceFile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from plumbrule.comparing import Comparison, compare
    from plumbrule.model.document import Document
    from plumbrule.model.finding import Finding
    from plumbrule.model.pace import Bounds
    from plumbrule.model.spec import Spec
    from plumbrule.model.target_policy import Addressee
    from plumbrule.model.tree import Object

__all__ = ["Comparison", "compare", "judge_for", "judge_offline", "validate"]


def __getattr__(name: str) -> object:
    """What compares is read when it is asked for: who judges a file does not wait for it."""
    if name not in {"Comparison", "compare"}:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from plumbrule import comparing  # noqa: PLC0415 - only for those who compare

    return getattr(comparing, name)


def validate(task_definition: Object, *, context: Mapping[str, str | bool | None] | None = None) -> Sequence[Finding]:
    """Everything there is to say about one task definition, offline.

    Args:
        task_definition: in any form a spec file may have: native, wrapped, pasted Describe output, or a manifest.
        context: what is known of where it goes: `account_id` (twelve digits), `partition`, `region`, and
            `enable_execute_command` (whether ECS Exec is wanted).

    Returns:
        Findings, each with `.rule`, `.severity` ("error", "warning" or "info"), `.pointer` and `.message`.

    Raises:
        ValueError: `task_definition` cannot be written as JSON, or `context` has a key it should not have.
        TypeError: the same, for values that JSON does not know.
    """
    content = _written(task_definition)
    file = SourceFile("task-definition.json", blob_id(content), content)
    return judge_offline(file, DEFAULT_BOUNDS, _context(context or {}))


def _written(task_definition: Object) -> bytes:
    try:
        return json.dumps(task_definition, indent=2, ensure_ascii=False).encode("utf-8", "surrogatepass")
    except RecursionError:
        raise ValueError("the task definition is nested too deeply to be one") from None


def judge_offline(file: SourceFile, bounds: Bounds, context: Context | None = None) -> tuple[Finding, ...]:
    """Every finding about a file, without knowing where it goes: what only a target knows stays open."""
    shape = api_shape()
    document = read(file, bounds, shape)
    if isinstance(document, Broken):
        return document.findings
    variants = render_offline(document, shape)
    candidates = [Candidate(variant.definition, variant.locate, context) for variant in variants]
    found = [*document.findings, *(one for variant in variants for one in variant.findings)]
    return _sorted([*found, *chain(*judge(document, candidates, shape, _today()))])


def judge_for(
    file: SourceFile, bounds: Bounds, addressees: Sequence[Addressee]
) -> tuple[tuple[Spec, ...], tuple[Finding, ...]]:
    """The specs that a file means for the operator's targets, and every finding about it and them."""
    shape = api_shape()
    document = read(file, bounds, shape)
    if isinstance(document, Broken):
        return (), document.findings
    rendered = render(document, addressees, shape)
    named = {one.target.name: one for one in addressees}
    candidates = [_candidate(spec, named[spec.key.target], document) for spec in rendered.specs]
    found = [*document.findings, *rendered.findings, *(one for spec in rendered.specs for one in spec.findings)]
    return rendered.specs, _sorted([*found, *chain(*judge(document, candidates, shape, _today()))])


def _candidate(spec: Spec, addressee: Addressee, document: Document) -> Candidate:
    context = Context.of(addressee.target)
    return Candidate(spec.definition, spec.locate or document.locate, context, addressee.scope, spec.key.target)


def _sorted(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(once(findings), key=lambda found: (found.place, found.rule, found.message)))


def _today() -> date:
    return SystemClock().now().date()


def _context(context: Mapping[str, str | bool | None]) -> Context:
    _refuse_strange(context)
    account, region, partition = (str(context.get(name) or "") for name in ("account_id", "region", "partition"))
    wanted = context.get(_EXEC)
    known = partition or (partition_of(region) if region else None)
    return Context(account or None, known, region or None, None if wanted is None else wanted in {True, "true"})


def _refuse_strange(context: Mapping[str, str | bool | None]) -> None:
    unknown = context.keys() - _CONTEXT.keys()
    if unknown:
        raise ValueError(f"context takes {', '.join(sorted(_CONTEXT))}, not {', '.join(sorted(unknown))}")
    for name, value in context.items():
        is_known = value is None or (name == _EXEC and isinstance(value, bool))
        if not is_known and not _CONTEXT[name].fullmatch(str(value)):
            raise ValueError(f"context has no such {name}: {value!r}")


_EXEC = "enable_execute_command"
_CONTEXT = {
    "account_id": re.compile(r"[0-9]{12}"),
    "partition": re.compile(r"aws[a-z-]{0,20}"),
    "region": re.compile(r"[a-z]{2,8}(?:-[a-z]{2,12}){1,3}-[0-9]{1,2}"),
    _EXEC: re.compile("true|false"),
}
