# ruff: noqa: S105 - made-up secrets are what these tests are about
"""What is hidden and what is not: what was shown cannot be taken back, what is hidden without need helps nobody."""

from __future__ import annotations

import copy
import json
import pickle
import string
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbrule.model.secret import (
    MASK,
    Secret,
    brief,
    is_secret,
    is_secret_name,
    is_secret_text,
    masked_tree,
    may_quote,
    safe_pointer,
)

if TYPE_CHECKING:
    from plumbrule.model.tree import Tree

HEX40 = "3d53f92b1c0f4e5d6a7b8c9d0e1f2a3b4c5d6e7f"

CREDENTIALS = {
    "an AWS access key id": "AKIAIOSFODNN7EXAMPLE",
    "a temporary AWS access key id": "the key ASIAIOSFODNN7EXAMPLE was used",
    "an AWS secret key": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "an AWS secret key behind an equals sign": "key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "a Slack token": "xoxb-1234567890-abcdef",
    "a Slack app token": "xapp-1-A0123456789-abcdef",
    "a Slack webhook": "https://hooks.slack.com/services/T0000/B0000/XXXXXXXX",
    "a GitHub token": "ghp_" + "a1B2" * 9,
    "a fine-grained GitHub token": "github_pat_" + "a1B2c3_" * 5,
    "a GitLab token": "glpat-a1B2c3D4e5F6g7H8i9J0",
    "a JSON Web Token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc",
    "a private key": "-----BEGIN RSA PRIVATE KEY-----\nMIIE",
    "a private key of OpenSSH": "-----BEGIN OPENSSH PRIVATE KEY-----",
    "a Stripe key": "sk_live_" + "a1B2" * 6,
    "a Stripe webhook's secret": "whsec_" + "a1B2" * 8,
    "a Google API key": "AIza" + "a1B2c" * 7,
    "an npm token": "npm_" + "a1B2" * 9,
    "a PyPI token": "pypi-AgEIcHlwaS5vcmc" + "a1B2" * 9,
    "a password in a URL": "postgres://app:hunter2@db.internal/app",
    "a password without a user in a URL": "redis://:hunter2@cache:6379/0",
    "a connection string": "Server=db;User Id=sa;Password=hunter2;",
    "libpq's words": "host=db user=app password=hunter2",
    "a shell's variable": "PGPASSWORD=hunter2 psql -h db",
    "an option": "serve --db-password hunter2 --port 80",
    "an option with an equals sign": "serve --token=hunter2",
    "an option in quotes": "serve --token 'hunter2'",
    "JSON": '{"host": "db", "password": "hunter2"}',
    "JSON inside JSON": '{"a": "{\\"password\\":\\"hunter2\\"}"}',
    "YAML": "host: db\npassword: hunter2",
    "a query string": "https://example.com/hook?id=1&token=hunter2",
    "a bearer token": "Authorization: Bearer abcdef1234567890xyz",
    "curl's user": "curl -fsu x -u admin:hunter2 http://localhost/",
    "a second assignment behind a first": "url: password=hunter2",
}
HARMLESS = {
    "a role": "arn:aws:iam::123456789012:role/service-role/ProductionTaskExecutionRole1",
    "a secret's ARN": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db/password-AbCdEf",
    "a secret's ARN with a JSON key": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf:password::",
    "a parameter's ARN": "arn:aws-cn:ssm:cn-north-1:123456789012:parameter/prod/db/password",
    "an ARN in a sentence": 'put it in quotes, as in valueFrom: "arn:aws:secretsmanager:…:password::"',
    "a parameter's name": "/prod/db/password",
    "an image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/auth:1.0",
    "an image that is called a secret": "myorg/vault-secret:latest",
    "an image's digest": "nginx@sha256:" + "ab12" * 16,
    "a commit": HEX40,
    "a commit in a sentence": f"at commit {HEX40} of main",
    "a UUID": "123e4567-e89b-12d3-a456-426614174000",
    "a path in words": "/MyService/ProductionDatabase1/Credential",
    "a class's name": "OrderServiceProductionWorkerConfigurator",
    "a variable of the shell": "PGPASSWORD=$DB_PASSWORD psql",
    "a command's output": "serve --token $(cat /run/token)",
    "a file with a token": "serve --token-file /run/secrets/token",
    "a placeholder": "serve --password <PASSWORD>",
    "a manifest's variable": "password=${var.db_password}",
    "what was masked before": f"password={MASK}",
    "where tokens come from": "https://sts.example.com/oauth2/token",
    "AWS's own words": "The security token included in the request is invalid",
    "a lifetime": "TOKEN_TTL=3600",
    "a port": "--port 80",
    "an e-mail address in a path": "http://localhost:8080/users/x@example.com",
    "a user and group": "docker run -u 1000:1000 app",
    "nothing": "",
}


@pytest.mark.parametrize("what", CREDENTIALS)
def test_a_credential_is_known_by_its_shape(what: str) -> None:
    assert is_secret_text(CREDENTIALS[what])


