"""What the console's form calls fields, in both languages; letter case does not count."""

from __future__ import annotations

from typing import Final

_C: Final = "containerDefinitions[]"

LABELS: Final = {
    "task definition family": "family",
    "タスク定義ファミリー": "family",
    "ファミリー": "family",
    "launch type": "requiresCompatibilities",
    "image uri": f"{_C}.image",
    "イメージ": f"{_C}.image",
    "イメージ uri": f"{_C}.image",
    "essential container": f"{_C}.essential",
    "必須コンテナ": f"{_C}.essential",
    "port mappings": f"{_C}.portMappings",
    "port": f"{_C}.portMappings",
    "ports": f"{_C}.portMappings",
    "ポート": f"{_C}.portMappings",
    "ポートマッピング": f"{_C}.portMappings",
    "resource allocation limits": f"{_C}.memory",
    "リソース割り当て制限": f"{_C}.memory",
    "entry point": f"{_C}.entryPoint",
    "エントリポイント": f"{_C}.entryPoint",
    "コマンド": f"{_C}.command",
    "working directory": f"{_C}.workingDirectory",
    "作業ディレクトリ": f"{_C}.workingDirectory",
    "ユーザー": f"{_C}.user",
    "docker labels": f"{_C}.dockerLabels",
    "docker ラベル": f"{_C}.dockerLabels",
    "resource limits": f"{_C}.ulimits",
    "リソース制限": f"{_C}.ulimits",
    "restart policy": f"{_C}.restartPolicy",
    "再起動ポリシー": f"{_C}.restartPolicy",
    "startup dependency ordering": f"{_C}.dependsOn",
    "スタートアップ依存関係の順序": f"{_C}.dependsOn",
    "依存関係": f"{_C}.dependsOn",
    "container timeouts": f"{_C}.stopTimeout",
    "コンテナタイムアウト": f"{_C}.stopTimeout",
    "environment files": f"{_C}.environmentFiles",
    "環境ファイル": f"{_C}.environmentFiles",
    "storage": "volumes",
    "ストレージ": "volumes",
    "volume": "volumes",
    "ボリューム": "volumes",
    "efs": "volumes[].efsVolumeConfiguration",
    "ebs": "volumes[].configuredAtLaunch",
    "ephemeral storage": "ephemeralStorage",
    "エフェメラルストレージ": "ephemeralStorage",
    "mount points": f"{_C}.mountPoints",
    "マウントポイント": f"{_C}.mountPoints",
    "container mount points": f"{_C}.mountPoints",
    "タグ": "tags",
    "gpu": f"{_C}.resourceRequirements",
}
"""Label → API path. Source: the console's form in English and Japanese, seen 2026-11."""
