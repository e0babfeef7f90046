"""The words around what is explained."""

from __future__ import annotations

from typing import Final

from plumbrule.reference.explain.words import Both

NEEDED: Final = Both("When it is needed", "いつ必要か")
TAKES: Final = Both("What it takes", "書ける値")
DEFAULT: Final = Both("Default", "既定値")
DOCKER: Final = Both("In Docker", "Docker では")
PITFALLS: Final = Both("Pitfalls", "注意点")
EXAMPLE: Final = Both("Example", "例")
NAMESAKES: Final = Both("Not to be confused with", "同じ名前の別の項目")
RULES: Final = Both("Rules that watch it", "検査するルール")
TOPICS: Final = Both("More about it", "関連するトピック")
INSIDE: Final = Both("What stands in it", "この中の項目")
CHANGE: Final = Both("A change of it counts as", "変更時のリスク区分")
SOURCES: Final = Both("Sources", "出典")
WHY: Final = Both("What happens otherwise", "守らないとどうなるか")
MEND: Final = Both("How to mend it", "直し方")
ECS_SAYS: Final = Both("What ECS says", "ECS のメッセージ")
WHERE: Final = Both("Where", "場所")
BAD: Final = Both("Bad", "悪い例")
GOOD: Final = Both("Good", "良い例")
SEVERITY: Final = Both("Severity", "重大度")
FIELDS: Final = Both("Fields", "項目")
ALL_TOPICS: Final = Both("Topics", "トピック")
ALL_RULES: Final = Both("Rules", "ルール")

NO_DEFAULT: Final = Both("none", "なし")
NO_DOCKER: Final = Both("Docker has no word for it.", "Docker に対応するものはありません。")
GOOD_EXAMPLE: Final = Both("passes", "検査に通ります")
BAD_EXAMPLE: Final = Both("refused or warned of by {rule}", "{rule} で検出されます")
EVERYWHERE: Final = Both("every value", "すべての値")
WHOLE: Final = Both("the whole definition", "定義全体")
LEFT_OUT: Final = Both("(left out)", "（書かない）")
UNCHANGED: Final = Both("(a good definition, unchanged)", "（正しい定義のまま）")
EXEC_WANTED: Final = Both("where ECS Exec is wanted", "ECS Exec を使う場合")
OF_SHAPE: Final = Both(
    "Nobody may change it: the API's own client refuses the call.",
    "変更できません。API クライアントが呼び出しを拒否するためです。",
)
FIXED: Final = Both("Nobody may change it.", "変更できません。")
MAY_CHANGE: Final = Both(
    'Settings (`rules.severity`) and an annotation (`plumbrule.dev/rule.{rule}: "off until DATE: reason"`) may change it.',
    '設定（`rules.severity`）や注釈（`plumbrule.dev/rule.{rule}: "off until 日付: 理由"`）で変更できます。',
)
NO_RULE: Final = Both("This number is no rule.", "この番号のルールはありません。")

SEVERITIES: Final = {
    "error": Both(
        "error: ECS refuses it, or it can never run on Fargate", "エラー: ECS が拒否するか、Fargate で動きません"
    ),
    "warning": Both(
        "warning: it registers, but fails or is risky later", "警告: 登録できますが、後で失敗するか危険です"
    ),
    "info": Both("info: advice", "情報: 助言です"),
    "error or warning": Both("error or warning", "エラーまたは警告"),
    "error or info": Both("error or info", "エラーまたは情報"),
}

INDEX: Final = Both("What Plumbrule explains", "Plumbrule の説明一覧")
HOW: Final = Both(
    "`plumbrule explain` and a field (`healthCheck.startPeriod`), a rule (`R178`) or a topic (`roles`).",
    "`plumbrule explain` に、項目（`healthCheck.startPeriod`）、ルール（`R178`）、トピック（`roles` や `ヘルスチェック`）のどれかを付けて実行します。",
)
COUNT: Final = Both(
    "{count} rules: `plumbrule explain R001` and so on.",
    "ルールは {count} 個あります（`plumbrule explain R001` など）。",
)

TEXT: Final = Both("text", "文字列")
NUMBER: Final = Both("a whole number", "整数")
TRUTH: Final = Both("`true` or `false`", "`true` または `false`")
LIST_OF: Final = Both("a list: {item}", "リスト（各要素は{item}）")
MAP_OF: Final = Both("names with values: {item}", "名前と値の組（値は{item}）")
OBJECT: Final = Both("an object", "オブジェクト")
ONE_OF: Final = Both("one of {words}", "{words} のどれか")
FROM_TO: Final = Both("{least} to {most}", "{least}～{most}")
AT_LEAST: Final = Both("{least} or more", "{least} 以上")
AT_MOST: Final = Both("{most} at most", "{most} 以下")
CHARACTERS: Final = Both("{most} characters at most", "{most} 文字以内")
ITEMS: Final = Both("{most} items at most", "{most} 個まで")
NOT_EMPTY: Final = Both("not empty", "1 個以上")
AS_TEXT: Final = Both("text; one of {words}", "文字列（{words} のどれか）")
NOTHING: Final = Both("nothing on Fargate", "Fargate では書けません")
