"""Rules without a number."""

from __future__ import annotations

from typing import Final

JA: Final = {
    "ECS would register the mask, and the container would get it in place of the value.": "伏せ字のまま登録され、コンテナには値の代わりに伏せ字が渡ります。",
    "write the value, or better a reference to it in `secrets`": "値そのものを書くか、できれば `secrets` に参照を書きます。",
    "Trusted execution is for ECS Managed Instances only; what Fargate does with it is documented nowhere.": "隔離実行は ECS マネージドインスタンス専用で、Fargate での動作はどこにも書かれていません。",
    "remove `trustedExecutionConfiguration`: on Fargate no two tasks share a kernel in any case": "`trustedExecutionConfiguration` を削除します。Fargate では、タスク同士がカーネルを共有することはありません。",
    "The API model bounds this number.": "この数には API モデルの範囲があります。",
    "write a number within the bounds": "範囲内の数を書きます。",
    "Ids of file systems have eight digits or more; shorter ones are copied from examples.": "ファイルシステムの ID は 8 桁以上です。短いものは例からの書き写しです。",
    "write the id of your own file system": "自分のファイルシステムの ID を書きます。",
    "Logs may go to another region; more often the definition was copied from there.": "ログを別のリージョンに送ることもできますが、多くは他からの書き写しです。",
    "write the region of the task, unless all logs are gathered in that region": "ログを 1 つのリージョンに集めているのでなければ、タスクのリージョンを書きます。",
    "ECS may count bytes that compact JSON does not have, and Plumbrule adds five tags.": "ECS の数え方は空白のない JSON と違うことがあり、Plumbrule もタグを 5 つ追加します。",
    "move long values into environment files, Parameter Store or the image before the limit is reached": "上限に達する前に、長い値を環境ファイル、パラメータストア、イメージに移します。",
    "A revision is recognised by Plumbrule's tags, so a spec must neither forge them nor crowd them out.": "Plumbrule は自分のタグでリビジョンを見分けるため、定義で偽ったり、入りきらなくしたりできません。",
}
