"""Variables, secrets and files: nothing secret is repeated, and what is not known is not judged."""

from __future__ import annotations

import pytest

from plumbrule.core.validate.checking import validate
from plumbrule.core.validate.example import BASE, Example, edited
from plumbrule.core.validate.registry import catalogue
from plumbrule.core.validate.rule import Context
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.place import Place
from plumbrule.model.secret import is_secret
from plumbrule.model.tree import Opaque, Tree
from tests.core.validate.judging import TODAY

APP = "/containerDefinitions/0"
PLAIN = f"{APP}/environment"
SECRETS = f"{APP}/secrets"
UNKNOWN = Opaque("${var.X}")
PASSWORD = "Tr0ub4dor&3 horse"  # noqa: S105 - it looks like one, and is to be seen nowhere
MINE = tuple(f"R{number}" for number in range(115, 136))
PLAINTEXT = next(rule for rule in catalogue() if rule.id == "R133")


def _told(edits: dict[str, Tree], *rules: str, context: Context | None = None) -> list[tuple[str, str, str]]:
    definition = edited(BASE, edits)
    found = validate(definition, api_shape(), lambda at: Place("w.json", pointer=at), today=TODAY, context=context)
    return [(one.rule, one.pointer, f"{one.message} [{one.hint}]") for one in found if one.rule in rules]


@pytest.mark.parametrize(
    "entry",
    [
        {f"{PLAIN}/0": {"name": "DB_PASSWORD", "value": PASSWORD}},
        {f"{PLAIN}/0": {"name": f"DB_PASSWORD={PASSWORD}", "value": "x"}},
        {f"{SECRETS}/0": {"name": "DB_PASSWORD", "valueFrom": PASSWORD}},
        {f"{SECRETS}/0": {"name": f"DB_PASSWORD={PASSWORD}", "valueFrom": "arn:aws:secretsmanager:r:a:secret:web"}},
        {f"{APP}/environmentFiles/0": {"type": "s3", "value": f"https://web:{PASSWORD[:11]}@example.com/x.env"}},
    ],
)
def test_a_password_in_the_wrong_place_is_found_and_not_repeated(entry: dict[str, Tree]) -> None:
    told = _told(entry, *MINE)
    assert told, "the mistake is not found"
    assert [text for *_, text in told if PASSWORD in text or "Tr0ub4dor" in text] == []


@pytest.mark.parametrize("example", PLAINTEXT.bad)
def test_whatever_is_called_a_plain_credential_is_masked_too(example: Example) -> None:
    (entry,) = example.edits.values()
    assert isinstance(entry, dict)
    assert is_secret(entry["name"], entry["value"])


def test_a_credential_is_told_at_its_value_with_what_to_do() -> None:
    (told,) = _told({f"{PLAIN}/0": {"name": "DB_PASSWORD", "value": "hunter2"}}, "R133")
    message, _, hint = told[2].partition(" [")
    assert told[:2] == ("R133", f"{PLAIN}/0/value")
    assert message == "`DB_PASSWORD` is set in plain text, and everyone who may describe the task can read it"
    assert hint.startswith("keep it in Secrets Manager or Parameter Store, name it in `secrets`")


def test_a_name_of_secrets_manager_is_told_to_need_its_arn() -> None:
    (told,) = _told({f"{SECRETS}/0": {"name": "KEY", "valueFrom": "web-secret:password::"}}, *MINE)
    assert told[0] == "R121"
    assert "no ARN, so ECS reads it as the name of a parameter, and no such name has a `:`" in told[2]
    assert "arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME:KEY::" in told[2]


def test_an_s3_url_is_told_as_which_arn_to_write_it_in_the_partition_of_the_target() -> None:
    edits: dict[str, Tree] = {f"{APP}/environmentFiles/0": {"type": "s3", "value": "s3://settings/web.env"}}
    (told,) = _told(edits, "R129", context=Context(partition="aws-cn"))
    assert "[write `arn:aws-cn:s3:::settings/web.env`]" in told[2]


def test_the_account_that_a_parameter_must_be_in_is_the_targets_before_that_of_the_roles() -> None:
    secret: dict[str, Tree] = {
        f"{SECRETS}/0": {"name": "KEY", "valueFrom": "arn:aws:ssm:eu-central-1:111122223333:parameter/k"}
    }
    assert len(_told(secret, "R123")) == 1
    assert _told(secret, "R123", context=Context(account_id="111122223333")) == []
    roles: dict[str, Tree] = {"/executionRoleArn": "web-execution", "/taskRoleArn": "web"}
    assert _told({**roles, **secret}, "R123") == []


def test_many_partial_arns_are_one_remark_that_counts_them() -> None:
    arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:web"
    edits: dict[str, Tree] = {SECRETS: [{"name": f"KEY_{n}", "valueFrom": arn} for n in range(3)]}
    ((_, pointer, text),) = _told(edits, "R126")
    assert pointer == f"{SECRETS}/0/valueFrom"
    assert text.startswith("the ARN of `KEY_0` lacks the six characters that Secrets Manager adds to the name (2 more")


@pytest.mark.parametrize(
    "edits",
    [
        {f"{PLAIN}/0": {"name": UNKNOWN, "value": "x"}},
        {f"{PLAIN}/0": {"name": "DB_PASSWORD", "value": UNKNOWN}},
        {PLAIN: [UNKNOWN, {"name": "A", "value": "x"}, UNKNOWN]},
        {PLAIN: UNKNOWN, f"{SECRETS}/0": {"name": "A", "valueFrom": "/a"}},
        {PLAIN: [{"name": UNKNOWN, "value": "x"}], f"{SECRETS}/0": {"name": UNKNOWN, "valueFrom": "/a"}},
        {f"{SECRETS}/0": {"name": "KEY", "valueFrom": UNKNOWN}},
        {SECRETS: [UNKNOWN, {"name": UNKNOWN, "valueFrom": "/a"}, {"name": UNKNOWN, "valueFrom": "/a"}]},
        {f"{APP}/environmentFiles/0": {"type": "s3", "value": UNKNOWN}},
        {f"{APP}/environmentFiles/0": UNKNOWN},
    ],
)
def test_what_is_not_known_offline_is_neither_missing_nor_wrong(edits: dict[str, Tree]) -> None:
    assert _told(edits, *MINE) == []
