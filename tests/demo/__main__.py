"""`python -m tests.demo [--keep] [--report-only] [--seconds N]`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from plumbrule.edge.admin.callers import user_of
from tests.demo.publisher import Publisher
from tests.demo.running import RunningDaemon, StepFailed
from tests.demo.screen import Screen
from tests.demo.specs import FILES, NOTIFY, POLICY, SETTINGS
from tests.demo.story import Story
from tests.world.client import World
from tests.world.slack import APP_TOKEN, BOT_TOKEN, Slack

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(words: Sequence[str]) -> int:
    """Tell the story in a folder that is removed afterwards; 0 when every step happened."""
    options = _options(words)
    screen = Screen()
    screen.title(
        "Plumbrule against an embedded ECS endpoint and Slack, a real Git repository and a git-sync-like publisher."
    )
    with tempfile.TemporaryDirectory(prefix="plumbrule-demo-") as folder, World.start() as world, Slack() as slack:
        root = Path(folder)
        publisher = Publisher(root)
        publisher.commit(FILES, "four services")
        publisher.publish()
        with RunningDaemon(root, _settings(root, world, publisher, slack, report_only=options.report_only)) as daemon:
            try:
                Story(world, publisher, daemon, slack, screen, options.seconds).tell()
            except StepFailed as failure:
                screen.failed(str(failure))
                return 1
            if options.keep:
                _keep(screen, publisher, daemon, world)
    return 0


def _options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.demo", description=__doc__)
    parser.add_argument("--keep", action="store_true", help="leave the daemon running for play, until Ctrl-C")
    parser.add_argument("--report-only", action="store_true", help="register nothing: the demo must then fail")
    parser.add_argument("--seconds", type=float, default=60, help="how long each step may take")
    return parser.parse_args(words)


def _settings(root: Path, world: World, publisher: Publisher, slack: Slack, *, report_only: bool) -> Path:
    auto = "[]" if report_only else "[missing, spec_ahead]"
    path = root / "plumbrule.yaml"
    policy, journal = root / "policy.yaml", root / "journal.sqlite"
    policy.write_text(POLICY.format(user=user_of(os.getuid())))
    bot, app = root / "slack-bot-token", root / "slack-app-token"
    bot.write_text(BOT_TOKEN)
    app.write_text(APP_TOKEN)
    settings = SETTINGS.format(link=publisher.link, url=world.url, journal=journal, auto=auto, policy=policy)
    path.write_text(settings + NOTIFY.format(bot=bot, app=app, slack=slack.api))
    return path


def _keep(screen: Screen, publisher: Publisher, daemon: RunningDaemon, world: World) -> None:
    """Publish whatever is committed, until Ctrl-C."""
    screen.title("\nThe daemon keeps running. Every commit in the repository is published within a second.")
    screen.plain(f"repository  {publisher.repository}")
    screen.plain(f"log         {daemon.log}")
    screen.plain(f"ECS         {world.url} (what was registered: {world.url}/world/log)")
    screen.plain("Ctrl-C ends it and removes everything.")
    try:
        while True:
            if publisher.head() != publisher.published():
                publisher.publish()
            time.sleep(1)
    except KeyboardInterrupt:
        screen.title("\nstopping")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
