"""`python -m tests.faults.killer run --config …`: the real daemon, mortal at the border that KILL_AT names."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, cast

import plumbrule.cli.run
from plumbrule.app import real_parts
from plumbrule.cli import main
from tests.faults.borders import Around, Death, Watched

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from plumbrule.app import Parts
    from plumbrule.model.manners import SinkSettings
    from plumbrule.ports import Journal, Revisions, Sink
    from plumbrule.settings.values import Settings, TargetSettings


SAID: Final[Mapping[str, Callable[..., str]]] = {
    "post": lambda *_: "post",
    "update": lambda *_: "edit",
    "reply": lambda *_: "reply",
    "find": lambda *_, **__: "find",
}
"""What a sink is asked."""


def mortal(parts: Parts, death: Death) -> Parts:
    """`parts` with borders around what the journal writes and what AWS is asked."""
    watched = Watched()
    asked: dict[str, Callable[..., str]] = {
        "latest": watched.of_latest,
        "highest": lambda _family: "highest",
        "numbered": lambda _family, _number: "search",
        "register": watched.of_register,
        "tag": lambda _arn, _tags: "tag",
        "untag": lambda _arn, _keys: "untag",
    }

    def journal(settings: Settings, writable: bool) -> Journal:  # noqa: FBT001 - as `Parts` has it
        return cast("Journal", Around(parts.journal(settings, writable), {"record": watched.of_record}, death))

    def revisions(settings: Settings, target: TargetSettings) -> Revisions:
        return cast("Revisions", Around(parts.revisions(settings, target), asked, death))

    def sink(settings: Settings, wanted: SinkSettings) -> Sink:
        return cast("Sink", Around(parts.sink(settings, wanted), SAID, death))

    return replace(parts, journal=journal, revisions=revisions, sink=sink)


if __name__ == "__main__":
    run: Any = plumbrule.cli.run  # which took its own name for real_parts
    run.real_parts = lambda: mortal(real_parts(), Death.of(os.environ))
    main(prog_name="plumbrule")
