"""What must not be shown: decided by the name a value stands under and by the shape of the value itself."""

from __future__ import annotations

import re
from typing import Final

MASK: Final = "(secret)"

_NAME: Final = re.compile(
    r"(?i)(^|[_\-.])(pass(word|wd|phrase)?|pwd|secret|token|api[_-]?key|private[_-]?key|access[_-]?key|credentials?|auth|dsn)([_\-.]|$)|"
    r"(password|passwd|secret|token|apikey)$"
)
_SHAPES: Final = tuple(
    re.compile(shape)
    for shape in (
        r"(AKIA|ASIA)[0-9A-Z]{16}",  # AWS access key id, IAM user guide "unique identifiers", seen 2026-11
        r"xox[abeoprs]-[0-9A-Za-z-]{10,}",  # Slack tokens, api.slack.com "token types", seen 2026-11
        r"gh[pousr]_[0-9A-Za-z]{36}",  # GitHub tokens, docs.github.com "about authentication", seen 2026-11
        r"github_pat_[0-9A-Za-z_]{22,}",
        r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
        r"eyJ[0-9A-Za-z_-]{8,}\.eyJ[0-9A-Za-z_-]{8,}\.",  # a JSON Web Token's two first parts, RFC 7519
        r"(?i)[a-z][a-z0-9+.-]*://[^/\s:@]*:[^/\s:@]+@",  # a password inside a URL
    )
)


def is_secret_name(name: str) -> bool:
    """Whether a value under `name` is to be hidden, such as `DB_PASSWORD` or `SLACK_TOKEN`."""
    return _NAME.search(name) is not None


def is_secret_text(text: str) -> bool:
    """Whether `text` has the shape of a credential."""
    return any(shape.search(text) for shape in _SHAPES)
