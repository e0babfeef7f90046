"""The JSON Schema of the settings file, read off the pydantic form; `config/schema/settings.schema.json` is its copy.

It is laxer than the reader where JSON Schema cannot speak: bounds of durations, and everything in `across.py`.
It is stricter where the reader keeps as text what other readers of YAML take for numbers: there an editor asks for
quotes around text such as `1.10`, and for none around a decimal number (see `kinds.Decimal`).
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from plumbrule.model.duration import write_duration
from plumbrule.settings.form import SettingsForm
from plumbrule.settings.policy.form import PolicyForm

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

    from plumbrule.model.tree import Object

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


class _Editors(GenerateJsonSchema):
    """Pydantic's schema without what an operator never writes: null, invented titles, whole groups as defaults."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 - pydantic's own signature
        return False

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        return {**super().dict_schema(schema), "additionalProperties": False}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        json = super().default_schema(schema)
        default = _default(schema)
        return {name: value for name, value in json.items() if name != "default"} | default


def _default(schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
    """The default as the file would have it; none for what has no value of its own (null, a group of keys)."""
    value = schema["default_factory"]() if "default_factory" in schema else schema.get("default")  # type: ignore[call-arg]
    match value:
        case None | BaseModel():
            return {}
        case timedelta():
            return {"default": write_duration(value)}
        case float() if value.is_integer():
            return {"default": int(value)}
        case StrEnum():
            return {"default": value.value}
        case _:
            return {"default": value}


def settings_schema() -> Object:
    """The schema, JSON Schema 2020-12."""
    schema = SettingsForm.model_json_schema(schema_generator=_Editors)
    for definition in schema["$defs"].values():
        _without_code(definition)
    return {"$schema": DIALECT, **schema, "title": "Plumbrule settings"}


def policy_schema() -> Object:
    """The schema of the policy file, JSON Schema 2020-12."""
    schema = PolicyForm.model_json_schema(schema_generator=_Editors)
    for definition in schema["$defs"].values():
        _without_code(definition)
    return {"$schema": DIALECT, **schema, "title": "Plumbrule policy"}


def _without_code(definition: dict[str, Any]) -> None:
    """Take out what speaks to programmers: class names, and the docstrings of enumerations."""
    definition.pop("title", None)
    if "enum" in definition:
        definition.pop("description", None)
