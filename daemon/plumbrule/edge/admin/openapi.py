"""The API described in OpenAPI 3.1, made of the one table of routes."""

from __future__ import annotations

import builtins
import collections.abc
import re
import types
from dataclasses import is_dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin, get_type_hints

from plumbrule.edge.admin.fields import SCHEMAS
from plumbrule.edge.admin.route import GET
from plumbrule.edge.admin.routes import ROUTES
from plumbrule.model import answers

if TYPE_CHECKING:
    from plumbrule.edge.admin.fields import Field
    from plumbrule.edge.admin.route import Route

_NAMES: Final = {**vars(answers), "Mapping": collections.abc.Mapping, "datetime": datetime, "Tree": object}
"""What annotations of answers name and their modules import for type checkers only, one another among it."""

_PLAIN: Final[collections.abc.Mapping[Any, collections.abc.Mapping[str, str]]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    datetime: {"type": "string", "format": "date-time"},
    types.NoneType: {"type": "null"},
}
"""Everything else is any JSON."""

_PART: Final = re.compile(r"\{(\w+)\}")
_REFERENCE: Final = "#/components/schemas/{model}"
_REFUSED: Final = {"$ref": _REFERENCE.format(model="Error")}
_ERROR: Final = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "why", "message"],
            "properties": {name: {"type": "string"} for name in ("code", "why", "message")},
        }
    },
}


def openapi(version: str) -> dict[str, Any]:
    """The whole description."""
    schemas: dict[str, Any] = {"Error": _ERROR}
    paths: dict[str, Any] = {}
    for route in ROUTES:
        _add_schema(schemas, route.answer)
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    security = {"token": {"type": "http", "scheme": "bearer"}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Plumbrule admin API", "version": version},
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": security},
    }


def _operation(route: Route) -> dict[str, Any]:
    answer: dict[str, Any] = {"$ref": _REFERENCE.format(model=route.answer.__name__)}
    whole = {"type": "array", "items": answer} if route.many else answer
    named = [_parameter(name, "path", {"type": "string"}) for name in _PART.findall(route.path)]
    found: dict[str, Any] = {
        "summary": route.words,
        "parameters": named,
        "responses": {
            "200": _content(route.words, whole),
            "default": _content("Why not.", {"$ref": "#/components/schemas/Error"}),
        },
    }
    if route.method == GET:
        found["parameters"] = [
            *named,
            *(_parameter(one.name, "query", SCHEMAS[one.kind], one.words) for one in route.fields),
        ]
    else:
        found["requestBody"] = {"required": True, "content": {"application/json": {"schema": _body(route.fields)}}}
    return found


def _body(fields: tuple[Field, ...]) -> dict[str, Any]:
    known = {one.name: {**SCHEMAS[one.kind], "description": one.words} for one in fields}
    return {"type": "object", "additionalProperties": False, "properties": known}


def _content(words: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _parameter(name: str, where: str, schema: Any, words: str = "") -> dict[str, Any]:  # noqa: ANN401 - JSON Schema
    found = {"name": name, "in": where, "required": where == "path", "schema": dict(schema)}
    return {**found, "description": words} if words else found


def _add_schema(schemas: dict[str, Any], answer: type) -> None:
    """The schema of a dataclass, and of those it holds."""
    if answer.__name__ in schemas:
        return
    hints = get_type_hints(answer, localns=_NAMES)
    schemas[answer.__name__] = found = {"type": "object", "properties": {}, "required": list(hints)}
    found["properties"] = {name: _schema(schemas, hint) for name, hint in hints.items()}


def _schema(schemas: dict[str, Any], hint: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a field is annotated with
    inner = get_args(hint)
    match get_origin(hint):
        case types.UnionType:
            return {"anyOf": [_schema(schemas, one) for one in inner]}
        case builtins.tuple:
            return {"type": "array", "items": _schema(schemas, inner[0])}
        case collections.abc.Mapping:
            return {"type": "object", "additionalProperties": _schema(schemas, inner[1])}
        case _:
            pass
    if is_dataclass(hint):
        _add_schema(schemas, hint)  # type: ignore[arg-type] # a class, since it stands in an annotation
        return {"$ref": _REFERENCE.format(model=hint.__name__)}  # type: ignore[union-attr]
    return dict(_PLAIN.get(hint, {}))
