"""docs/reference/settings.md: a table of every key, from the settings' JSON Schema.

The schema is a parameter, since `settings/` makes it and the two packages do not know each other.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plumbrule.model.tree import as_list, as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.model.tree import Object, Tree

INTRODUCTION: Final = """\
# Settings

One YAML file, named with `--config` or `PLUMBRULE_CONFIG`, holds everything an operator decides.
[`config/plumbrule.example.yaml`](../../config/plumbrule.example.yaml) is a commented file to start from.
Any mistake keeps the daemon from starting (exit code 78), and all mistakes are told at once, each with line and column.
On a reload with mistakes the old settings stay.

This page is generated from the code; change the words there and run `make schemas`.

## Environment

A variable `PLUMBRULE_…` wins over the file, and two underscores go one group deeper.
`PLUMBRULE_SOURCE__PATH=/x` sets `source.path`.
Its value is read like a value in the file.
Items of lists cannot be set that way, so everything under `targets` is written in the file.
A variable that begins with `PLUMBRULE_` and sets nothing is a mistake, except `PLUMBRULE_CONFIG`, and those that say
where a running daemon is: `PLUMBRULE_SOCKET`, `PLUMBRULE_URL`, `PLUMBRULE_TOKEN_FILE`.

## How values are written

- A duration is a whole number with one unit: `500ms`, `3s`, `10m`, `2h` or `1d`.
- Text that looks like a number, such as an account's id, stands in quotes.
- A path is absolute; neither `~` nor variables are filled in.
- A key without a value is a mistake; leave the key out to have its default.

## Keys

`[]` stands for each item of a list.

"""
BAR: Final = r"\|"
HEAD: Final = "| key | takes | default | meaning |\n|---|---|---|---|\n"


@dataclass(frozen=True, slots=True)
class Row:
    """One key of the table; `default` is None for a key without one."""

    path: str
    takes: str
    default: Tree
    required: bool
    words: str

    def __str__(self) -> str:
        cells = (f"`{self.path}`", self.takes, self._default(), self.words)
        return f"| {' | '.join(cell.replace('|', BAR) for cell in cells)} |\n"

    def _default(self) -> str:
        if self.required:
            return "required"
        return "" if self.default is None else f"`{written(self.default)}`"


def settings_page(schema: Object) -> str:
    """The page for `schema`."""
    return INTRODUCTION + HEAD + "".join(str(row) for row in rows(schema))


def rows(schema: Object) -> tuple[Row, ...]:
    """Every key of `schema`, groups before what they hold."""
    return tuple(_rows(schema, as_object(schema["$defs"]), ""))


def written(value: Tree) -> str:
    """A value as the file would have it, empty text and empty groups included."""
    return value if isinstance(value, str) and value else json.dumps(value)


def _rows(group: Object, definitions: Object, prefix: str) -> Iterator[Row]:
    required = as_list(group.get("required", ()))
    for name, said in as_object(group["properties"]).items():
        key = _resolved(as_object(said), definitions)
        items = _resolved(as_object(key.get("items")), definitions)
        path = f"{prefix}{name}"
        yield Row(path, _takes(key, items), key.get("default"), name in required, as_text(key.get("description")) or "")
        if "properties" in key:
            yield from _rows(key, definitions, f"{path}.")
        elif "properties" in items:
            yield from _rows(items, definitions, f"{path}[].")


def _resolved(schema: Object, definitions: Object) -> Object:
    name = (as_text(schema.get("$ref")) or "").rpartition("/")[2]
    return {**as_object(definitions[name]), **schema} if name else schema


def _takes(key: Object, items: Object) -> str:
    if "const" in key or "enum" in key:
        return _one_of(key)
    match key.get("type"):
        case "array":
            return f"list of {_one_of(items) if 'enum' in items else 'groups'}"
        case "object":
            return "group of keys" if "properties" in key else "names with values"
        case "boolean":
            return "true or false"
        case "string":
            return "duration" if _is_duration(key) else "text"
        case _:
            return _number(key) if "type" in key else "any value"


def _one_of(key: Object) -> str:
    return " or ".join(f"`{written(value)}`" for value in as_list(key.get("enum")) or [key["const"]])


def _is_duration(key: Object) -> bool:
    return "(ms|s|m|h|d)" in (as_text(key.get("pattern")) or "")


def _number(key: Object) -> str:
    kind = "whole number" if key.get("type") == "integer" else "number"
    least = f"{key['minimum']} to" if "minimum" in key else "above 0, up to"
    return f"{kind}, {least} {key['maximum']}"
