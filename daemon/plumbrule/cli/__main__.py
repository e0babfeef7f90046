"""`python -m plumbrule.cli`."""

from __future__ import annotations

from plumbrule.cli import main

main(prog_name="plumbrule")
