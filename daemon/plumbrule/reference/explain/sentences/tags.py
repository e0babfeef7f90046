"""Tags."""

from __future__ import annotations

from typing import Final

JA: Final = {
    "A resource of AWS has at most 50 tags.": "AWS のリソースに付けられるタグは、最大 50 個です。",
    "keep those that somebody searches, pays or permits by": "検索、コスト配分、権限に使うものだけを残します。",
    "The SDK refuses an empty key, and ECS a tag without any.": "空のキーは SDK が、キーのないタグは ECS が拒否します。",
    "give the tag a key, or remove it": "タグにキーを付けるか、削除します。",
    "ECS refuses longer keys and other characters.": "長すぎるキーや使えない文字は、ECS が拒否します。",
    "ECS refuses longer values and other characters.": "長すぎる値や使えない文字は、ECS が拒否します。",
    "A key has one value.": "1 つのキーの値は 1 つです。",
    "remove one of them": "どれかを削除します。",
    "AWS keeps this prefix for tags of its own.": "このプレフィックスは AWS 専用です。",
    "write another prefix, or none": "別のプレフィックスにするか、付けません。",
    "Tags are shown in bills and in many logs, so they are no place for personal data.": "タグは請求書や多くのログに現れるため、個人情報を書く場所ではありません。",
    "name a team instead, unless this is a team's mailbox": "チームの名前を書きます（チームのメールアドレスならかまいません）。",
}
