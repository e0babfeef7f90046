"""What no single key can be judged by: names that must differ, keys that need or forbid another.

Judged on the tree as read, so that these are told together with every other mistake.
What is of the wrong type is passed over: the form tells that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.model.duration import read_duration, write_duration
from plumbrule.model.pace import DEFAULT_QUIESCENCE
from plumbrule.model.tree import as_list, as_object, as_text
from plumbrule.settings.across_notify import notify_mistakes
from plumbrule.settings.across_roles import partition_at, role_mistakes
from plumbrule.settings.mistake import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from plumbrule.model.tree import Object, Tree
    from plumbrule.settings.mistake import Where

_ONE_TREE: Final = {
    "link": "a link already points at one commit",
    "directory": "a directory holds one version",
}


def mistakes_across(tree: Object) -> Iterator[Mistake]:
    """Every mistake that takes more than one value to see."""
    targets = [as_object(target) for target in as_list(tree.get("targets"))]
    yield from _valueless((), tree)
    yield from _source(as_object(tree.get("source")))
    yield from _facts([as_text(as_object(fact).get("path")) for fact in as_list(tree.get("facts"))])
    yield from _back_off(as_object(tree.get("back_off")))
    yield from _repeated([as_text(target.get("name")) for target in targets], ("name",), "is the name of")
    yield from _repeated(
        [_id(target) for target in targets], ("account_id",), "has the same partition, account and Region as"
    )
    for index, target in enumerate(targets):
        yield from role_mistakes(("targets", index), target)
    yield from _after(targets)
    yield from _doors(as_object(tree.get("admin")))
    yield from notify_mistakes(as_object(tree.get("notify")))
    yield from _queues([as_object(queue) for queue in as_list(tree.get("events"))])


def _valueless(where: Where, tree: Tree) -> Iterator[Mistake]:
    if tree is None:
        yield Mistake(where, "has no value; write one or leave the key out")
    for key, below in as_object(tree).items():
        yield from _valueless((*where, key), below)
    for index, below in enumerate(as_list(tree)):
        yield from _valueless((*where, index), below)


def _source(source: Object) -> Iterator[Mistake]:
    why = _ONE_TREE.get(as_text(source.get("kind")) or "")
    if why and "branch" in source:
        yield Mistake(("source", "branch"), f"is for kind git only; {why}", at_key=True)
    yield from _waiting(source)
    bounds = as_object(source.get("bounds"))
    one, all_of_them = bounds.get("file_bytes"), bounds.get("total_bytes")
    if isinstance(one, int) and isinstance(all_of_them, int) and one > all_of_them:
        yield Mistake(("source", "bounds", "total_bytes"), f"must be at least file_bytes, which is {one}")


def _waiting(source: Object) -> Iterator[Mistake]:
    quiet, most = (read_duration(as_text(source.get(key)) or "") for key in ("quiet", "max_wait"))
    quiet, most = quiet or DEFAULT_QUIESCENCE.quiet, most or DEFAULT_QUIESCENCE.max_wait
    if quiet > most and "max_wait" in source:
        yield Mistake(("source", "max_wait"), f"must be at least as long as quiet, which is {write_duration(quiet)}")
    elif quiet > most:
        yield Mistake(("source", "quiet"), f"must not be longer than max_wait, which is {write_duration(most)}")
    if "max_age" in source and "touch_file" not in source and as_text(source.get("kind")) in _ONE_TREE:
        yield Mistake(("source", "max_age"), "needs touch_file beside it; only kind git shows when it was fetched")


def _back_off(back_off: Object) -> Iterator[Mistake]:
    first = read_duration(as_text(back_off.get("first")) or "")
    most = read_duration(as_text(back_off.get("most")) or "")
    if first and most and first > most:
        yield Mistake(("back_off", "most"), f"must be at least as long as first, which is {back_off['first']}")


def _facts(paths: Sequence[str | None]) -> Iterator[Mistake]:
    for index, path in enumerate(paths):
        first = paths.index(path)
        if path and first < index:
            yield Mistake(("facts", index, "path"), f"facts[{first}] is about it already; a field has one default")


def _queues(queues: Sequence[Object]) -> Iterator[Mistake]:
    urls = [as_text(queue.get("queue_url")) for queue in queues]
    for index, queue in enumerate(queues):
        first = urls.index(urls[index])
        if urls[index] and first < index:
            yield Mistake(("events", index, "queue_url"), f"is the queue of events[{first}] already")
        if "external_id" in queue and "role_arn" not in queue:
            yield Mistake(("events", index, "external_id"), "only means something together with role_arn", at_key=True)


def _id(target: Object) -> str | None:
    account, region = as_text(target.get("account_id")), as_text(target.get("region"))
    return f"{partition_at(target)}/{account}/{region}" if account and region else None


def _repeated(values: Sequence[str | None], key: Where, words: str) -> Iterator[Mistake]:
    for index, value in enumerate(values):
        first = values.index(value)
        if value and first < index:
            yield Mistake(("targets", index, *key), f"{words} targets[{first}] already; each must be given once")


def _after(targets: Sequence[Object]) -> Iterator[Mistake]:
    """Other targets of this file, and none that waits for this one in its turn."""
    waits = {
        as_text(target.get("name")) or "": {as_text(one) or "" for one in as_list(target.get("after"))}
        for target in targets
    }
    for index, target in enumerate(targets):
        for place, other in enumerate(as_list(target.get("after"))):
            where = ("targets", index, "after", place)
            if as_text(other) not in waits:
                yield Mistake(where, f"is no target of this file, which has {', '.join(filter(None, waits))}")
            elif (as_text(target.get("name")) or "") in _behind(as_text(other) or "", waits):
                yield Mistake(where, "waits for this target in its turn, so that neither would ever go")


def _behind(name: str, waits: Mapping[str, set[str]]) -> set[str]:
    """Everything that `name` waits for, itself included."""
    found, fresh = set[str](), {name}
    while fresh:
        found |= fresh
        fresh = {other for one in fresh for other in waits.get(one, ())} - found
    return found


def _doors(admin: Object) -> Iterator[Mistake]:
    host = (as_text(admin.get("listen")) or "").rpartition(":")[0].strip("[]")
    texts = {key: text for key in admin if (text := as_text(admin.get(key)) or "").isprintable() and text}
    for one, other in (("tls_certificate", "tls_key"), ("proxy_header", "proxy_secret_file")):
        if (one in texts) != (other in texts):
            given, lacking = (one, other) if one in texts else (other, one)
            yield Mistake(("admin", given), f"only means something together with {lacking}")
    if host and "tls_key" not in texts and not (host in {"localhost", "::1"} or host.startswith("127.")):
        yield Mistake(("admin", "listen"), "is not a loopback address, so it needs tls_certificate and tls_key")
