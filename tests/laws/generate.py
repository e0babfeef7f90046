"""Task definitions made from the API shape: legal in form, and plain enough that a server can fill them in.

The tables here are written by hand from AWS's pages, not taken from the product, so that a wrong row there is found.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeAlias, assert_never

from hypothesis import strategies as st

from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.shape import Listed, Mapped, Structure, Text, Truth, Whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plumbrule.model.shape import Shape

Json: TypeAlias = Any
"""Generated trees are read and changed freely by the laws."""

_C: Final = "containerDefinitions[]"

KEYED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "containerDefinitions": ("name",),
        "volumes": ("name",),
        "placementConstraints": ("type", "expression"),
        "inferenceAccelerators": ("deviceName",),
        "tags": ("key",),
        "proxyConfiguration.properties": ("name",),
        f"{_C}.environment": ("name",),
        f"{_C}.secrets": ("name",),
        f"{_C}.logConfiguration.secretOptions": ("name",),
        f"{_C}.portMappings": ("containerPort", "protocol"),
        f"{_C}.mountPoints": ("containerPath",),
        f"{_C}.volumesFrom": ("sourceContainer",),
        f"{_C}.dependsOn": ("containerName",),
        f"{_C}.extraHosts": ("hostname",),
        f"{_C}.ulimits": ("name",),
        f"{_C}.systemControls": ("namespace",),
        f"{_C}.resourceRequirements": ("type",),
        f"{_C}.linuxParameters.devices": ("hostPath",),
        f"{_C}.linuxParameters.tmpfs": ("containerPath",),
    }
)
"""Lists whose elements are told apart by members, which makes their order free."""

SETS: Final = frozenset(
    {
        "requiresCompatibilities",
        f"{_C}.restartPolicy.ignoredExitCodes",
        f"{_C}.linuxParameters.capabilities.add",
        f"{_C}.linuxParameters.capabilities.drop",
        f"{_C}.linuxParameters.devices[].permissions",
        f"{_C}.linuxParameters.tmpfs[].mountOptions",
    }
)
"""Lists of plain values without order."""

_WORDS: Final = ("", "a", "web", "007", "1.0", "true", "null", "a b", "x]y", 'q"', "é", "/", "~1", "a.b", "DB_PASSWORD")
_NUMBERS: Final = (0, 1, 3, 5, 20, 30, 80, 300, 443, 65535)
_SIZES: Final = {
    "cpu": ("256", "512", "1024", ".25 vCPU", "0.5 vcpu", "1vCPU", "2 VCPU", "half"),
    "memory": ("512", "1024", "1GB", "2 gb", "0.5 GB", ".5GB", "30 GB", "1 GiB"),
}
_ROLES: Final = ("app", "service-role/app", "arn:aws:iam::123456789012:role/app", "arn:aws-cn:iam::1:role/x")


def words() -> st.SearchStrategy[str]:
    """Texts, tricky ones often."""
    return st.one_of(st.sampled_from(_WORDS), st.text(max_size=4).filter(_is_unicode))


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


@st.composite
def _structures(draw: st.DrawFn, path: str, required: tuple[str, ...]) -> Json:
    missing = sorted(_members(path) - set(required) - _left_out(path))
    few = draw(st.sampled_from((2, 6, 14)))
    chosen = (
        draw(st.lists(st.sampled_from(missing), min_size=min(few // 2, len(missing)), max_size=few, unique=True))
        if missing
        else []
    )
    return {name: draw(_values(f"{path}.{name}" if path else name)) for name in (*required, *chosen)}


def _members(path: str) -> frozenset[str]:
    shape = shapes()[path]
    return frozenset(shape.members) if isinstance(shape, Structure) else frozenset()


def _left_out(path: str) -> frozenset[str]:
    # A mapping has either a port or a range; ranges have a test of their own.
    return frozenset({"containerPortRange"} if path.endswith("portMappings[]") else ())


def _objects(shape: Structure, path: str) -> st.SearchStrategy[Json]:
    key = KEYED.get(path.removesuffix("[]"), ()) if path.endswith("[]") else ()
    return _structures(path, tuple(sorted({*shape.required, *key} - {"protocol"})))


def _lists(path: str) -> st.SearchStrategy[Json]:
    key = KEYED.get(path)
    if key is None:
        return st.lists(_values(f"{path}[]"), max_size=3)
    least = 1 if path == "containerDefinitions" else 0
    return st.lists(_values(f"{path}[]"), min_size=least, max_size=3, unique_by=lambda element: _key(element, key))


def _key(element: Json, members: tuple[str, ...]) -> tuple[Json, ...]:
    return tuple(element.get(member, "tcp" if member == "protocol" else None) for member in members)


def _texts(shape: Text, path: str) -> st.SearchStrategy[str]:
    if path in {"taskRoleArn", "executionRoleArn"}:
        return st.sampled_from(_ROLES)
    if path in _SIZES:
        return st.sampled_from(_SIZES[path])
    above, _, name = path.rpartition("[].")
    words_here = words().filter(bool) if name in KEYED.get(above, ()) else words()
    return st.sampled_from(shape.enum) if shape.enum else words_here


@cache
def _values(path: str) -> st.SearchStrategy[Json]:
    match shapes()[path]:
        case Text() as shape:
            return _texts(shape, path)
        case Whole():
            return st.one_of(st.sampled_from(_NUMBERS), st.integers(0, 65535))
        case Truth():
            return st.booleans()
        case Listed():
            return _lists(path)
        case Mapped():
            return st.dictionaries(words(), _values(f"{path}{{}}"), max_size=3)
        case Structure() as shape:
            return _objects(shape, path)
        case never:
            assert_never(never)


def definitions() -> st.SearchStrategy[Json]:
    """Register inputs with every key unique; not always what ECS would take, always of the right form."""
    return _structures("", ("family", "containerDefinitions"))


@cache
def shapes() -> Mapping[str, Shape]:
    """The shape of every place of RegisterTaskDefinition's input, `[]` for a list's items, `{}` for a map's values."""
    return MappingProxyType(dict(_walked(api_shape().request, "")))


def _walked(shape: Shape, path: str) -> Iterator[tuple[str, Shape]]:
    yield path, shape
    match shape:
        case Structure(members=members):
            for name, member in members.items():
                yield from _walked(member, f"{path}.{name}" if path else name)
        case Listed(item=item):
            yield from _walked(item, f"{path}[]")
        case Mapped(value=value):
            yield from _walked(value, f"{path}{{}}")
        case Text() | Whole() | Truth():
            pass
        case never:
            assert_never(never)
