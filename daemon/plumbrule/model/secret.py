"""What must not be shown: decided by the name a value stands under and by the shape of the value itself.

Two decisions, both on the careful side:

- A text with the shape of a credential (`is_secret_text`, `shapes.py`), or a command that gives a client its password
  (`clients.py`), is hidden wherever it stands.
- A value under a secret name (`is_secret`) is hidden unless it only points at a secret: an ARN, a path of lower-case
  words, a variable.
  Where the name itself says that it points elsewhere or measures (`SECRET_ARN`, `TOKEN_URL`, `PASSWORD_LENGTH`), any
  path, URL without credentials, or number counts as well; `SECRET_ARN=hunter2` stays hidden.

Every search takes time that grows with the length of the text only: what is looked through is hostile.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NoReturn

from plumbrule.model.clients import names_password, password_at
from plumbrule.model.shapes import has_token_shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.model.tree import Tree

MASK: Final = "(secret)"
LONGEST_NAME: Final = 80
_LONGEST_REFERENCE: Final = 2048

_KEYS: Final = (
    "access|account|admin|aes|api|app|application|auth|cipher|client|crypto|deploy|encryption|hmac|jwt|license|master|"
    "private|root|rsa|secret|session|shared|signature|signing|ssh|storage|stripe|webhook"
)
_NAME: Final = re.compile(
    r"(?:^|_)(?:pass(?:word|wd|phrase|code)?s?|pwd|secrets?|tokens?|credentials?|creds|auth|authorization|bearer|dsn|"
    rf"webhook|connection_string|conn_str|apikey|(?:{_KEYS})_keys?)(?:_|$)|"
    r"(?:password|passwd|passphrase|secret|token|apikey|accesskey|secretkey|privatekey)s?$"
)
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PUNCTUATION: Final = re.compile(r"[^a-z0-9]++")
_BESIDE: Final = re.compile(
    r"(?i)(?:arn|file|path|dir|folder|name|url|uri|endpoint|host|region|version|ttl|timeout|seconds|minutes|hours|days|"
    r"length|size|count|port|enabled|required|expiry|expiration)$"
)
_NO_SECRETS: Final = frozenset(
    {"secrets", "secretOptions", "credentialSpecs", "credentialsParameter", "repositoryCredentials"}
)
"""Members of a task definition that refer to secrets and hold none (RegisterTaskDefinition, seen 2026-11)."""

_ARN: Final = re.compile(r"(?<![A-Za-z0-9])arn:(?:aws|\$)[^\s\"',;]*+")
_VALUE: Final = r"(?=\\?[\"']?([^\s\"'\\,;&|)}\]]{1,400}))"
_ASSIGNED: Final = re.compile(
    r"(?<![\w.-])([\w.-]++)"
    r"(?:\\?[\"']?[ \t]{0,8}=[ \t]{0,8}|\\?[\"'][ \t]{0,8}:[ \t]{0,8}|:[ \t]{1,8}|:(?=\\?[\"']))" + _VALUE
)
_FLAG: Final = re.compile(r"(?<![\w.-])(-[\w.-]++)[ \t]{1,8}(?!-)" + _VALUE)
_WORD: Final = re.compile(r"[\w.-]+")
_BODY: Final = re.compile(r"[A-Za-z0-9+/=_-]{48,}")
_USER: Final = re.compile(r"://[^@\n]{1,300}@")
"""A URL with a user, however broken the line is that it stands in."""

_CLOSE: Final = 3
_HINTS: Final = re.compile(r"(?i)pass|pwd|secret|token|key|auth|cred|dsn|webhook|bearer|conn")
_PLACEHOLDER: Final = re.compile(
    r"(?i:true|false|null|none|yes|no)|<.*|\*+|…|\.\.\.|\(secret|%[a-z(].*|\$\(.*|\$?\{.*|[\[{]+|(?-i:\$[A-Z_][A-Z0-9_]*)"
)
_REFERENCE: Final = re.compile(
    r"arn:(?:aws|\$)\S*|(?:/[a-z0-9_.-]{1,60}){2,}|\$\{(?:var|target)\.\w+\}|\{\{resolve:.*|true|false", re.DOTALL
)
_BESIDE_VALUE: Final = re.compile(r"[0-9]{1,9}[a-z]{0,3}|/?[\w.-]+(?:/[\w.-]+)+/?|(?i:https?|s3|ssm)://[^\s?#@]+")


class Secret:
    """A value that shows itself only where `reveal` is called: in no log, no message, no debugger."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself."""
        return self._text

    def __repr__(self) -> str:
        return MASK

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return format(MASK, spec)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._text == other._text

    def __hash__(self) -> int:
        return hash((Secret, self._text))

    def __bool__(self) -> bool:
        return bool(self._text)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not written anywhere")


def is_secret_name(name: str) -> bool:
    """Whether a value under `name` is to be hidden, such as `DB_PASSWORD`, `clientSecret` or `--slack-token`."""
    return _is_secret_name(name) if len(name) > LONGEST_NAME else _remembered(name)


