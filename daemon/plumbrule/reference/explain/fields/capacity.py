"""What is for instances of your own, and the proxy of App Mesh."""

from __future__ import annotations

from typing import Final

from plumbrule.reference.explain.explanation import NEVER, WITHIN, FieldWords
from plumbrule.reference.explain.words import Both

WORDS: Final = (
    FieldWords(
        "placementConstraints",
        Both("Which instances a task may be placed on.", "タスクを配置できるインスタンスの条件です。"),
        NEVER,
        example={"/placementConstraints": [{"type": "memberOf", "expression": "attribute:ecs.os-type == linux"}]},
        fails="R024",
    ),
    FieldWords(
        "placementConstraints[].type",
        Both("The kind of constraint: `memberOf`.", "制約の種類（`memberOf`）です。"),
        NEVER,
    ),
    FieldWords(
        "placementConstraints[].expression",
        Both("The condition, in the cluster query language.", "クラスタークエリ言語で書いた条件です。"),
        NEVER,
    ),
    FieldWords(
        "inferenceAccelerators",
        Both(
            "Elastic Inference devices; AWS has retired the service.",
            "Elastic Inference のデバイスです。サービス自体が終了しています。",
        ),
        Both("Never: ECS refuses it everywhere.", "使いません。どの起動タイプでも拒否されます。"),
        example={"/inferenceAccelerators": [{"deviceName": "device", "deviceType": "eia2.medium"}]},
        fails="R025",
    ),
    FieldWords("inferenceAccelerators[].deviceName", Both("The device's name.", "デバイスの名前です。"), NEVER),
    FieldWords("inferenceAccelerators[].deviceType", Both("The device's type.", "デバイスの種類です。"), NEVER),
    FieldWords(
        "trustedExecutionConfiguration",
        Both(
            "How a task is walled off from others on its instance, up to a confidential sandbox; for ECS Managed Instances.",
            "同じインスタンス上の他のタスクからどう隔離するか（機密サンドボックスまで）を決めます。ECS マネージドインスタンス用です。",
        ),
        NEVER,
        example={"/trustedExecutionConfiguration": {"isolationMode": "ISOLATED_SANDBOX"}},
        fails="trusted-execution",
    ),
    FieldWords(
        "trustedExecutionConfiguration.isolationMode",
        Both(
            "`SHARED`, `ISOLATED_SANDBOX` or `CONFIDENTIAL_SANDBOX`.",
            "`SHARED`、`ISOLATED_SANDBOX`、`CONFIDENTIAL_SANDBOX` のどれかです。",
        ),
        NEVER,
    ),
    FieldWords(
        "trustedExecutionConfiguration.attestationPolicy",
        Both(
            "The policy, base64-encoded, that says which containers a confidential sandbox may run.",
            "機密サンドボックスで動かしてよいコンテナを示す、base64 のポリシーです。",
        ),
        NEVER,
        example={
            "/trustedExecutionConfiguration": {
                "isolationMode": "CONFIDENTIAL_SANDBOX",
                "attestationPolicy": "eyJ2ZXJzaW9uIjoxfQ==",
            }
        },
        fails="trusted-execution",
    ),
    FieldWords(
        "proxyConfiguration",
        Both(
            "Leads the task's traffic through a proxy container of AWS App Mesh.",
            "タスクの通信を AWS App Mesh のプロキシコンテナに通す設定です。",
        ),
        Both(
            "Not any more: App Mesh has ended; Service Connect takes its place.",
            "新しく使う場面はありません。App Mesh は終了し、Service Connect が後継です。",
        ),
        example={
            "/containerDefinitions/0/environment": [{"name": "PORT", "value": "8080"}],
            "/containerDefinitions/1": {
                "name": "envoy",
                "image": "public.ecr.aws/appmesh/aws-appmesh-envoy:v1.29.6.0-prod",
                "user": "1337",
                "logConfiguration": {
                    "logDriver": "awslogs",
                    "options": {
                        "awslogs-group": "/ecs/web",
                        "awslogs-region": "eu-central-1",
                        "awslogs-stream-prefix": "envoy",
                    },
                },
            },
            "/proxyConfiguration": {
                "type": "APPMESH",
                "containerName": "envoy",
                "properties": [
                    {"name": "IgnoredUID", "value": "1337"},
                    {"name": "AppPorts", "value": "8080"},
                    {"name": "ProxyIngressPort", "value": "15000"},
                    {"name": "ProxyEgressPort", "value": "15001"},
                ],
            },
        },
        fails="R028",
    ),
    FieldWords("proxyConfiguration.type", Both("The kind of proxy: `APPMESH`.", "プロキシの種類（`APPMESH`）です。")),
    FieldWords(
        "proxyConfiguration.containerName",
        Both("The container that is the proxy.", "プロキシとして動くコンテナの名前です。"),
        WITHIN,
    ),
    FieldWords(
        "proxyConfiguration.properties",
        Both(
            "How traffic is led: ids to leave alone, the application's ports, the proxy's ports.",
            "通信の通し方です。除外する ID、アプリケーションのポート、プロキシのポートを書きます。",
        ),
        WITHIN,
    ),
    FieldWords(
        "proxyConfiguration.properties[].name",
        Both(
            "`IgnoredUID`, `IgnoredGID`, `AppPorts`, `ProxyIngressPort`, `ProxyEgressPort` and others.",
            "`IgnoredUID`、`IgnoredGID`、`AppPorts`、`ProxyIngressPort`、`ProxyEgressPort` などです。",
        ),
        WITHIN,
    ),
    FieldWords(
        "proxyConfiguration.properties[].value",
        Both("The property's value, as text.", "その値（文字列）です。"),
        WITHIN,
    ),
)
