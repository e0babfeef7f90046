"""FireLens: the options of its router."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core import did_you_mean
from plumbrule.core.validate.bound import Bound
from plumbrule.core.validate.checks import not_among
from plumbrule.core.validate.example import Example
from plumbrule.core.validate.pages import api, guide
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import cut
from plumbrule.core.validate.variants import ROUTED
from plumbrule.model.document import KeyPointer
from plumbrule.model.finding import Severity
from plumbrule.model.pointer import child
from plumbrule.model.secret import brief
from plumbrule.model.tree import Opaque, as_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plumbrule.core.validate.rule import Check, Subject, Value
    from plumbrule.model.tree import Tree

_AT: Final = "containerDefinitions[].firelensConfiguration.options"
_KIND: Final = "config-file-type"
_FILE: Final = "config-file-value"
_METADATA: Final = "enable-ecs-log-metadata"
_TAKEN: Final = frozenset({_KIND, _FILE, _METADATA})
_RESERVED: Final = frozenset({"/fluent-bit/etc/fluent-bit.conf", "/fluentd/etc/fluent.conf"})
_EXAMPLES: Final = guide("firelens-taskdef")

_OPTIONS: Final = "/containerDefinitions/1/firelensConfiguration/options"
_OWN_FILE: Final = {_KIND: "file", _FILE: "/extra.conf"}


def _routed(options: Mapping[str, Tree], *, at: str = "") -> Example:
    return Example({**ROUTED, _OPTIONS: options}, at=f"{_OPTIONS}/{at}".rstrip("/"))


def from_s3(_: Subject, value: Value) -> Iterator[Remark]:
    """A configuration that is kept in S3."""
    if as_object(value.tree).get(_KIND) == "s3":
        message = "a log router on Fargate cannot take its configuration from S3, only from a file of its image"
        yield Remark(child(value.pointer, _KIND), message)


def half_a_file(_: Subject, value: Value) -> Iterator[Remark]:
    """A kind of file without the file, or the reverse; or a kind that is none."""
    options = as_object(value.tree)
    kind = options.get(_KIND)
    for given, missing in ((_KIND, _FILE), (_FILE, _KIND)):
        if given in options and missing not in options:
            yield Remark(value.pointer, f"`{given}` is there without `{missing}`")
    if isinstance(kind, str) and kind not in {"s3", "file"}:
        yield Remark(value.pointer, f"`{_KIND}` must be `file`, but is `{brief(cut(kind))}`")


def reserved(_: Subject, value: Value) -> Iterator[Remark]:
    """A file where ECS puts the one that it makes."""
    path = as_object(value.tree).get(_FILE)
    if isinstance(path, str) and path in _RESERVED:
        yield Remark(child(value.pointer, _FILE), f"ECS puts the configuration that it makes at `{path}`")


def not_taken(_: Subject, value: Value) -> Iterator[Remark]:
    """Options that FireLens does not have."""
    for key in as_object(value.tree):
        if key not in _TAKEN:
            pointer = KeyPointer(child(value.pointer, key))
            yield Remark(pointer, f"FireLens has no option `{brief(key)}`", did_you_mean(key, _TAKEN))


def _of(key: str, check: Check) -> Check:
    return lambda subject, value: check(subject, value) if value.pointer.endswith(f"/{key}") else ()


RULES: Final = (
    Rule(
        id="R158",
        severity=Severity.ERROR,
        at=(_AT,),
        why="On Fargate only files of the image configure a router; ECS may register it even so, but no task runs.",
        source=api("FirelensConfiguration"),
        check=Bound(from_s3, {"properties": {_KIND: {"not": {"const": "s3"}}}}),
        hint="put the file into an image of your own and write `file`, or use AWS's image with the `init` tag",
        ecs="Fargate launch type does not support FirelensConfiguration config file from 's3'",
        bad=(_routed({_KIND: "s3", _FILE: "arn:aws:s3:::config/extra.conf"}, at=_KIND),),
        good=(_routed(_OWN_FILE),),
    ),
    Rule(
        id="R159",
        severity=Severity.ERROR,
        at=(_AT,),
        why="ECS needs to know of what kind a configuration file is, and where it is.",
        source=_EXAMPLES,
        check=half_a_file,
        hint="write `config-file-type: file` and the path in `config-file-value`, or neither",
        bad=(_routed({_KIND: "file"}), _routed({_FILE: "/extra.conf"}), _routed({_KIND: "ssm", _FILE: "/extra.conf"})),
        good=(_routed(_OWN_FILE), _routed({}), _routed({_KIND: "file", _FILE: Opaque("${var.X}")})),
    ),
    Rule(
        id="R160",
        severity=Severity.WARNING,
        at=(_AT,),
        why="ECS mounts its own configuration there, over the file of the image, which is then not read.",
        source=_EXAMPLES,
        check=reserved,
        hint="give your own file another path, such as `/extra.conf`; ECS's configuration includes it",
        bad=tuple(_routed({_KIND: "file", _FILE: path}, at=_FILE) for path in sorted(_RESERVED)),
        good=(_routed(_OWN_FILE), _routed({_KIND: "file", _FILE: "/fluent-bit/etc/extra.conf"})),
    ),
    Rule(
        id="R161",
        severity=Severity.ERROR,
        at=(_AT,),
        why="A router has these three options; what else it is to do stands in its configuration file.",
        source=api("FirelensConfiguration"),
        check=Bound(not_taken, {"propertyNames": {"enum": sorted(_TAKEN)}}),
        hint="remove the option",
        bad=(
            _routed({"enable_ecs_log_metadata": "true"}, at="enable_ecs_log_metadata"),
            _routed({"Name": "s3"}, at="Name"),
        ),
        good=(_routed({**_OWN_FILE, _METADATA: "true"}),),
    ),
    Rule(
        id="R161",
        severity=Severity.ERROR,
        at=(f"{_AT}{{}}",),
        why="The option is a switch.",
        source=api("FirelensConfiguration"),
        check=_of(_METADATA, not_among("true", "false")),
        hint='write "true" or "false", in small letters',
        bad=(_routed({_METADATA: "True"}, at=_METADATA), _routed({_METADATA: "on"}, at=_METADATA)),
        good=(_routed({_METADATA: "true"}), _routed({_METADATA: "false"})),
    ),
)
