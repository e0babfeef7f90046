"""What no single key under `notify` can be judged by: which keys a kind of sink needs, and where routes lead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.model.manners import SinkKind
from plumbrule.model.tree import as_list, as_object, as_text
from plumbrule.settings.mistake import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plumbrule.model.tree import Object

NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    SinkKind.SLACK: ("token_file",),
    SinkKind.SLACK_WEBHOOK: ("url_file",),
    SinkKind.WEBHOOK: (),
    SinkKind.SNS: ("topic_arn",),
}
ALLOWED: Final[Mapping[str, frozenset[str]]] = {
    SinkKind.SLACK: frozenset({"token_file", "app_token_file", "signing_secret_file", "listen", "api_url"}),
    SinkKind.SLACK_WEBHOOK: frozenset({"url_file"}),
    SinkKind.WEBHOOK: frozenset({"url", "url_file", "secret_file"}),
    SinkKind.SNS: frozenset({"topic_arn", "region", "role_arn", "endpoint_url"}),
}


def notify_mistakes(notify: Object) -> Iterator[Mistake]:
    """Every mistake that takes more than one value to see."""
    sinks = [as_object(one) for one in as_list(notify.get("sinks"))]
    names = [as_text(one.get("name")) for one in sinks]
    for index, sink in enumerate(sinks):
        where = ("notify", "sinks", index)
        if names[index] and names.index(names[index]) < index:
            yield Mistake((*where, "name"), f"is the name of sinks[{names.index(names[index])}] already")
        yield from _sink(where, sink, as_text(sink.get("kind")) or "")
    kinds = {as_text(one.get("name")): as_text(one.get("kind")) for one in sinks}
    for index, route in enumerate(map(as_object, as_list(notify.get("routes")))):
        yield from _route(("notify", "routes", index), route, kinds)


def _sink(where: tuple[str | int, ...], sink: Object, kind: str) -> Iterator[Mistake]:
    if kind not in ALLOWED:
        return
    for key in sink:
        if sink[key] and key not in ALLOWED[kind] and any(key in known for known in ALLOWED.values()):
            yield Mistake((*where, key), f"means nothing to a sink of kind {kind}", at_key=True)
    for key in NEEDED[kind]:
        if not sink.get(key):
            yield Mistake((*where, "kind"), f"needs {key} beside it")
    if kind == SinkKind.WEBHOOK and bool(sink.get("url")) == bool(sink.get("url_file")):
        yield Mistake((*where, "kind"), "needs url or url_file beside it, and not both")
    if bool(sink.get("listen")) != bool(sink.get("signing_secret_file")):
        given = "listen" if sink.get("listen") else "signing_secret_file"
        yield Mistake((*where, given), "only means something together with listen and signing_secret_file")


def _route(where: tuple[str | int, ...], route: Object, kinds: Mapping[str | None, str | None]) -> Iterator[Mistake]:
    sink = as_text(route.get("sink"))
    if sink and sink not in kinds:
        known = ", ".join(name for name in kinds if name) or "none"
        yield Mistake((*where, "sink"), f"is no sink of notify.sinks, which has {known}")
    elif sink and kinds[sink] == SinkKind.SLACK and not route.get("channel"):
        yield Mistake((*where, "sink"), "needs channel beside it: a Slack app may speak in many")
