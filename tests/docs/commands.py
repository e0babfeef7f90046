"""Every command that a page shows, and what runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.docs.pages import pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SHELLS: Final = frozenset({"sh", "bash"})

WHOLE_PAGES: Final[Mapping[str, str]] = {
    "docs/tutorial.md": "tests/docs/outputs.py",
    "docs/how-to/run-under-systemd.md": "tests/systemd/installed.py",
    "docs/how-to/check-specs-in-ci.md": "tests/cli/test_validate_ci_page.py",
    "deploy/iam/README.md": "tests/deploy/test_iam.py",
}
"""Pages whose commands another test takes out of them and runs."""

NOT_RUN: Final[Mapping[str, str]] = {
    "make demo": "tests/docs/outputs.py runs what it runs, and compares each line",
    "make test": "it is what runs this",
    "make image": "it makes a system of its own, which takes minutes and downloads",
    "python3 -m venv /opt/plumbrule": "it is there for the next line, which downloads",
    "/opt/plumbrule/bin/python -m pip install": "it downloads packages",
    "/opt/plumbrule/bin/plumbrule run": "tests/systemd/installed.py starts what was installed so",
    "docker ": "it needs a container engine",
    "REPOSITORY=/path/to/your/repository docker compose": "it needs a container engine",
    "plumbrule docker web.yaml | sh": "it needs a container engine",
    "git-sync ": "git-sync is no part of this repository",
    "aws ": "it needs AWS",
    "git commit --gpg-sign": "it needs somebody's key; tests/edge/source/test_signatures.py has keys of its own",
    "git push": "it needs a forge",
}
"""How commands begin that nothing runs, and why."""


def commands(text: str) -> Iterator[str]:
    """The commands of a block: lines that go on are one, and so is what stands between braces."""
    held: list[str] = []
    for line in text.splitlines():
        held.append(line)
        whole = "\n".join(held)
        if not line.endswith("\\") and whole.count("{ ") == sum(one.startswith("}") for one in held):
            yield whole
            held = []
    if held:
        yield "\n".join(held)


def shown() -> Iterator[tuple[str, str]]:
    """Every command with its page, in order."""
    for page in pages():
        for block in page.blocks:
            if block.language in SHELLS:
                yield from ((str(page), one) for one in commands(block.text) if one.strip())


def is_run(command: str) -> bool:
    """Whether it is no command that nothing runs."""
    return not command.startswith(tuple(NOT_RUN))


def to_run() -> tuple[tuple[str, str], ...]:
    """What is left for the test that runs whatever can be run."""
    return tuple((page, one) for page, one in shown() if page not in WHOLE_PAGES and is_run(one))
