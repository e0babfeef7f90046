"""Any obvious word leads to its page, in both languages."""

from __future__ import annotations

import pytest

from plumbrule.reference.explain.finding import found, starting, suggestions
from plumbrule.reference.explain.labels import LABELS
from plumbrule.reference.explain.library import fields, topics
from plumbrule.reference.explain.of_rule import rule_ids
from plumbrule.reference.explain.page import Kind, Target

_C = "containerDefinitions[]"

# The headings of the note that Plumbrule grew from, as they stand there.
HEADINGS = {
    "概要": "task-definition",
    "前提知識": "task-definition",
    "ECSの構成": "control-plane-and-data-plane",
    "● コントロールプレーン": "control-plane-and-data-plane",
    "● データプレーン（ECSでは コンテナエージェント という名称）": "control-plane-and-data-plane",  # noqa: RUF001 - as it stands there
    "手順": "task-definition",
    "インフラストラクチャの要件": "infrastructure",
    "● OS、アーキテクチャ、ネットワークモード": "infrastructure",
    "● タスクサイズ": "task-size",
    "● 条件付きのタスクロール": "roles",
    "コンテナ": "task-definition",
    "● プライベートレジストリ認証": "private-registry",
    "読み取り専用ルートファイルシステム": "read-only-root",
    "● 環境変数 ": "environment-variables",
    "● ログ収集": "awslogs",
    "● ヘルスチェック": "health-checks",
    "● Docker設定": "docker-settings",
    # And what stands below them in bold, or as the first word of a list.
    "タスクロール": "roles",
    "タスク実行ロール": "roles",
    "Amazon CloudWatch": "awslogs",
    "FireLens": "firelens",
    "ヘルスチェック時の注意点": "health-checks",
    "ECS Exec": "read-only-root",
    "startPeriod": f"{_C}.healthCheck.startPeriod",
}


# The same in English, and other words that somebody would try.
ENGLISH = {
    "overview": "task-definition",
    "prerequisites": "task-definition",
    "control plane": "control-plane-and-data-plane",
    "data plane": "control-plane-and-data-plane",
    "container agent": "control-plane-and-data-plane",
    "steps": "task-definition",
    "infrastructure requirements": "infrastructure",
    "OS, architecture, network mode": "infrastructure",
    "86X": "infrastructure",
    "task size": "task-size",
    "conditional task role": "roles",
    "task execution role": "roles",
    "containers": "task-definition",
    "private registry authentication": "private-registry",
    "read-only root file system": "read-only-root",
    "environment variables": "environment-variables",
    "Parameter Store": "environment-variables",
    "Secrets Manager": "environment-variables",
    "log collection": "awslogs",
    "health check": "health-checks",
    "database": "health-checks",
    "データベース": "health-checks",
    "Docker settings": "docker-settings",
    "cost": "infrastructure",
    "料金": "infrastructure",
    "メモリ": "task-size",
}


@pytest.mark.parametrize(("heading", "name"), [*HEADINGS.items(), *ENGLISH.items()])
def test_each_heading_of_the_note_leads_to_its_page(heading: str, name: str) -> None:
    assert [one.name for one in found(heading)] == [name]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("healthCheck", f"{_C}.healthCheck"),
        ("HEALTHCHECK", f"{_C}.healthCheck"),
        ("health check", "health-checks"),
        ("health-checks", "health-checks"),
        ("healthCheck.interval", f"{_C}.healthCheck.interval"),
        ("containerDefinitions[app].image", f"{_C}.image"),
        ("containerDefinitions[0].portMappings[1].protocol", f"{_C}.portMappings[].protocol"),
        ("/containerDefinitions/0/healthCheck/timeout", f"{_C}.healthCheck.timeout"),
        ("cpu", "cpu"),
        ("containerDefinitions.cpu", f"{_C}.cpu"),
        ("r178", "R178"),
        ("own-tags", "own-tags"),
        ("yaml-anchor", "yaml-anchor"),
        ("R013", "R013"),
        ("secrets", f"{_C}.secrets"),
        ("Port mappings", f"{_C}.portMappings"),
        ("ﾍﾙｽﾁｪｯｸ", "health-checks"),
        ("ヘルス", "health-checks"),
        ("what is a task role?", "roles"),
        ("docker run --env", "environment-variables"),
        ("docker run --env A=1", "environment-variables"),
        ("--env", "environment-variables"),
        ("-e", "environment-variables"),
        ("-p", f"{_C}.portMappings"),
        ("docker run --publish 80:80", f"{_C}.portMappings"),
        ("-v", f"{_C}.mountPoints"),
        ("--mount", f"{_C}.mountPoints"),
        ("--cap-drop", f"{_C}.linuxParameters.capabilities"),
        ("--health-start-period", f"{_C}.healthCheck.startPeriod"),
        ("--name", f"{_C}.name"),
        ("--network", "networkMode"),
        ("--ulimit", f"{_C}.ulimits"),
        ("--read-only", f"{_C}.readonlyRootFilesystem"),
        ("--restart=always", f"{_C}.restartPolicy"),
        ("スタートピリオド", "health-checks"),
        ("停止タイムアウト", f"{_C}.stopTimeout"),
        ("マルウェア", "read-only-root"),
        ("信頼ポリシー", "roles"),
        ("OpenSearch", "firelens"),
        ("Kinesis Data Firehose", "firelens"),
        ("awsvpc", "infrastructure"),
        ("exit 1", "health-checks"),
        ("スタンドアロンタスク", "health-checks"),
        ("", ""),
    ],
)
def test_an_obvious_word_leads_to_one_page(word: str, name: str) -> None:
    assert [one.name for one in found(word)] == [name]


def test_a_word_for_several_fields_names_them_all() -> None:
    names = {one.name for one in found("name")}
    assert {f"{_C}.name", f"{_C}.environment[].name", "volumes[].name"} <= names


@pytest.mark.parametrize("word", ["zebra", "5", "シマウマ", "[]", "R999"])
def test_a_word_that_means_nothing_leads_nowhere(word: str) -> None:
    hits = found(word)
    assert hits in {(), (Target(Kind.INDEX),)}


def test_a_mistyped_word_is_answered_with_what_is_near() -> None:
    assert f"{_C}.healthCheck" in suggestions("healthChek")
    assert "R178" in suggestions("R1780")
    assert suggestions("qqqqqq") == ()


@pytest.mark.parametrize("name", [*fields(), *rule_ids(), *topics()])
def test_everything_is_found_by_its_own_name(name: str) -> None:
    assert [one.name for one in found(name)] == [name]


@pytest.mark.parametrize(
    ("word", "name"),
    [*((word, topic.name) for topic in topics().values() for word in topic.called), *LABELS.items()],
)
def test_no_word_of_a_topic_or_label_is_hidden_by_another_one(word: str, name: str) -> None:
    assert [one.name for one in found(word)] == [name]


def test_a_shell_completes_fields_rules_and_topics() -> None:
    assert "healthCheck" in starting("heal")
    assert "R178" in starting("r17")
    assert "roles" in starting("rol")
    assert "ポートマッピング" in starting("ポー")
