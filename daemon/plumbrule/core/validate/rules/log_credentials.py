"""Credentials for log drivers: whether they are there, and whether they are secret."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.example import Example
from plumbrule.core.validate.item import Item, is_open
from plumbrule.core.validate.log_options import FIRELENS, LOGS, OPTION, SPLUNK, driver_of
from plumbrule.core.validate.pages import PARAMETERS, guide
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.variants import ROUTED
from plumbrule.model.finding import Severity
from plumbrule.model.pointer import tokens
from plumbrule.model.secret import brief, is_secret_text
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.model.tree import Object

_MISSING: Final = {
    "splunk-url": "`splunk` does not say where to send logs: the option `splunk-url` is missing",
    "splunk-token": "`splunk` has no token: `splunk-token` is missing",
}
_SECRET: Final = re.compile(
    r"(?:dd[_-]?)?api[_-]?key|license[_-]?key|shared[_-]?key|splunk[_-]?token|.*passw(?:or)?d", re.IGNORECASE
)
_VARIABLE: Final = re.compile(r"\$\{\w+\}")

_APP: Final = "/containerDefinitions/0/logConfiguration"
_ARN: Final = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:splunk-AbCdEf"
_SECRET_OPTIONS: Final = ({"name": "splunk-token", "valueFrom": _ARN},)
_URL: Final = {"splunk-url": "https://splunk.example.com:8088"}


def _splunk(*, options: Object, **members: tuple[Object, ...]) -> Example:
    return Example({_APP: {"logDriver": "splunk", "options": options, **members}}, at=f"{_APP}/options")


def _routed(key: str, text: str = "0123456789") -> Example:
    logs: Object = {"logDriver": "awsfirelens", "options": {"Name": "http", key: text}}
    return Example({**ROUTED, _APP: logs}, at=f"{_APP}/options/{key}")


def incomplete(_: Subject, value: Value) -> Iterator[Remark]:
    """Splunk without its address or its token, be they given as options or as secrets."""
    logs = Item(value.pointer, as_object(value.tree))
    secrets = tuple(logs.items("secretOptions"))
    unsure = not is_open(logs.tree.get("secretOptions", ())) or any(one.hides("name") for one in secrets)
    if driver_of(value) == SPLUNK and not unsure and not logs.hides("options"):
        given = {*logs.object("options").tree, *(one.text("name") for one in secrets)}
        yield from (Remark(logs.at("options"), message) for name, message in _MISSING.items() if name not in given)


def in_plain_text(_: Subject, value: Value) -> Iterator[Remark]:
    """A credential among the options, by its name or by its shape."""
    if driver_of(value) not in {SPLUNK, FIRELENS} or not isinstance(value.tree, str) or not value.tree:
        return
    key = tokens(value.pointer)[-1]
    if (_SECRET.fullmatch(key) or is_secret_text(value.tree)) and not _VARIABLE.fullmatch(value.tree):
        yield Remark(value.pointer, f"the option `{brief(key)}` holds a credential in plain text")


RULES: Final = (
    Rule(
        id="R151",
        severity=Severity.ERROR,
        at=(LOGS,),
        why="Splunk takes no logs without an address and a token, and ECS does not register the driver without them.",
        source=PARAMETERS,
        check=incomplete,
        hint="give `splunk-url` in `options`, and `splunk-token` in `secretOptions`",
        ecs="Log driver splunk requires options: splunk-url, splunk-token",
        bad=(_splunk(options=_URL), _splunk(options={}, secretOptions=_SECRET_OPTIONS), _splunk(options={})),
        good=(_splunk(options=_URL, secretOptions=_SECRET_OPTIONS),),
    ),
    Rule(
        id="R152",
        severity=Severity.WARNING,
        at=(OPTION,),
        why="Whoever may call DescribeTaskDefinition reads it.",
        source=guide("specifying-sensitive-data"),
        check=in_plain_text,
        hint="move it to `secretOptions`, with the ARN of a secret as its `valueFrom`",
        bad=(
            Example(
                {_APP: {"logDriver": "splunk", "options": {**_URL, "splunk-token": "1f2e3d4c"}}},
                at=f"{_APP}/options/splunk-token",
            ),
            *map(_routed, ("apikey", "api_key", "dd-api-key", "licenseKey", "Shared_Key", "Splunk_Token")),
            *map(_routed, ("HTTP_Passwd", "password", "tls.key_passwd")),
            _routed("URI", "https://logs:0123456789@logs.example.com/"),
        ),
        good=(
            _splunk(options=_URL, secretOptions=_SECRET_OPTIONS),
            _routed("AWS_Auth", "On"),
            _routed("HTTP_Passwd", "${LOG_PASSWORD}"),
            _routed("password", ""),
        ),
    ),
)
