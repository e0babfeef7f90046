"""Findings that no rule of the catalogue makes, for the reference page; a test compares them with the code."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_OR_WARNING: Final = "error or warning"

OF_FILES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "R007": ("warning", "A key that only DescribeTaskDefinition returns, such as `revision`; it is left out."),
        "byte-order-mark": ("info", "The file is UTF-16, or begins with a byte-order mark; it is read all the same."),
        "conflict": ("error", "Another file says what this family of this target is; neither counts."),
        "depth": ("error", "The document is nested too deep."),
        "duplicate-key": ("error", "An object has one key twice."),
        "empty": ("error", "There is nothing in the file."),
        "encoding": ("error", "The file is not text in UTF-8 or UTF-16."),
        "exempt-path": ("error", "A path that is left to others is none, or means what Git must own."),
        "family-prefix": ("error", "The target's settings admit other families only."),
        "file-name": ("error", "A spec's name ends in .json, .yaml or .yml, and is printable."),
        "folder-depth": ("error", "Too many folders stand inside one another."),
        "form": ("error", "The file is neither native, nor wrapped, nor a manifest."),
        "ignore-expired": ("warning", "An ignore rule was for a time that is over; the difference counts again."),
        "key": ("error", "A key is no text, or is too long, alone or together with those above it."),
        "lfs-pointer": ("error", "A Git LFS pointer stands in place of the file."),
        "manifest": ("error", "A part of the manifest is missing or has the wrong form."),
        "name-case": ("error", "Two files have names that differ in letter case only."),
        "no-target": ("error", "No target that the file may address has these labels."),
        "nodes": ("error", "The document has too many values."),
        "not-a-file": ("error", "What stands there is neither a regular file nor a folder."),
        "nul": ("error", "A text holds a NUL character."),
        "null": ("warning", "A value is null; its key is left out."),
        "number": ("error", "A number does not fit, or is none that ECS takes."),
        "overlay": (_OR_WARNING, "A patch does not fit what it is to change."),
        "quotes": ("error", "A value begins with a typographic quote."),
        "refused-by-ecs": ("error", "ECS refused to register it; its own words say why, and it waits for an edit."),
        "separator": ("error", "An invisible line separator stands in a YAML file."),
        "size": ("error", "The file is larger than the settings let a spec be."),
        "submodule": ("warning", "A submodule is never followed; no spec in it is read."),
        "surrogate": ("error", "A text holds half a surrogate pair, which is no character."),
        "symlink": ("error or info", "A symbolic link is never followed; one with a spec's name is an error."),
        "syntax": ("error", "The file is not valid JSON, or not valid YAML."),
        "too-many": ("error", "There are more findings than are told."),
        "unknown-key": ("error", "A manifest has no such key."),
        "unknown-target": ("error", "A manifest names a target that the settings do not have."),
        "unreadable": ("error", "The user that Plumbrule runs as may not read the file."),
        "unrouted": ("error", "No path of the settings leads from this file to a target."),
        "variable": ("error", "A `${…}` is broken, or names nothing that the target has."),
        "waiver": ("warning", "An annotation about a rule was not understood, so that it counts for nothing."),
        "waiver-expired": ("warning", "An annotation about a rule was for a time that is over."),
        "waiver-refused": ("info", "An annotation would lower a rule in a target that does not let it."),
        "waiver-unused": ("info", "An annotation about a rule changes nothing."),
        "yaml-alias": ("error", "YAML's aliases are not read."),
        "yaml-anchor": ("error", "YAML's anchors are not read."),
        "yaml-documents": ("error", "A file has one document."),
        "yaml-merge": ("error", "YAML's merge keys are not read."),
        "yaml-tag": ("error", "YAML's tags are not read."),
    }
)
"""Severity and meaning by id: what load, render and sources say of files."""

NOT_RULES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "R013": "About registering one family twice at the same time; Plumbrule has one writer for each family.",
        "R056": "Whether the application calls AWS, and so needs a task role, is not written in a definition.",
        "R114": "About changing a port's protocol under a service; a definition does not say which services use it.",
    }
)
"""Numbers of the list of rules that are no rules of a single definition, and why."""
