"""Options that several verbs share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from plumbrule.settings.values import Settings

DEFAULT_FILE: Final = "/etc/plumbrule/plumbrule.yaml"

config_option = click.option(
    "--config",
    "-c",
    type=click.Path(path_type=Path),
    envvar="PLUMBRULE_CONFIG",
    default=Path(DEFAULT_FILE),
    show_default=True,
    show_envvar=True,
    help="The settings file.",
)
output_option = click.option(
    "--output",
    "-o",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="text for people, json for machines.",
)

if_target_config_option = click.option(
    "--config",
    "-c",
    type=click.Path(path_type=Path),
    help=f"With --target: the settings file.  [default: {DEFAULT_FILE}]",
)
if_target_option = click.option(
    "--target", default="", help="A target of the settings: its account, Region and variables count."
)


def settings_from(config: Path) -> Settings:
    """The settings in `config` under this process's environment. Raises SettingsError."""
    from plumbrule.settings.load import load_settings  # noqa: PLC0415 - verbs without settings answer twice as fast

    return load_settings(config, os.environ)