def is_secret_text(text: str) -> bool:
    """Whether `text` has the shape of a credential, or gives one to a secret name (`password=…`, `--db-token …`)."""
    if has_token_shape(text) or names_password(text):
        return True
    return _HINTS.search(text) is not None and any(_gives_away(*found.groups()) for found in _assignments(text))


def is_secret(name: str, text: str) -> bool:
    """Whether `text`, standing under `name`, is to be hidden."""
    return is_secret_text(text) or is_under(name, text)


def is_under(name: str, text: str) -> bool:
    """Whether `text` is to be hidden because of the name it stands under, whatever its own shape."""
    if text in {"", MASK} or not is_secret_name(name):
        return False
    if len(text) > _LONGEST_REFERENCE:
        return True
    return not (_REFERENCE.fullmatch(text) or (_BESIDE.search(name) and _BESIDE_VALUE.fullmatch(text)))


def brief(text: str) -> str:
    """A name from a file as a sentence may repeat it: cut at 80 characters, hidden when it is a credential."""
    return MASK if is_secret_text(text) or _tells(text) else text[:LONGEST_NAME]


def _tells(text: str) -> bool:
    """Whether a text of several words has a secret name among them: then it is no name but a swallowed line."""
    words = text.split()
    return len(words) > 1 and any(is_secret_name(word) for word in words)


def safe_pointer(pointer: str) -> str:
    """A pointer or path as it may be shown: a member's name may be a credential, by mistake."""
    return MASK if is_secret_text(pointer.replace("~1", "/").replace("~0", "~")) else pointer


def masked_tree(tree: Tree, name: str = "") -> Tree:
    """`tree` with `MASK` for everything in it that must not be shown, judged by names and shapes alone.

    Names are the keys of objects, a `name` or `key` beside a `value`, and the option before an item of a list.
    """
    if isinstance(tree, str):
        return MASK if is_secret(name, tree) else tree
    if isinstance(tree, int | float) and not isinstance(tree, bool):
        return MASK if is_under(name, str(tree)) else tree
    if isinstance(tree, Mapping):
        under = next((found for key in ("name", "key") if isinstance(found := tree.get(key), str)), name)
        return {_key(key): masked_tree(value, under if key == "value" else key) for key, value in tree.items()}
    if isinstance(tree, list | tuple):
        return _masked_items(tree, name)
    return tree


def _masked_items(items: Sequence[Tree], name: str) -> list[Tree]:
    """A list, whose items may be the words of a command: what follows `--db-password`, or a client's own option."""
    words = [item if isinstance(item, str) else "" for item in items]
    given = password_at(words)
    found = (masked_tree(item, _option(before) or name) for item, before in zip(items, ("", *words), strict=False))
    return [MASK if at == given else one for at, one in enumerate(found)]


def may_quote(lines: Sequence[str], number: int) -> bool:
    """Whether line `number` (from 1) of a file may be shown: neither it nor what it belongs to speaks of a secret.

    A file that cannot be parsed has no names and values, only lines: so each line that is close, or that this one is
    indented below, counts as if it named this one's value.
    """
    if not 0 < number <= len(lines) or _BODY.search(lines[number - 1]):
        return False
    close = {at for row in _above(lines, number - 1) for at in range(row - _CLOSE, row + _CLOSE + 1)}
    return not any(speaks_of_secrets(lines[at]) for at in close if 0 <= at < len(lines))


def _is_secret_name(name: str) -> bool:
    if name in _NO_SECRETS:
        return False
    return _NAME.search(_PUNCTUATION.sub("_", _CAMEL.sub("_", name).lower()).strip("_")) is not None


_remembered: Final = lru_cache(maxsize=4096)(_is_secret_name)


def _assignments(text: str) -> Iterator[re.Match[str]]:
    """Every name with its value in `text`; nothing inside an ARN assigns."""
    plain = _ARN.sub("arn:aws", text)
    yield from _ASSIGNED.finditer(plain)
    yield from _FLAG.finditer(plain)


def _gives_away(name: str, value: str) -> bool:
    return is_under(name, value) and _PLACEHOLDER.fullmatch(value) is None


def _key(key: str) -> str:
    return MASK if is_secret_text(key) else key


def _option(before: object) -> str:
    """The name in `--db-password`, whose value is the next item."""
    return before if isinstance(before, str) and before.startswith("-") and "=" not in before else ""


def _above(lines: Sequence[str], row: int) -> Iterator[int]:
    """`row`, and upwards every row that is indented less than all rows before it."""
    least = _indent(lines[row])
    yield row
    for at in range(row - 1, -1, -1):
        if lines[at].strip() and _indent(lines[at]) < least:
            least = _indent(lines[at])
            yield at


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def speaks_of_secrets(line: str) -> bool:
    """Whether a line of free text holds a credential, or names something that would be one."""
    return (
        is_secret_text(line)
        or _USER.search(line) is not None
        or any(map(is_secret_name, _WORD.findall(_ARN.sub("", line))))
    )
