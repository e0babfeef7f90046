"""The JSON Schema of a spec, in all its forms; `config/schema/spec.schema.json` is its copy.

It follows load and rules: what they take, be it with a warning, is valid.
What load and the shape rules refuse is not, nor what breaks a rule that JSON Schema can say, if the rule is an error.
It is laxer where JSON Schema cannot speak: a template's `family` must be metadata.name, and a template may lack what
overlays supply, so nothing is required there (`api_schema.py` names more).
Settings and annotations that change rules are not its business: it has the severities of the catalogue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.fields.patterns import LONGEST
from plumbrule.core.load.exemptions import MOST as MOST_EXEMPTIONS
from plumbrule.reference.api_schema import NATIVE, PATCH, TEMPLATE, definitions
from plumbrule.reference.keywords import together
from plumbrule.reference.rule_words import bounds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.shape import ApiShape
    from plumbrule.model.tree import Object, Tree

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
API_VERSION: Final = "plumbrule.dev/v1"
KIND: Final = "TaskDefinition"

_NAME: Final[Mapping[str, Tree]] = {"type": "string", "minLength": 1}
_PATH: Final[Mapping[str, Tree]] = {
    "description": "Such as containerDefinitions[app].image; [*] stands for every element of a list.",
    "type": "string",
    "minLength": 1,
    "maxLength": LONGEST,
}
_DAY: Final[Mapping[str, Tree]] = {
    "description": "The last day on which the rule counts, in UTC.",
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
}
_TEXTS: Final[Mapping[str, Tree]] = {"type": ["object", "null"], "additionalProperties": {"type": "string"}}
_SOME_LABELS: Final[Mapping[str, Tree]] = {
    "description": "Every one of these labels must be the target's.",
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {"type": "string"},
}


def spec_schema(shape: ApiShape) -> Object:
    """The schema of one file.

    It is a manifest when it says `apiVersion` or `kind`, wrapped when it says `taskDefinition`, else native.
    """
    return {
        "$schema": DIALECT,
        "title": "A task definition for Plumbrule",
        "description": "RegisterTaskDefinition's own input, what describe-task-definition prints, or a manifest.",
        "type": "object",
        "if": {"anyOf": [{"required": ["apiVersion"]}, {"required": ["kind"]}]},
        "then": _ref("manifest"),
        "else": {"if": {"required": ["taskDefinition"]}, "then": _ref("wrapped"), "else": _ref(NATIVE.name)},
        "$defs": {
            **_forms(),
            **definitions(shape, NATIVE),
            **definitions(shape, TEMPLATE),
            **definitions(shape, PATCH),
        },
    }


def _forms() -> Object:
    return {
        "manifest": _manifest(),
        "metadata": _metadata(),
        "spec": _spec(),
        "selector": _object({"labels": _SOME_LABELS}, "labels"),
        "overlay": _overlay(),
        "owned": _object({"path": _PATH, "owner": _NAME, "reason": _NAME}, "path"),
        "ignore": _object({"path": _PATH, "owner": _NAME, "reason": _NAME, "until": _DAY}, "path", "owner", "reason"),
        "wrapped": _wrapped(),
    }


def _manifest() -> Object:
    parts: Object = {
        "apiVersion": {"const": API_VERSION},
        "kind": {"const": KIND},
        "metadata": _ref("metadata"),
        "spec": _ref("spec"),
    }
    return _object(parts, *parts)


def _metadata() -> Object:
    return _object(
        {
            "name": _said(together(_NAME, bounds()["family"]), "The family."),
            "labels": _said(_TEXTS, "Told with every notice about this family."),
            "annotations": _said(
                _TEXTS,
                "Notes for people and other programs. Only what begins with plumbrule.dev/ is read: "
                'plumbrule.dev/rule.R065 with "off until 2027-01-31: the reason" changes what a rule says.',
            ),
        },
        "name",
    )


def _spec() -> Object:
    return _object(
        {
            "targets": {
                "description": "Which targets this is for, by name or by labels; without it, all its path may address.",
                "type": "array",
                "minItems": 1,
                "items": {"anyOf": [_NAME, _ref("selector")]},
            },
            "suspend": {
                "description": "Keep hands off this family; it is still compared and told.",
                "anyOf": [{"type": ["boolean", "null"]}, _object({"reason": _NAME}, "reason")],
            },
            "overlays": {
                "description": "Patches for some targets, applied in this order.",
                "type": ["array", "null"],
                "items": _ref("overlay"),
            },
            "template": _said(_ref(TEMPLATE.name), "The task definition; metadata.name is its family."),
            "owned_elsewhere": {
                "description": "Paths that Git does not own; the live value is carried over when Git registers.",
                "type": ["array", "null"],
                "maxItems": MOST_EXEMPTIONS,
                "items": {"anyOf": [_PATH, _ref("owned")]},
            },
            "ignore": {
                "description": "Paths where a difference does not count; Git's value is sent when Git registers.",
                "type": ["array", "null"],
                "maxItems": MOST_EXEMPTIONS,
                "items": _ref("ignore"),
            },
        },
        "template",
    )


def _overlay() -> Object:
    parts: Object = {
        "target": _said(_NAME, "The target's name."),
        "labels": _SOME_LABELS,
        "patch": _said(
            _ref(PATCH.name), "Objects merge, lists merge by their key, null removes, other lists are replaced."
        ),
    }
    return {**_object(parts, "patch"), "oneOf": [{"required": ["target"]}, {"required": ["labels"]}]}


def _wrapped() -> Object:
    answer: Object = {"deprecated": True, "description": "Part of an answer of ECS; it is left out with a warning."}
    parts: Object = {
        "taskDefinition": _ref(NATIVE.name),
        "tags": _said(
            {"$ref": f"#/$defs/{NATIVE.name}/properties/tags"},
            "What describe-task-definition prints beside the definition; taken in, unless it has tags of its own.",
        ),
        "failures": answer,
        "ResponseMetadata": answer,
    }
    twice: Object = {"required": ["tags"], "properties": {"taskDefinition": {"required": ["tags"]}}}
    return {**_object(parts, "taskDefinition"), "not": twice}


def _object(members: Mapping[str, Tree], *required: str) -> Object:
    return {"type": "object", "properties": members, "required": list(required), "additionalProperties": False}


def _ref(name: str) -> Object:
    return {"$ref": f"#/$defs/{name}"}


def _said(schema: Object, words: str) -> Object:
    return {"description": words, **schema}
