"""SARIF 2.1.0, for code scanning (OASIS standard, docs.oasis-open.org/sarif/sarif/v2.1.0, seen 2026-11).

Code scanning asks for more members than the standard, so rules have `fullDescription` and `help`, too ("SARIF support
for code scanning", docs.github.com, seen 2026-11).
It makes `primaryLocationLineHash` by itself and complains of another, so our fingerprint has a name of its own.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from plumbrule.core.validate.registry import catalogue
from plumbrule.model.finding import Severity
from plumbrule.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plumbrule.cli.report.judged import Judged
    from plumbrule.core.validate.rule import Rule
    from plumbrule.model.finding import Finding
    from plumbrule.model.place import Place

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT: Final = "%SRCROOT%"
FINGERPRINT: Final = "plumbrule/v1"
LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

Json = dict[str, Any]


def render(judged: Judged) -> str:
    """The report as one run."""
    found = judged.shown
    rules = {finding.rule: finding for finding in reversed(found)}
    ids = sorted(rules)
    run = {
        "tool": {"driver": _driver([_rule(rules[name]) for name in ids])},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder that paths in findings are relative to."}}},
        "results": [
            _result(finding, ids.index(finding.rule), print_)
            for finding, print_ in zip(found, fingerprints(found), strict=True)
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def fingerprints(findings: Iterable[Finding]) -> Sequence[str]:
    """A digest of rule, file and pointer for each finding: another line changes nothing, and no two are equal."""
    seen: Counter[str] = Counter()
    made = []
    for finding in findings:
        meant = repr((finding.rule, finding.place.file, finding.pointer))
        seen[meant] += 1
        digest = hashlib.sha256(meant.encode()).hexdigest()
        made.append(f"{digest}:{seen[meant]}")
    return made


def _driver(rules: list[Json]) -> Json:
    return {"name": "Plumbrule", "version": __version__, "semanticVersion": __version__, "rules": rules}


def _rule(example: Finding) -> Json:
    """What is known of the rule of `example`; the format's own words, such as `duplicate-key`, speak for themselves."""
    parts = [rule for rule in catalogue() if rule.id == example.rule]
    whys = list(dict.fromkeys(rule.why for rule in parts)) or [f"{example.rule.replace('-', ' ').capitalize()}."]
    page = next((rule.source.page for rule in parts if rule.source.page.startswith("https://")), None)
    return {
        "id": example.rule,
        "shortDescription": {"text": whys[0]},
        "fullDescription": {"text": " ".join(whys)},
        **({"helpUri": page} if page else {}),
        "help": {"text": "\n".join([*whys, *dict.fromkeys(map(_source, parts))])},
        "defaultConfiguration": {"level": LEVELS[parts[0].severity if parts else example.severity]},
    }


def _source(rule: Rule) -> str:
    return f"Source: {rule.source.page}, seen {rule.source.seen}."


def _result(finding: Finding, index: int, fingerprint: str) -> Json:
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": f"{finding.message}\nMend: {finding.hint}" if finding.hint else finding.message},
        "locations": [_location(finding.place)],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }


def _location(place: Place) -> Json:
    region = {"startLine": place.line, "startColumn": max(place.column, 1)}
    return {
        "physicalLocation": {
            "artifactLocation": _artifact(place.file),
            **({"region": region} if place.line else {}),
        },
        **({"logicalLocations": [{"fullyQualifiedName": place.pointer}]} if place.pointer else {}),
    }


def _artifact(path: str) -> Json:
    """A file below the root relative to it; another one by its whole address. A name's bytes need not be UTF-8."""
    quoted = quote(path.encode(errors="surrogateescape"))
    return {"uri": f"file://{quoted}"} if PurePosixPath(path).is_absolute() else {"uri": quoted, "uriBaseId": ROOT}
