"""A settings file that is right, to be made wrong in one place."""

from __future__ import annotations

from typing import Final

from plumbrule.errors import SettingsError
from plumbrule.settings.load import parse_settings

NAME: Final = "plumbrule.yaml"
GOOD: Final = """\
version: 1
instance: payments-prod
source:
  kind: git
  path: /srv/specs
targets:
  - name: prod
    account_id: "123456789012"
    region: eu-west-1
    paths:
      - path: "prod/**"
"""
SECOND: Final = """\
  - name: test
    account_id: "210987654321"
    region: eu-west-1
    paths:
      - path: "test/**"
"""


def mistakes(text: str, environ: dict[str, str] | None = None) -> tuple[str, ...]:
    """What is told about `text`; nothing when it is right."""
    try:
        parse_settings(text, NAME, environ or {})
    except SettingsError as error:
        return error.mistakes
    return ()


def edited(old: str, new: str, text: str = GOOD) -> str:
    """`text` with one place changed; the place must be there once."""
    assert text.count(old) == 1, old
    return text.replace(old, new)
