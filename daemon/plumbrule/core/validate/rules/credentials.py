"""Credentials in plain text, and variables that hide the task's role."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.example import Example
from plumbrule.core.validate.item import items_of
from plumbrule.core.validate.pages import page
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.model.finding import Severity
from plumbrule.model.secret import brief, is_secret_text, is_under
from plumbrule.model.tree import as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value

_CONTAINER: Final = "containerDefinitions[]"
_APP: Final = "/containerDefinitions/0"
_PLAIN: Final = f"{_APP}/environment/0"
_SECURITY_HUB: Final = page("https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-8")
_KEYS: Final = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")

_ABOUT: Final = re.compile(
    r"(?:(?<![A-Za-z0-9])|(?<=[a-z0-9])(?=[A-Z]))"
    r"(?i:arns?|names?|files?|paths?|ids?|dir|parameter|ref|prefix|header|realm|audience|issuer|scopes?|"
    r"types?|modes?|methods?|providers?|algorithms?|alg|policy|rounds|enabled|disabled)$"
)
"""Names that end so point at a secret or tell about one; masking is more careful with them than advice has to be."""
_COUNTED: Final = re.compile(r"(?i)tokens(?:$|_)")
_SWITCH: Final = re.compile(r"(?i)yes|no|on|off|none|null|[01]|enabled|disabled|required|optional")


def plain_credential(_: Subject, value: Value) -> Iterator[Remark]:
    """A value that is a credential by its own shape, or by its name; never one that masking would show."""
    text = as_text(value.tree) or ""
    name = as_text(as_object(value.parent.tree if value.parent else None).get("name")) or ""
    told = f" of `{brief(name)}`" if name else ""
    if is_secret_text(text):
        message = f"the value{told} has the shape of a credential, and everyone who may describe the task can read it"
        yield Remark(value.pointer, message)
    elif is_under(name, text) and not _tells_about(name, text):
        message = f"`{brief(name)}` is set in plain text, and everyone who may describe the task can read it"
        yield Remark(value.pointer, message)


def _tells_about(name: str, text: str) -> bool:
    """Whether the name stands for a pointer, a count or a switch rather than for the secret itself."""
    if _ABOUT.search(name) or _SWITCH.fullmatch(text):
        return True
    return text.isdecimal() and _COUNTED.search(name) is not None


def hides_role(_: Subject, value: Value) -> Iterator[Remark]:
    """The first key of an IAM user among the variables."""
    entries = items_of(value.tree, value.pointer)
    entry = next((entry for entry in entries if entry.text("name") in _KEYS), None)
    if entry:
        yield Remark(entry.at("name"), f"`{entry.text('name')}` hides the task role from the AWS SDKs")


def _variable(name: str, value: str) -> Example:
    return Example({_PLAIN: {"name": name, "value": value}}, at=f"{_PLAIN}/value")


RULES: Final = (
    Rule(
        id="R133",
        severity=Severity.WARNING,
        at=(f"{_CONTAINER}.environment[].value",),
        why="`environment` stands readable in every answer of DescribeTaskDefinition, in the console, and in Git.",
        source=_SECURITY_HUB,
        check=plain_credential,
        hint="keep it in Secrets Manager or Parameter Store, name it in `secrets`, and renew it: it has been read",
        bad=(
            *(
                _variable(name, "correct-horse")
                for name in (
                    "DB_PASSWORD",
                    "db_passwd",
                    "MYSQL_PWD",
                    "CLIENT_SECRET",
                    "GITHUB_TOKEN",
                    "API_KEY",
                    "apikey",
                    "api-key",
                    "PRIVATE_KEY",
                    "DB_CREDENTIALS",
                    "ACCESS_KEY",
                    "AWS_SECRET_ACCESS_KEY",
                    "ECS_ENGINE_AUTH_DATA",
                )
            ),
            _variable("SETTING", "AKIAIOSFODNN7EXAMPLE"),
            _variable("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"),
            _variable("SETTING", "-----BEGIN RSA PRIVATE KEY-----"),
            _variable("SETTING", "ghp_" + "a1" * 18),
            _variable("SETTING", "xoxb-" + "1234567890"),
            _variable("SETTING", "sk_live_" + "a1" * 10),
            _variable("SETTING", "eyJhbGciOiJI.eyJzdWIiOiIx.c2ln"),
            _variable("DATABASE_URL", "postgres://web:correct-horse@db.internal:5432/web"),
            _variable("JAVA_OPTS", "-Xmx512m -Ddb.password=correct-horse"),
        ),
        good=tuple(
            Example({_PLAIN: {"name": name, "value": value}})
            for name, value in (
                ("DB_PASSWORD", ""),
                ("DB_SECRET_ARN", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf"),
                ("DB_SECRET_ARN", "see the wiki"),
                ("SECRET_NAME", "db-credentials"),
                ("DB_PASSWORD_FILE", "password.txt"),
                ("TOKEN_PATH", "/run/token"),
                ("API_KEY_ID", "k-1234"),
                ("secretName", "db-credentials"),
                ("TOKEN_URL", "https://login.example.com/oauth2/token"),
                ("TOKEN_TTL", "3600"),
                ("MAX_TOKENS", "4096"),
                ("AUTH_TYPE", "oidc"),
                ("ALLOW_EMPTY_PASSWORD", "yes"),
                ("DATABASE_URL", "postgres://db.internal:5432/web"),
                ("TOKENIZER", "bert"),
                ("LOG_LEVEL", "debug"),
            )
        ),
    ),
    Rule(
        id="R134",
        severity=Severity.INFO,
        at=(f"{_CONTAINER}.environment", f"{_CONTAINER}.secrets"),
        why="SDKs look at these variables before they ask for the credentials of the task role.",
        source=_SECURITY_HUB,
        check=hides_role,
        hint="give the rights to the task role, and remove the keys",
        bad=(
            Example({_PLAIN: {"name": "AWS_ACCESS_KEY_ID", "value": "x"}}, at=f"{_PLAIN}/name"),
            Example(
                {f"{_APP}/secrets/0": {"name": "AWS_SECRET_ACCESS_KEY", "valueFrom": "/web/key"}},
                at=f"{_APP}/secrets/0/name",
            ),
        ),
        good=(Example({_PLAIN: {"name": "AWS_REGION", "value": "eu-central-1"}}),),
    ),
)
