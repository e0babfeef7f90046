"""The specs' schema and the rules side by side, for tests that they agree."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from jsonschema import Draft202012Validator

from plumbrule.core.load.read import read
from plumbrule.core.render.rendering import render_offline
from plumbrule.core.validate.checking import validate
from plumbrule.core.validate.example import BASE, edited
from plumbrule.core.validate.walk import walk
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.digest import blob_id
from plumbrule.model.document import Document
from plumbrule.model.pace import DEFAULT_BOUNDS
from plumbrule.model.place import Place
from plumbrule.model.pointer import join
from plumbrule.model.spec import SourceFile
from plumbrule.model.tree import Opaque
from plumbrule.reference.spec_schema import spec_schema
from tests.core.validate.judging import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.example import Example
    from plumbrule.model.finding import Finding
    from plumbrule.model.tree import Object

WHOLE: Final = Place("web.json")
VALIDATOR: Final = Draft202012Validator(spec_schema(api_shape()))


def plain(definition: Object) -> dict[str, Any]:
    """A definition as a file holds it; a value that only the target knows is the text that stands for it."""
    found = json.loads(json.dumps(definition, default=_text))
    assert isinstance(found, dict)
    return found


def _text(value: object) -> object:
    return value.text if isinstance(value, Opaque) else dict(value)  # type: ignore[call-overload]


def made(example: Example) -> dict[str, Any]:
    """The definition that an example is."""
    return plain(edited(BASE, example.edits))


def forms(example: Example) -> tuple[dict[str, Any], ...]:
    """Every file that an example can be; with variables it can be a manifest alone, and no variable is an object."""
    definition = made(example)
    native = (definition, {"taskDefinition": definition})
    manifests = (as_manifest(definition), as_overlay(definition))
    if "${" not in json.dumps(definition):
        return (*native, *manifests)
    held = (edit.get("options") for edit in example.edits.values() if isinstance(edit, Mapping))
    return () if any(isinstance(options, Opaque) for options in held) else manifests


def refused_at(tree: object) -> tuple[str, ...]:
    """The JSON pointers at which the schema refuses a file."""
    return tuple(join(map(str, error.absolute_path)) for error in VALIDATOR.iter_errors(tree))


def errors(definition: Object) -> tuple[Finding, ...]:
    """What load and rules refuse; a file that load does not take at all is refused as a whole."""
    content = json.dumps(definition).encode()
    document = read(SourceFile("web.json", blob_id(content), content), DEFAULT_BOUNDS, api_shape())
    if not isinstance(document, Document):
        return tuple(replace(finding, place=WHOLE) for finding in document.findings if finding.is_error)
    (variant,) = render_offline(document, api_shape())
    judged = validate(variant.definition, api_shape(), lambda pointer: Place("", pointer=pointer), today=TODAY)
    return tuple(one for one in (*document.findings, *variant.findings, *judged) if one.is_error)


def unexplained(definition: Object) -> list[str]:
    """Where the schema refuses a native definition without an error of load or rules at, above or below that place."""
    refused = refused_at(definition)
    said = [finding.pointer for finding in errors(definition)] if refused else []
    return [place for place in refused if not any(_is_about(place, pointer) for pointer in said)]


def _is_about(place: str, pointer: str) -> bool:
    return f"{pointer}/".startswith(f"{place}/") or f"{place}/".startswith(f"{pointer}/")


def as_manifest(definition: dict[str, Any]) -> dict[str, Any]:
    """The definition as a manifest's template."""
    family = definition["family"]
    template = {name: value for name, value in definition.items() if name != "family"}
    return _manifest({"template": template}, family)


def as_overlay(definition: dict[str, Any]) -> dict[str, Any]:
    """The definition as a patch of a manifest's template."""
    patch = {name: value for name, value in definition.items() if name != "family"}
    return _manifest({"template": {}, "overlays": [{"target": "production", "patch": patch}]}, definition["family"])


def _manifest(spec: dict[str, Any], family: str) -> dict[str, Any]:
    return {"apiVersion": "plumbrule.dev/v1", "kind": "TaskDefinition", "metadata": {"name": family}, "spec": spec}


def broken_by(keywords: Object, path: str, definition: Object) -> Iterator[str]:
    """Pointers of the values at an API path that keywords refuse by themselves."""
    alone = Draft202012Validator(keywords)
    for value in walk(definition, api_shape().request):
        if value.path == path and not alone.is_valid(value.tree):
            yield value.pointer
