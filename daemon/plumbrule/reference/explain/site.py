"""The explanations as a small linked site: plain files, no script, nothing from elsewhere."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final, assert_never
from urllib.parse import quote

from plumbrule.reference.explain.of_rule import every_rule
from plumbrule.reference.explain.of_topic import index
from plumbrule.reference.explain.page import Items, Kind, Links, Listing, Origins, Target, Text
from plumbrule.reference.explain.pages import page_of, targets
from plumbrule.reference.explain.words import Both, Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from plumbrule.model.shape import Structure
    from plumbrule.reference.explain.page import Page, Part, Section

STYLE: Final = """\
:root { color-scheme: light dark; --line: #8884; --soft: #8882; }
body { font: 16px/1.6 system-ui, "Hiragino Sans", "Noto Sans JP", sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; border-bottom: 1px solid var(--line); }
pre { background: var(--soft); padding: .7rem 1rem; overflow-x: auto; border-radius: .3rem; margin: .5rem 0 0; }
code { background: var(--soft); padding: 0 .2rem; border-radius: .2rem; overflow-wrap: anywhere; }
pre code { background: none; padding: 0; }
figure { margin: .7rem 0; }
figcaption { font-size: .85rem; opacity: .75; }
nav { display: flex; justify-content: space-between; font-size: .9rem; }
dt { margin-top: .4rem; overflow-wrap: anywhere; }
dd { margin: 0 0 0 1.2rem; }
"""  # noqa: E501 - CSS has a rule on each line
OTHER: Final = {Lang.EN: Lang.JA, Lang.JA: Lang.EN}
NAMES: Final = {Lang.EN: "English", Lang.JA: "日本語"}
HOME: Final = Both("Everything", "一覧")
_CODE: Final = re.compile(r"`([^`]+)`")
_STRONG: Final = re.compile(r"\*\*(.+?)\*\*")


def site(shape: Structure, langs: Sequence[Lang]) -> Iterator[tuple[str, str]]:
    """Every file by its path: `en/topic/roles.html` and so on, with `index.html` and `style.css` at the top."""
    yield "style.css", STYLE
    first = langs[0]
    yield (
        "index.html",
        f'<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={first}/index.html">\n',
    )
    for lang in langs:
        for target in targets():
            page = index(lang, every_rule(lang)) if target.kind is Kind.INDEX else page_of(target, shape, lang)
            yield f"{lang.value}/{address(target)}", _document(page, lang, langs)


def address(target: Target) -> str:
    """Where a page stands below its language; the brackets of a path are left out."""
    if target.kind is Kind.INDEX:
        return "index.html"
    return f"{target.kind.value}/{re.sub(r'[^A-Za-z0-9.-]', '', target.name)}.html"


def _document(page: Page, lang: Lang, langs: Sequence[Lang]) -> str:
    up = "" if page.about.kind is Kind.INDEX else "../"
    body = "".join(_section(one, up) for one in page.sections)
    everything = "" if page.about.kind is Kind.INDEX else f'<a href="{up}index.html">{HOME(lang)}</a>'
    return (
        f'<!doctype html>\n<html lang="{lang.value}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{escape(page.title)} · Plumbrule</title>\n<link rel="stylesheet" href="{up}../style.css">\n</head>\n'
        f"<body>\n<nav><span>{everything}</span>{_in_other(page, lang, langs, up)}</nav>\n"
        f"<h1>{escape(page.title)}</h1>\n{body}</body>\n</html>\n"
    )


def _in_other(page: Page, lang: Lang, langs: Sequence[Lang], up: str) -> str:
    other = OTHER[lang]
    if other not in langs:
        return ""
    return f'<a lang="{other.value}" href="{up}../{other.value}/{quote(address(page.about))}">{NAMES[other]}</a>'


def _section(section: Section, up: str) -> str:
    title = f"<h2>{escape(section.title)}</h2>\n" if section.title else ""
    return title + "".join(_part(part, up) for part in section.parts)


def _part(part: Part, up: str) -> str:
    match part:
        case Text(text):
            return f"<p>{_marked(text)}</p>\n"
        case Items(items):
            return _list(_marked(item) for item in items)
        case Listing(text, note):
            caption = f"<figcaption>{escape(note)}</figcaption>" if note else ""
            return f"<figure><pre><code>{escape(text)}</code></pre>{caption}</figure>\n"
        case Links(links):
            rows = "".join(_link(one.target, one.words, up) for one in links)
            return f"<dl>\n{rows}</dl>\n"
        case Origins(read):
            return _list(f"{_origin(page)}, {escape(seen)}" for page, seen in read)
        case _:
            assert_never(part)


def _list(items: Iterable[str]) -> str:
    return "".join(("<ul>\n", *(f"<li>{item}</li>\n" for item in items), "</ul>\n"))


def _link(target: Target, words: str, up: str) -> str:
    said = f"<dd>{_marked(words)}</dd>" if words else ""
    return f'<dt><a href="{up}{quote(address(target))}">{escape(target.name)}</a></dt>{said}\n'


def _origin(page: str) -> str:
    return f'<a href="{escape(page)}">{escape(page)}</a>' if "://" in page else escape(page)


def _marked(text: str) -> str:
    """Backticks and stars as HTML; everything else as it stands."""
    return _STRONG.sub(r"<strong>\1</strong>", _CODE.sub(r"<code>\1</code>", escape(text)))
