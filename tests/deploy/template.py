"""What a CloudFormation template says once its parameters are known: just enough of CloudFormation for ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from cfnlint.decode import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

LEFT_OUT: Final = object()
"""AWS::NoValue."""

_VARIABLE: Final = re.compile(r"\$\{([\w:.]+)\}")


def read(path: Path) -> dict[str, Any]:
    """The template as a tree, functions in their long form."""
    tree, mistakes = decode(str(path))
    assert not mistakes, mistakes
    return dict(tree)


def resolved(tree: Any, known: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any part of a template
    """`tree` with functions replaced by what they give, where `known` has a value for each name."""
    if isinstance(tree, list):
        return [value for one in tree if (value := resolved(one, known)) is not LEFT_OUT]
    if isinstance(tree, str):
        return str(tree)  # cfn-lint's own kind of text knows its line, and nobody else knows that kind
    if not isinstance(tree, dict):
        return tree
    if len(tree) == 1 and (name := next(iter(tree))) in _FUNCTIONS:
        return _FUNCTIONS[name](tree[name], known)
    pairs = ((str(name), resolved(value, known)) for name, value in tree.items())
    return {name: value for name, value in pairs if value is not LEFT_OUT}


def _sub(text: Any, known: Mapping[str, Any]) -> str:  # noqa: ANN401 - as a template has it
    return _VARIABLE.sub(lambda found: str(known[found[1]]), text)


def _get(words: Any, known: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as a template has it
    return known[words if isinstance(words, str) else ".".join(words)]


def _if(words: Any, known: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as a template has it
    return resolved(words[1] if known[words[0]] else words[2], known)


_FUNCTIONS: Final[Mapping[str, Callable[[Any, Mapping[str, Any]], Any]]] = {
    "Ref": lambda name, known: LEFT_OUT if name == "AWS::NoValue" else known[name],
    "Fn::GetAtt": _get,
    "Fn::Sub": _sub,
    "Fn::If": _if,
    "Fn::Equals": lambda words, known: resolved(words[0], known) == resolved(words[1], known),
    "Fn::Not": lambda words, known: not resolved(words[0], known),
}


def as_api(tree: Any) -> Any:  # noqa: ANN401 - any part of a template
    """Members as the ECS API names them, which is with a small letter first; keys of log options have one already."""
    if isinstance(tree, list):
        return [as_api(one) for one in tree]
    if not isinstance(tree, dict):
        return tree
    return {f"{name[:1].lower()}{name[1:]}": as_api(value) for name, value in tree.items()}
