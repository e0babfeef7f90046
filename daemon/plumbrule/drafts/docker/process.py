"""What runs: user, directory, entry point, environment, labels, restart, health."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.drafts.amounts import seconds
from plumbrule.drafts.docker.option import Option, into, truth
from plumbrule.drafts.draft import FROM_SHELL

if TYPE_CHECKING:
    from plumbrule.drafts.docker.option import Read
    from plumbrule.drafts.draft import Draft

STOP: Final = (2, 120)
"""Seconds that Fargate waits before it kills (ContainerDefinition, seen 2026-11)."""


def variable(draft: Draft, value: str) -> None:
    """`NAME=value`, or a name alone: its value is taken from the shell, so it is likely a secret."""
    name, sign, said = value.partition("=")
    if sign:
        draft.named("environment", name, {"value": said})
    else:
        draft.named("secrets", name, {"valueFrom": FROM_SHELL})


def entry_point(draft: Draft, value: str) -> None:
    """A single program; an empty one takes the image's away, which ECS cannot."""
    if value:
        draft.container["entryPoint"] = [value]
    else:
        draft.note("--entrypoint: ECS cannot take the image's entry point away; write another one")


def label(draft: Draft, value: str) -> None:
    """`name=value`, or a name alone."""
    name, _, said = value.partition("=")
    draft.inner("dockerLabels")[name] = said


def restart(draft: Draft, value: str) -> None:
    """`no`, `always`, `unless-stopped`, `on-failure` with an optional number."""
    kind, _, tries = value.partition(":")
    if kind == "no":
        return
    draft.container["restartPolicy"] = {"enabled": True, **({"ignoredExitCodes": [0]} if kind == "on-failure" else {})}
    if tries:
        draft.note(f"--restart: ECS restarts without counting, so {tries} tries are not kept")


def health(draft: Draft, value: str) -> None:
    """A line for the container's shell."""
    draft.inner("healthCheck")["command"] = ["CMD-SHELL", value]


def health_time(name: str) -> Read:
    """A duration of the health check."""

    def read(draft: Draft, value: str) -> None:
        draft.health(name, seconds(value))

    return read


def health_retries(draft: Draft, value: str) -> None:
    """A count; 0 asks for Docker's own, which is ECS's, too."""
    if value != "0":
        draft.health("retries", int(value))


def stop_timeout(draft: Draft, value: str) -> None:
    """Seconds; what Fargate does not take becomes the nearest that it does."""
    least, most = STOP
    kept = min(max(int(value), least), most)
    if kept != int(value):
        draft.note(f"--stop-timeout: Fargate takes {least} to {most} seconds, so {value} became {kept}")
    draft.container["stopTimeout"] = kept


_SIGNAL: Final = "ECS sends the image's own STOPSIGNAL: write it into the Dockerfile"
_FILE: Final = "ECS reads such a file from S3 alone: put it there and name it in environmentFiles"

ROWS: Final = (
    Option("env", variable, "e"),
    Option("env-file", why=_FILE),
    Option("user", into("user"), "u"),
    Option("workdir", into("workingDirectory"), "w"),
    Option("entrypoint", entry_point),
    Option("label", label, "l"),
    Option("label-file"),
    Option("annotation"),
    Option("init", into("linuxParameters", "initProcessEnabled", form=truth), switch=True),
    Option("interactive", into("interactive", form=truth), "i", switch=True),
    Option("tty", into("pseudoTerminal", form=truth), "t", switch=True),
    Option("restart", restart),
    Option("health-cmd", health),
    Option("health-interval", health_time("interval")),
    Option("health-timeout", health_time("timeout")),
    Option("health-start-period", health_time("startPeriod")),
    Option("health-start-interval", why="ECS checks at the usual interval while a container starts"),
    Option("health-retries", health_retries),
    Option("no-healthcheck", why="ECS does not look at an image's own check in any case", switch=True),
    Option("stop-timeout", stop_timeout),
    Option("stop-signal", why=_SIGNAL),
)