@pytest.mark.parametrize("what", HARMLESS)
def test_what_only_looks_like_a_credential_is_shown(what: str) -> None:
    assert not is_secret_text(HARMLESS[what])


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        *(
            (name, True)
            for name in ("DB_PASSWORD", "password", "--db-password", "clientSecret", "dbPassword", "PGPASSWORD")
        ),
        *((name, True) for name in ("SLACK_TOKEN", "splunk-token", "API_KEY", "apikey", "com.example.api-key", "AUTH")),
        *(
            (name, True)
            for name in ("STRIPE_KEY", "SECRET_KEY_BASE", "SENTRY_DSN", "SLACK_WEBHOOK_URL", "DB_PASS", "'token':")
        ),
        *((name, True) for name in ("SECRET_ARN", "x" * 5000 + "_password")),
        *(
            (name, False)
            for name in ("LOG_LEVEL", "valueFrom", "secrets", "secretOptions", "credentialSpecs", "key", "name")
        ),
        *(
            (name, False)
            for name in ("PARTITION_KEY", "Log_Key", "KMS_KEY_ID", "TOKENIZER", "SECRETARY", "BYPASS", "COMPASS")
        ),
        *((name, False) for name in ("", "PUBLIC_KEY", "AUTHOR", "monkey", "awslogs-group", "x" * 5000)),
    ],
)
def test_a_name_says_what_stands_under_it(name: str, secret: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_secret_name(name) is secret


@pytest.mark.parametrize(
    ("name", "text", "secret"),
    [
        ("DB_PASSWORD", "hunter2", True),
        ("DB_PASSWORD", "123456", True),
        ("DB_PASSWORD", "", False),
        ("DB_PASSWORD", MASK, False),
        ("DB_PASSWORD", "arn:aws:ssm:eu-west-1:1:parameter/x", False),
        ("DB_PASSWORD", "/run/secrets/db", False),
        ("DB_PASSWORD", "/Run", True),
        ("DB_PASSWORD", "${var.db_password}", False),
        ("DB_PASSWORD", "$ecret", True),
        ("DB_PASSWORD_FILE", "/run/secrets/DB", False),
        ("SECRET_ARN", "arn:aws:secretsmanager:eu-west-1:1:secret:db", False),
        ("SECRET_ARN", "hunter2", True),
        ("SECRET_NAME", "prod/db", False),
        ("TOKEN_URL", "https://idp.example.com/oauth/token", False),
        ("TOKEN_URL", "https://idp.example.com/oauth?token=x", True),
        ("SLACK_WEBHOOK_URL", "https://hooks.slack.com/services/T0000/B0000/XXXX", True),
        ("PASSWORD_LENGTH", "12", False),
        ("TOKEN_TTL", "30s", False),
        ("AUTH_ENABLED", "true", False),
        ("LOG_LEVEL", "info", False),
        ("LOG_LEVEL", "AKIAIOSFODNN7EXAMPLE", True),
        ("valueFrom", "prod/db/password", False),
    ],
)
def test_a_value_under_a_secret_name_is_hidden_unless_it_only_points_at_one(name: str, text: str, secret: bool) -> None:  # noqa: FBT001
    assert is_secret(name, text) is secret


def test_a_secret_shows_itself_to_nobody() -> None:
    secret = Secret("hunter2")
    written = "{0} {0!r} {0:>20} {1} {2}".format(secret, [secret], {"a": secret})
    shown = [str(secret), repr(secret), written, f"{secret}{secret!r}"]
    assert not [one for one in shown if "hunter2" in one]
    assert secret.reveal() == "hunter2"
    assert secret == Secret("hunter2")
    assert secret != Secret("other")
    assert secret != "hunter2"
    assert len({secret, Secret("hunter2")}) == 1
    assert (bool(secret), bool(Secret(""))) == (True, False)
    assert not hasattr(secret, "__dict__")


def test_a_secret_is_not_written_anywhere() -> None:
    for write in (pickle.dumps, copy.deepcopy, json.dumps):
        with pytest.raises(TypeError) as refused:
            write(Secret("hunter2"))
        assert "hunter2" not in str(refused.value)


def test_only_what_is_secret_in_a_tree_is_masked() -> None:
    tree: Tree = {
        "name": "app",
        "environment": [{"name": "DB_PASSWORD", "value": "hunter2"}, {"value": "x", "name": "A"}],
        "command": ["serve", "--token", "hunter2", "--port", "80", "--key=AKIAIOSFODNN7EXAMPLE"],
        "tags": [{"key": "api_token", "value": 1234}],
        "options": {"splunk-token": {"deep": "x", "token": "hunter2"}},
        "secrets": [{"name": "DB_PASSWORD", "valueFrom": "prod/db"}],
        "AKIAIOSFODNN7EXAMPLE": None,
        "essential": True,
    }
    assert masked_tree(tree) == {
        "name": "app",
        "environment": [{"name": "DB_PASSWORD", "value": MASK}, {"value": "x", "name": "A"}],
        "command": ["serve", "--token", MASK, "--port", "80", MASK],
        "tags": [{"key": "api_token", "value": MASK}],
        "options": {"splunk-token": {"deep": "x", "token": MASK}},
        "secrets": [{"name": "DB_PASSWORD", "valueFrom": "prod/db"}],
        MASK: None,
        "essential": True,
    }


def test_names_and_pointers_are_repeated_unless_they_are_credentials() -> None:
    assert brief("x" * 200) == "x" * 80
    assert brief("AKIAIOSFODNN7EXAMPLE") == MASK
    assert brief("labels:, password:, hunter2") == MASK
    assert brief("auth-service") == "auth-service"
    assert safe_pointer("/containerDefinitions/0/secrets/0/valueFrom") == "/containerDefinitions/0/secrets/0/valueFrom"
    assert safe_pointer("/dockerLabels/AKIAIOSFODNN7EXAMPLE") == MASK
    assert safe_pointer("/dockerLabels/https:~1~1hooks.slack.com~1services~1T0000~1B0000") == MASK


YAML = """\
family: web
cpu: "256"
containerDefinitions:
- name: app
  image: nginx
  essential: true
  user: root
  environment:
  - name: LOG_LEVEL
    value: info
  - name: DB_PASSWORD
    value: |
      one
      two
      three
      four
      five
  dockerLabels:
    a: b
    c: d
    e: f
""".splitlines()


@pytest.mark.parametrize(
    ("line", "quoted"),
    [
        pytest.param("family: web", True, id="far away"),
        pytest.param("  user: root", True, id="in the same container"),
        pytest.param("    value: info", False, id="just above"),
        pytest.param("  - name: DB_PASSWORD", False, id="the name"),
        pytest.param("      five", False, id="the last line of the value"),
        pytest.param("    c: d", True, id="behind the value, below something else"),
    ],
)
def test_a_line_is_quoted_unless_it_or_what_it_belongs_to_speaks_of_a_secret(line: str, *, quoted: bool) -> None:
    assert may_quote(YAML, YAML.index(line) + 1) is quoted


def test_the_body_of_a_key_and_lines_that_are_not_there_are_not_quoted() -> None:
    assert not may_quote(["a: b", "  " + "aB3/" * 16], 2)
    assert not may_quote(["a: b"], 0)
    assert not may_quote(["a: b"], 2)


HOSTILE = {
    "letters": "a" * 500_000,
    "beginnings of web tokens": "eyJ" * 170_000,
    "schemes": "://:" * 120_000,
    "more schemes": "http://" * 70_000,
    "assignments": "password=" * 60_000,
    "dashes": "-" * 500_000,
    "names": "token.-" * 70_000,
    "keys": '"key":' * 80_000,
    "commands": "curl " * 100_000,
    "blanks": "token=" + " " * 500_000,
    "forty of everything": "aA1/" * 125_000,
    "beginnings of keys": "-----BEGIN " * 45_000,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_looking_takes_time_that_grows_with_the_text_only(what: str) -> None:
    # Each text is long enough that steps by its square take minutes: the suite's time limit would end them.
    assert is_secret_text(HOSTILE[what]) in {True, False}
    assert is_secret_name(HOSTILE[what]) in {True, False}


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.text(string.hexdigits.lower()[:16], min_size=40, max_size=64))
def test_no_digest_and_no_commit_is_taken_for_a_credential(digest: str) -> None:
    assert not is_secret_text(digest)
    assert not is_secret_text(f"sha256:{digest}")


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.uuids())
def test_no_uuid_is_taken_for_a_credential(one: object) -> None:
    assert not is_secret_text(f"id {one}")


