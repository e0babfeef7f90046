"""Numbers that are no rules."""

from __future__ import annotations

from typing import Final

JA: Final = {
    "About registering one family twice at the same time; Plumbrule has one writer for each family.": "1 つのファミリーを同時に 2 回登録することについての番号です。Plumbrule では、ファミリーごとに書き手は 1 つです。",
    "Whether the application calls AWS, and so needs a task role, is not written in a definition.": "アプリケーションが AWS を呼び出すか（タスクロールが必要か）は、定義に書かれていません。",
    "About changing a port's protocol under a service; a definition does not say which services use it.": "サービスが使っているポートのプロトコル変更についての番号です。どのサービスが使うかは、定義に書かれていません。",
}
