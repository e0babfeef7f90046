"""Texts with the shape of a credential, whatever they stand under.

Every search takes time that grows with the length of the text only: what is looked through is hostile.
"""

from __future__ import annotations

import re
from typing import Final

_SHAPES: Final = re.compile(
    r"""
    # IAM user guide "unique identifiers", seen 2026-11
    (?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}
    |
    # api.slack.com "token types", seen 2026-11
    xox[a-z]-[0-9A-Za-z-]{10,}
    |
    xapp-[0-9]-[0-9A-Za-z-]{10,}
    |
    hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/[0-9A-Za-z/_-]{8,}
    |
    # docs.github.com "about authentication", seen 2026-11
    gh[pousr]_[0-9A-Za-z]{36}
    |
    github_pat_[0-9A-Za-z_]{22,}
    |
    # docs.gitlab.com "tokens"
    (?<![A-Za-z0-9])gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat)-[0-9A-Za-z_.-]{20,}
    |
    # a JSON Web Token, RFC 7519
    (?<![0-9A-Za-z_-])eyJ[0-9A-Za-z_-]{8,}+\.eyJ[0-9A-Za-z_-]{8,}+\.
    |
    # RFC 7468
    -----BEGIN[ ][A-Z0-9 ]{0,40}PRIVATE[ ]KEY
    |
    # docs.stripe.com "API keys", seen 2026-11
    (?<![A-Za-z0-9])(?:[sr]k_(?:live|test)_|whsec_)[0-9A-Za-z]{16,}
    |
    # cloud.google.com "API keys", seen 2026-11
    (?<![0-9A-Za-z_-])AIza[0-9A-Za-z_-]{35}
    |
    (?<![A-Za-z0-9])GOCSPX-[0-9A-Za-z_-]{20,}
    |
    # npm, "about access tokens", seen 2026-11
    npm_[0-9A-Za-z]{36}
    |
    # PyPI, help, "API tokens", seen 2026-11
    pypi-AgE[0-9A-Za-z_-]{30,}
    |
    # SendGrid, docs "API keys", seen 2026-11
    (?<![A-Za-z0-9])SG\.[0-9A-Za-z_-]{16,}\.[0-9A-Za-z_-]{16,}
    |
    # RFC 3986 userinfo
    (?i:(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,40}://[^/\s:@"']{0,200}:[^/\s@"']{1,300}@)
    |
    # RFC 6750, 7617
    (?i:(?<![a-z])(?:bearer|basic)[ \t]{1,4}(?=[a-z._~+/-]{0,40}[0-9])[0-9a-z._~+/-]{16,})
    |
    (?i:(?<![a-z])(?:curl|wget)(?=[ \t])[^\n]{0,120}?[ \t](?:-u|--user)[ \t=]+[^\s:]{1,100}:[^\s]{1,100})
    """,
    re.VERBOSE,
)
_FORTY: Final = re.compile(r"(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])")
_RUN: Final = re.compile(r"[a-z]+|[A-Z]+|[0-9]+|[/+]+")
_RUNS_OF_CHANCE: Final = 14


def has_token_shape(text: str) -> bool:
    """Whether a credential stands in `text`: a known form of token, a key, a URL or a header with one."""
    return _SHAPES.search(text) is not None or any(_is_chance(found.group()) for found in _FORTY.finditer(text))


def _is_chance(word: str) -> bool:
    """Whether 40 characters change their kind as often as an AWS secret key's do; words in a path do so far less."""
    runs = _RUN.findall(word)
    kinds = {run[0].isdigit() * 2 + run[0].isupper() for run in runs if run[0].isalnum()}
    return len(kinds) == len(("lower", "upper", "digits")) and len(runs) > _RUNS_OF_CHANCE
