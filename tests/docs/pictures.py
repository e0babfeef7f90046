"""`python -m tests.docs.pictures`: the sample messages as Slack shows them, in docs/pictures, by a headless browser.

The page is drawn from the blocks themselves, so that what is seen is what is sent; its look only resembles Slack's.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from plumbrule.core.tell.samples import samples
from plumbrule.edge.notify.slack.blocks import blocks, line_blocks
from tests.docs.pages import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FOLDER: Final = ROOT / "docs" / "pictures"
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
PAGES: Final[Mapping[str, Sequence[str]]] = {
    "slack-drift": ("drift", "thread-changed", "thread-reminder", "thread-voted", "drift-resolved", "thread-resolved"),
    "slack-taken": ("drift-acknowledged", "drift-snoozed", "drift-escalated", "drift-approved"),
    "slack-urgent": ("deregistered", "contested", "raced", "break-glass"),
    "slack-asking": ("awaiting-approval", "refused-by-ecs", "invalid", "orphan"),
    "slack-many": ("many-families", "registered", "onboarding", "unexplained"),
    "slack-whole": ("source-stale", "target-unreachable", "breaker-open", "held-too-long"),
    "slack-running": ("not-deployed", "deregistered-runs", "dependency-missing"),
    "slack-threads": (),
}
"""Which samples are on which picture; the last one has every line of a thread."""
WIDTH: Final = 780
"""Pixels; the height is what the page takes."""
ASK_HEIGHT: Final = "<script>document.title = document.body.scrollHeight + 32</script>"

STYLE: Final = """
body { font: 15px/1.47 Lato, "DejaVu Sans", Arial, sans-serif; color: #1d1c1d; margin: 16px 20px; width: 720px; }
.message { display: grid; grid-template-columns: 40px 1fr; gap: 10px; margin-bottom: 18px; }
.message.line { margin-left: 52px; }
.face { width: 36px; height: 36px; border-radius: 8px; background: #2f4858; color: #fff; display: grid;
        place-items: center; font-weight: 700; }
.who { font-weight: 700; } .who i { font-style: normal; font-size: 10px; background: #e8e8e8; border-radius: 3px;
       padding: 1px 4px; margin: 0 6px; color: #616061; } .who b { font-weight: 400; font-size: 12px; color: #616061; }
h1 { font-size: 18px; margin: 2px 0 6px; } p { margin: 4px 0; }
.fields { display: grid; grid-template-columns: 1fr 1fr; gap: 3px 16px; margin: 6px 0; }
pre { background: #f8f8f8; border: 1px solid #ddd; border-radius: 4px; padding: 8px; margin: 6px 0; font-size: 12px;
      white-space: pre-wrap; overflow-wrap: anywhere; }
ul { margin: 4px 0; padding-left: 22px; } a { color: #1264a3; text-decoration: none; margin-right: 12px; }
.context { font-size: 12px; color: #616061; } .mention { background: #e8f5fa; color: #1264a3; border-radius: 3px; }
button { font: 700 13px Arial; border: 1px solid #bbb; border-radius: 4px; background: #fff; padding: 6px 12px;
         margin: 6px 6px 4px 0; }
button.primary { background: #007a5a; color: #fff; border-color: #007a5a; }
button.danger { background: #e01e5a; color: #fff; border-color: #e01e5a; }
"""


def main() -> int:
    """Draw every picture; 1 where there is no browser."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        print("no browser was found: install chromium", file=sys.stderr)
        return 1
    FOLDER.mkdir(exist_ok=True)
    for name, chosen in PAGES.items():
        _draw(browser, name, page(chosen or _lines()))
        print(FOLDER / f"{name}.png")
    return 0


def page(names: Sequence[str]) -> str:
    """Samples one below the other."""
    found = dict(samples())
    shown = "".join(
        _message(line_blocks(found[name]) if name.startswith("thread-") else blocks(found[name]), name)
        for name in names
    )
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><body>{shown}</body>"


def _lines() -> list[str]:
    return [name for name, _ in samples() if name.startswith("thread-")]


def _draw(browser: str, name: str, html: str) -> None:
    with tempfile.TemporaryDirectory(prefix="plumbrule-pictures-") as folder:
        source, raw = Path(folder) / "page.html", Path(folder) / "raw.png"
        source.write_text(html + ASK_HEIGHT, encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder}/user"]
        seen = _run([browser, *options, f"--window-size={WIDTH},100", "--dump-dom", source.as_uri()])
        (height,) = re.findall(r"<title>([0-9]+)</title>", seen)
        _run([browser, *options, f"--window-size={WIDTH},{height}", f"--screenshot={raw}", source.as_uri()])
        shutil.copy(raw, FOLDER / f"{name}.png")


def _run(command: Sequence[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


def _message(made: Sequence[Any], name: str) -> str:
    kind = "line" if name.startswith("thread-") else "root"
    who = "<div class=who>Plumbrule<i>APP</i><b>02:14</b></div>"
    shown = "".join(_block(one) for one in made)
    return f"<div class='message {kind}'><div class=face>P</div><div>{who}{shown}</div></div>"


def _block(block: Any) -> str:  # noqa: ANN401, PLR0911 - blocks are any JSON, one way for each kind
    match block["type"]:
        case "header":
            return f"<h1>{escape(block['text']['text'])}</h1>"
        case "section" if "fields" in block:
            return f"<div class=fields>{''.join(f'<div>{_field(one)}</div>' for one in block['fields'])}</div>"
        case "section" if block["text"]["type"] == "mrkdwn":
            return f"<p><span class=mention>{escape(block['text']['text'])}</span></p>"
        case "section":
            return f"<p>{escape(block['text']['text'])}</p>"
        case "context":
            return f"<p class=context>{'<br>'.join(escape(one['text']) for one in block['elements'])}</p>"
        case "actions":
            return "".join(_button(one) for one in block["elements"])
        case "rich_text":
            return "".join(_rich(one) for one in block["elements"])
        case other:
            raise ValueError(f"no picture of {other}")


def _field(field: Any) -> str:  # noqa: ANN401 - the same
    name, _, value = field["text"].partition(": ")
    return f"<span class=context>{escape(name)}</span><br>{escape(value)}"


def _button(button: Any) -> str:  # noqa: ANN401 - the same
    return f"<button class='{button.get('style', '')}'>{escape(button['text']['text'])}</button>"


def _rich(element: Any) -> str:  # noqa: ANN401 - the same
    if element["type"] == "rich_text_list":
        return f"<ul>{''.join(f'<li>{_leaves(one)}</li>' for one in element['elements'])}</ul>"
    tag = "pre" if element["type"] == "rich_text_preformatted" else "p"
    return f"<{tag}>{_leaves(element)}</{tag}>"


def _leaves(element: Any) -> str:  # noqa: ANN401 - the same
    return "".join(
        f"<a>{escape(one['text'])}</a>" if one["type"] == "link" else escape(one["text"]) for one in element["elements"]
    )


if __name__ == "__main__":
    sys.exit(main())