@pytest.mark.parametrize(
    "text",
    [
        "mysqladmin ping -u root -phunter2 -h 127.0.0.1 || exit 1",
        "sh -c 'mariadb-admin -p\"hunter2\" ping'",
        "redis-cli -a hunter2 ping",
        "/usr/bin/mongosh -u app -p hunter2 --eval 1",
        "/opt/mssql-tools/bin/sqlcmd -S db -P hunter2",
        '["CMD", "mysqladmin", "ping", "-phunter2"]',
    ],
)
def test_a_password_that_a_client_is_given_is_hidden(text: str) -> None:
    assert is_secret_text(text)


@pytest.mark.parametrize(
    "text",
    ["mysqladmin ping -p$PASSWORD", "mysqladmin ping -p", "redis-cli -a $PW ping", "redis-cli ping", "mkdir -p /mysql"],
)
def test_a_client_that_reads_its_password_elsewhere_is_shown(text: str) -> None:
    assert not is_secret_text(text)


def test_only_the_word_that_is_the_password_is_hidden_in_a_list() -> None:
    assert masked_tree(["redis-cli", "-a", "hunter2", "ping"]) == ["redis-cli", "-a", MASK, "ping"]
    assert masked_tree(["CMD", "mysqladmin", "-phunter2", "ping"]) == ["CMD", "mysqladmin", MASK, "ping"]
