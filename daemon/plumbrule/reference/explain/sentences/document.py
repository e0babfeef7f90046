"""Document, family and capacity."""

from __future__ import annotations

from typing import Final

JA: Final = {
    "The SDK refuses a call that lacks a required parameter.": "必須パラメータがない呼び出しは、SDK が拒否します。",
    "add it; the API has no default for it": "追加します。API に既定値はありません。",
    "ECS refuses the name of a family that is empty, too long, or has other characters.": "空、長すぎる、または使えない文字を含むファミリー名は、ECS が拒否します。",
    "write letters, digits, `_` and `-` only": "英字、数字、`_`、`-` だけを使います。",
    "A task has at most ten containers; this quota cannot be raised.": "1 つのタスクに入れられるコンテナは最大 10 個で、このクォータは引き上げられません。",
    "move containers that need not share a network and a lifetime into a task of their own": "ネットワークや寿命を共有する必要のないコンテナを、別のタスクに分けます。",
    "ECS refuses a task definition of more than 64 KiB.": "64 KiB を超えるタスク定義は、ECS が拒否します。",
    "move long values into environment files, Parameter Store or the image": "長い値を環境ファイル、パラメータストア、イメージに移します。",
    "The SDK refuses a call with a parameter it does not know, whatever its letter case was meant to be.": "知らないパラメータがある呼び出しは、大文字・小文字の違いだけでも SDK が拒否します。",
    "remove the key; member names are written as in the API, in camelCase": "キーを削除します。項目名は API と同じ camelCase で書きます。",
    "The SDK refuses a value of another type than the API model names; it converts nothing.": "API モデルと違う型の値は、SDK が拒否します。自動変換は行われません。",
    "write a value of that type; nothing is converted": "その型の値を書きます。自動変換は行われません。",
    "The SDK lets any text pass here, but the service refuses words outside its enumeration.": "SDK はどんな文字列も通しますが、列挙値以外はサービスが拒否します。",
    "write one of these words as it stands here; letter case counts": "ここにある語のどれかを、そのまま書きます。大文字・小文字は区別されます。",
    "ECS then registers it without Fargate's checks, and refuses to run it on Fargate.": "Fargate 向けの検査なしで登録され、Fargate で起動しようとすると拒否されます。",
    'write `requiresCompatibilities: ["FARGATE"]`': '`requiresCompatibilities: ["FARGATE"]` と書きます。',
    "External instances do not offer awsvpc, and Fargate offers nothing else.": "外部インスタンスは awsvpc に対応せず、Fargate は awsvpc だけに対応します。",
    "remove `EXTERNAL`, and give external instances a family of their own": "`EXTERNAL` を削除し、外部インスタンス用には別のファミリーを作ります。",
    "ECS checks a definition against every capacity that it names.": "ECS は、書かれたすべての起動タイプについて定義を検査します。",
    "this is legal; say `FARGATE` alone when it never runs elsewhere": "このままでも問題ありません。他で動かさないなら `FARGATE` だけを書きます。",
}
