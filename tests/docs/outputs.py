"""What pages show as output, made for real: help texts, `make`, the demo, and every step of the tutorial.

`python -m tests.docs.outputs` writes the blocks anew where the real output has become another.
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Final

from click.testing import CliRunner

from plumbrule.cli import VERBS, main
from tests.docs.pages import ROOT, Page, pages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.docs.pages import Block

TUTORIAL: Final = Page(ROOT / "docs" / "tutorial.md")
SECONDS: Final = 300
"""For the demo or for all steps of the tutorial; both take some ten seconds."""

BELOW: Final = (
    ("audit", "export"),
    ("audit", "verify"),
    ("notify", "test"),
    ("notify", "retry"),
    ("convert", "dockerfile"),
    ("convert", "docker-run"),
)
"""Verbs of verbs."""
OFFLINE: Final = (
    "plumbrule explain startPeriod",
    "plumbrule explain タスクロール --lang ja",
    "plumbrule convert docker-run 'docker run -d --name web -p 80:8080 -e DB_PASSWORD=x7Rk2mQp9 example/web:1.4'",
    "plumbrule docker docs/examples/web.yaml",
    "plumbrule cost docs/examples/web.yaml",
    "plumbrule iam docs/examples/web.yaml",
)
"""Commands that need nothing but the repository, shown with what they print."""
_BORDER: Final = "--- the next step of the tutorial ---"
_MASKS: Final = (
    (re.compile(r"\b[0-9a-f]{12,64}\b"), "<id>"),
    (re.compile(r"\d{4}-\d\d-\d\d[T ][\d:.]+(?:\+00:00|Z)?"), "<time>"),
    (re.compile(r"\b\d+\.\d+ s\b"), "<seconds>"),
    (re.compile(r'"seconds": [\d.e-]+'), '"seconds": <seconds>'),
    (re.compile(r"/tmp/[\w./-]*?(?=/journal|/specs|\b$)"), "<folder>"),  # noqa: S108 - only recognised, never used
)


def masked(text: str) -> str:
    """`text` with everything that differs from run to run made equal."""
    for pattern, name in _MASKS:
        text = pattern.sub(name, text)
    return text


def same(shown: str, real: str, *, ordered: bool = True) -> bool:
    """Whether a page shows what is real; lines that threads race for may change places."""
    one, other = masked(shown).splitlines(), masked(real).splitlines()
    return one == other if ordered else sorted(one) == sorted(other)


@cache
def help_of(*words: str) -> str:
    """What `plumbrule … --help` prints."""
    return CliRunner().invoke(main, [*words, "--help"], prog_name="plumbrule", terminal_width=80).output


@cache
def make() -> str:
    """What `make` alone prints."""
    # Without what an outer make says to an inner one.
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return _output(["make", "--no-print-directory"], clean)


@cache
def demo() -> str:
    """What `make demo` prints, without the lines that make says itself on the first run."""
    return _output([sys.executable, "-m", "tests.demo"], dict(os.environ))


def outputs() -> Mapping[str, Callable[[], str]]:
    """How each output that a page may name is made."""
    verbs = [(verb,) for verb in VERBS] + list(BELOW)
    helps = {f"plumbrule {' '.join(verb)} --help": lambda verb=verb: help_of(*verb) for verb in verbs}
    offline = {line: lambda line=line: said(line) for line in OFFLINE}
    return {"plumbrule --help": help_of, **helps, **offline, "make": make, "make demo": demo}


@cache
def said(line: str) -> str:
    """What a command prints, in English and with everything on standard error."""
    words = [sys.executable, "-m", "plumbrule.cli", *shlex.split(line)[1:]]
    return _output(words, {**os.environ, "LC_ALL": "C.UTF-8"})


@cache
def tutorial() -> tuple[str, ...]:
    """The output of each bash block of the tutorial, all run by one shell from the repository's root."""
    steps = [block.text for block in TUTORIAL.blocks if block.language == "bash"]
    script = "set -eu\n" + f"echo '{_BORDER}'\n".join(steps)
    environment = {**os.environ, "PATH": f"{os.path.dirname(sys.executable)}:{os.environ['PATH']}"}  # noqa: PTH120 - text
    return tuple(_output(["bash", "-c", script], environment).split(f"{_BORDER}\n"))


def _output(words: list[str], environment: Mapping[str, str]) -> str:
    """Everything a command prints; whatever it leaves running is ended, and whatever it leaves lying is removed."""
    with (
        tempfile.TemporaryDirectory(prefix="plumbrule-docs-", ignore_cleanup_errors=True) as folder,
        subprocess.Popen(
            words,
            cwd=ROOT,
            env={**environment, "COLUMNS": "80", "TMPDIR": folder},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as process,
    ):
        try:
            printed, _ = process.communicate(timeout=SECONDS)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    if process.returncode:
        raise AssertionError(f"{words[:3]} ended with {process.returncode}:\n{printed}")
    return printed


def shown_steps() -> tuple[tuple[Block, str], ...]:
    """Each output that the tutorial shows, with what its step really printed."""
    found, steps = [], iter(tutorial())
    real = ""
    for block in TUTORIAL.blocks:
        if block.language == "bash":
            real = next(steps)
        elif block.language == "text":
            found.append((block, real))
    return tuple(found)


def rewrite() -> None:
    """Write every block anew whose output has changed, and say which."""
    for page in pages():
        shown = [(block, outputs()[block.shows]()) for block in page.blocks if block.shows]
        shown += shown_steps() if page == TUTORIAL else []
        text = page.text
        for block, real in sorted(shown, key=lambda pair: -pair[0].start):
            if not same(block.text, real, ordered=block.shows != "make demo"):
                text = text[: block.start] + real + text[block.start + len(block.text) :]
                print(page, block.shows)
        page.path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    rewrite()
