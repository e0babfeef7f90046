from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from plumbrule.app.sinks import secret_of
from plumbrule.edge.credentials import secret_file
from plumbrule.errors import Denied, SettingsError
from plumbrule.settings.load import parse_settings
from tests.settings.texts import GOOD, NAME

if TYPE_CHECKING:
    from plumbrule.settings.values import Settings


def with_token(file: str) -> Settings:
    """Settings with a Slack app whose token is in `file`."""
    return parse_settings(f"{GOOD}notify:\n  sinks:\n  - {{name: s, kind: slack, token_file: {file}}}\n", NAME, {})


def test_a_name_is_a_file_of_the_service_and_a_path_is_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "slack-bot-token").write_text("xoxb-1\n")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert secret_of("slack-bot-token") == "xoxb-1"
    assert secret_file("/run/secrets/x") == Path("/run/secrets/x")


def test_a_name_without_a_service_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with pytest.raises(Denied) as refused:
        secret_of("slack-bot-token")
    assert "CREDENTIALS_DIRECTORY is not set: run as a service that loads it" in str(refused.value)
    assert "slack-bot-token" in str(refused.value)


@pytest.mark.parametrize("name", ["slack-bot-token", "/run/secrets/token", "a.b_c"])
def test_settings_take_both(name: str) -> None:
    assert with_token(name).manners.sinks[0].token_file == name


@pytest.mark.parametrize("name", ["../token", "secrets/token", ".hidden", "-x"])
def test_settings_take_nothing_that_leads_elsewhere(name: str) -> None:
    with pytest.raises(SettingsError) as refused:
        with_token(name)
    assert "the name of a systemd credential" in refused.value.mistakes[0]
