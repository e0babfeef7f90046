"""JUnit's XML, for the test reports of GitLab, Jenkins and others: each file is a test case, failed by what fails us.

Many readers show the first failure of a case only, so its output repeats everything that was found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import click

from plumbrule.cli.report.block import block
from plumbrule.cli.report.excerpt import Excerpts
from plumbrule.cli.report.text import ELSEWHERE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.cli.report.judged import Judged
    from plumbrule.model.finding import Finding

_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, not even escaped (XML 1.0, production 2, seen 2026-11)."""


def render(judged: Judged) -> str:
    """The report; a suite's failures are its failed cases, none or one."""
    excerpts, groups = Excerpts(judged.files), judged.by_file()
    root = ET.Element("testsuites", name="plumbrule validate")
    failed = sum([_suite(root, judged, path, found, excerpts) for path, found in groups.items()])
    root.attrib.update(tests=str(len(groups)), failures=str(failed), errors="0")
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")


def allowed(text: str) -> str:
    """`text` with a replacement character for each that XML forbids."""
    return _FORBIDDEN.sub("\ufffd", text)


def _suite(root: ET.Element, judged: Judged, path: str, found: Sequence[Finding], excerpts: Excerpts) -> bool:
    name, failing = allowed(path), [finding for finding in found if judged.fails(finding)]
    suite = ET.SubElement(root, "testsuite", name=name, tests="1", failures=str(int(bool(failing))), errors="0")
    case = ET.SubElement(suite, "testcase", name=name, classname="plumbrule.validate", file=name)
    blocks = {finding: allowed(click.unstyle(block(finding, excerpts, ELSEWHERE[0]))) for finding in found}
    for finding in failing:
        message = allowed(f"{finding.rule}: {finding.message}")
        ET.SubElement(case, "failure", message=message, type=finding.severity.value).text = blocks[finding]
    if found:
        ET.SubElement(case, "system-out").text = "\n".join(blocks.values())
    return bool(failing)
