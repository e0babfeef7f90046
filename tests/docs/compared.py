"""The table of docs/reference/compared-with-others.md: Plumbrule's column is computed, the others' are what was read.

`python -m tests.docs.compared` writes the table anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plumbrule import compare
from tests.docs.pages import ROOT
from tests.laws.test_conformance import CORRECT, DRIFT, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE: Final = ROOT / "docs" / "reference" / "compared-with-others.md"
OTHERS: Final = ("ecspresso", "PipeCD v0", "ACK", "Terraform", "longshore")
RIGHT, FALSE, MISSED, NONE = "right", "false drift", "**missed**", "-"
_LETTERS: Final = {"r": RIGHT, "f": FALSE, "m": MISSED, "-": NONE}
_ALL: Final = {row.sentence: row for row in (*CORRECT, *DRIFT)}


@dataclass(frozen=True)
class Kind:
    """A kind of difference.

    Attributes:
        name: what the table calls it.
        sentences: the examples of tests/laws/test_conformance.py that stand for it.
        others: a letter for each of `OTHERS`.
    """

    name: str
    sentences: tuple[str, ...]
    others: str

    @property
    def cells(self) -> tuple[str, ...]:
        """One line of the table."""
        return (self.name, ours(self), *(_LETTERS[letter] for letter in self.others))


def ours(kind: Kind) -> str:
    """What Plumbrule says of every example of `kind`."""
    found = {_verdict(_ALL[sentence]) for sentence in kind.sentences}
    return RIGHT if found == {RIGHT} else f"{FALSE} or {MISSED}"


def _verdict(row: Row) -> str:
    changes = compare(row.desired, row.observed).changes
    if not row.paths:
        return FALSE if changes else RIGHT
    return RIGHT if tuple(change.path for change in changes) == row.paths else MISSED


def _order(*names: str) -> tuple[str, ...]:
    return tuple(f"{name} comes back in another order" for name in names)


KINDS: Final = (
    Kind("container `cpu` left out, 0 comes back", ("a container's cpu is omitted and comes back as 0",), "rrfrr"),
    Kind("lists left out, `[]` comes back", ("omitted lists come back empty",), "rrrrr"),
    Kind("`essential` left out, true comes back", ("essential is omitted and comes back as true",), "frfrf"),
    Kind("`protocol` left out, tcp comes back", ("a port's protocol is omitted and comes back as tcp",), "frfrf"),
    Kind(
        "`hostPort` left out, the container's port comes back",
        ("a host port is omitted and comes back as the container port",),
        "rrfrr",
    ),
    Kind(
        "`hostPort` 0, the container's port comes back",
        ("a host port is 0 and comes back as the container port",),
        "frfrf",
    ),
    Kind(
        "health check times left out, 30, 5 and 3 come back",
        ("a health check's times are omitted and come back written out",),
        "frfrf",
    ),
    Kind("order of `environment`", ("environment comes back in another order",), "rrfrf"),
    Kind("order of `secrets`", ("secrets come back in another order",), "rffrf"),
    Kind("order of containers", ("containers come back in another order",), "rffrf"),
    Kind(
        "order of ports, mount points, `volumesFrom`",
        (
            "ports come back in another order",
            "mount points come back in another order, with readOnly false written out",
            "volumesFrom comes back in another order",
        ),
        "rffff",
    ),
    Kind(
        "order of `dependsOn`, `ulimits`, `systemControls`, `extraHosts`",
        _order("dependsOn", "ulimits", "systemControls", "extraHosts"),
        "fffff",
    ),
    Kind("order of volumes", ("volumes come back in another order, one with an empty host",), "rffrf"),
    Kind(
        "order of `requiresCompatibilities`",
        ("compatibilities that are required come back in another order",),
        "rfrrf",
    ),
    Kind(
        "task `cpu` in vCPU, units come back",
        ("a task's cpu in vCPU comes back in units", "half a vCPU comes back in units"),
        "rffff",
    ),
    Kind("task `memory` in GB, MiB come back", ("a task's memory in GB comes back in MiB",), "rffff"),
    Kind("task `memory` in gb, MiB come back", ("a task's memory in gb comes back in MiB",), "fffff"),
    Kind("task sizes as numbers, text comes back", ("a task's cpu and memory as numbers come back as text",), "-r--f"),
    Kind("a role's name, its ARN comes back", ("a role's name comes back as its ARN",), "fff--"),
    Kind(
        "EFS `rootDirectory` left out, / comes back", ("an EFS root directory is omitted and comes back as /",), "frfrf"
    ),
    Kind(
        "`capabilities` with `drop` only, an empty `add` comes back",
        ("dropped capabilities come back with an empty list of added ones",),
        "rrrfr",
    ),
    Kind(
        "real: a text was taken out of Git",
        ("a text was removed from Git",),
        "rmrrr",
    ),
    Kind(
        "real: a label or a log option was added by hand",
        ("a label was added by hand", "a log option was added by hand"),
        "rmrrr",
    ),
    Kind("`enableFaultInjection` set on both sides", ("enableFaultInjection is set on both sides",), "ff-rr"),
)


def table() -> Iterator[str]:
    """The lines of the table."""
    titles = ("what differs", "Plumbrule", *OTHERS)
    yield f"| {' | '.join(titles)} |"
    yield f"|{'---|' * len(titles)}"
    yield from (f"| {' | '.join(kind.cells)} |" for kind in KINDS)


def shown(text: str) -> list[str]:
    """The table as the page has it."""
    return [line for line in text.splitlines() if line.startswith("|")]


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.split("\n".join(shown(page)))
    PAGE.write_text(before + "\n".join(table()) + after, encoding="utf-8")
