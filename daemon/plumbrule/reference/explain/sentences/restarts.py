"""Restarts."""

from __future__ import annotations

from typing import Final

JA: Final = {
    "A container must have run for 1 to 30 minutes before ECS may restart it.": "ECS が再起動するのは、1～30 分動いたコンテナだけです。",
    "leave it out for the default of 300 seconds": "省略すると、既定の 300 秒になります。",
    "ECS takes at most 50 exit codes.": "終了コードは最大 50 個です。",
    "keep the codes that really occur": "実際に起こるコードだけを残します。",
    "A process ends with a status from 0 to 255, so another number never matches.": "終了ステータスは 0～255 なので、それ以外の数には一致しません。",
    "write the status that the process really ends with": "プロセスが実際に返すステータスを書きます。",
    "A policy counts only while it is enabled.": "ポリシーは、有効なときだけ効きます。",
    "write `enabled: true`, or remove the rest": "`enabled: true` と書くか、残りを削除します。",
}
