"""Targets for the tests of render."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.core.render.rendering import render
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.ids import Target, TargetId, TargetName
from plumbrule.model.target_policy import Addressee, Route
from tests.core.load.files import document

if TYPE_CHECKING:
    from plumbrule.core.render.rendering import Rendered
    from plumbrule.model.spec import Spec

ACCOUNTS = {"prod": "123456789012", "dev": "210987654321"}


def target(name: str, variables: dict[str, str | int | bool] | None = None, **labels: str) -> Target:
    account = ACCOUNTS.get(name, "111111111111")
    return Target(TargetName(name), TargetId("aws", account, "eu-west-1"), labels, variables or {})


def to(name: str, *routes: Route, variables: dict[str, str | int | bool] | None = None, **labels: str) -> Addressee:
    return Addressee(target(name, variables, **labels), routes or (Route("**"),))


def rendered(text: str, *addressees: Addressee, path: str = "web.yaml") -> Rendered:
    return render(document(text, path), addressees, api_shape())


def only(text: str, *addressees: Addressee, path: str = "web.yaml") -> Spec:
    found = rendered(text, *addressees, path=path)
    (spec,) = found.specs
    return spec


def manifest(spec: str, name: str = "web") -> str:
    """A manifest; `spec` begins at line 5."""
    return f"apiVersion: plumbrule.dev/v1\nkind: TaskDefinition\nmetadata: {{name: {name}}}\nspec:\n{spec}"
