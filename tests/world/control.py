"""The control door under /world/: JSON in, JSON out, for tests and the demo only.

A new door is one small function and one row of `DOORS`.
"""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from tests.world.ecs.call import Call
from tests.world.ecs.register import add_revision, add_same
from tests.world.ecs.retire import deregister
from tests.world.ecs.services import put, put_tasks
from tests.world.ecs.tagging import tag_resource, untag_resource
from tests.world.ecs.view import view
from tests.world.faults import read_fault
from tests.world.identity import DEFAULT_ACCOUNT, Caller
from tests.world.knobs import shown, turned
from tests.world.wire import Refused, Reply, json_refusal, json_reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.world.state import State
    from tests.world.wire import Request, Tree

DEFAULT_REGION = "us-east-1"


def _call(state: State, asked: Tree, payload: Tree) -> Call:
    account, region = asked.get("account", DEFAULT_ACCOUNT), asked.get("region", DEFAULT_REGION)
    by = asked.get("by", f"arn:aws:sts::{account}:assumed-role/Console/somebody")
    caller = Caller("by-hand", account, region, by)
    return Call(state, state.knobs, state.place(account, region), caller, payload)


def _log(state: State, _asked: Tree) -> Any:  # noqa: ANN401 - any JSON value
    return state.log


def _calls(state: State, _asked: Tree) -> Any:  # noqa: ANN401 - any JSON value
    counts = [{"operation": name, "outcome": end, "count": n} for (name, end), n in state.calls.counts.items()]
    return {"counts": counts, "recent": list(state.calls.recent)}


def _register(state: State, asked: Tree) -> Any:  # noqa: ANN401 - any JSON value
    tags = {"tags": [{"key": key, "value": value} for key, value in asked["tags"].items()]} if asked.get("tags") else {}
    call = _call(state, asked, {**asked["definition"], **tags})
    revision = add_revision(call)
    for _ in range(asked.get("times", 1) - 1):
        revision = add_same(call, revision)
    return {"arn": revision.arn, "family": revision.family, "revision": revision.number}


def _register_many(state: State, asked: Tree) -> Any:  # noqa: ANN401 - any JSON value
    shared = {name: value for name, value in asked.items() if name != "definitions"}
    return [_register(state, {**shared, "definition": definition}) for definition in asked["definitions"]]


def _deregister(state: State, asked: Tree) -> Any:  # noqa: ANN401 - any JSON value
    _, _, _, region, account, _ = asked["arn"].split(":", 5)
    call = _call(state, {**asked, "account": account, "region": region}, {"taskDefinition": asked["arn"]})
    deregister(call)
    return {"arn": asked["arn"]}


def _tag(state: State, asked: Tree) -> Any:  # noqa: ANN401 - any JSON value
    """Somebody else sets tags, or removes those that are named without a value."""
    _, _, _, region, account, _ = asked["arn"].split(":", 5)
    where = {"account": account, "region": region}
    tags = [{"key": key, "value": value} for key, value in asked["tags"].items() if value is not None]
    gone = [key for key, value in asked["tags"].items() if value is None]
    if tags:
        tag_resource(_call(state, where, {"resourceArn": asked["arn"], "tags": tags}))
    if gone:
        untag_resource(_call(state, where, {"resourceArn": asked["arn"], "tagKeys": gone}))
    return {"arn": asked["arn"]}


def _knobs(state: State, _asked: Tree) -> Any:  # noqa: ANN401 - any JSON value
    return {**shown(state.knobs), "fail": state.faults.shown()}


def _turn(state: State, asked: Tree) -> Any:  # noqa: ANN401 - any JSON value
    wanted = {name: value for name, value in asked.items() if name != "fail"}
    rows = [read_fault(row) for row in asked.get("fail", ())]
    state.knobs = turned(state.knobs, wanted)
    if "fail" in asked:
        state.faults.plan(rows, keep=False)
    return _knobs(state, asked)


def _fail(state: State, asked: Tree) -> Any:  # noqa: ANN401 - any JSON value
    state.faults.plan([read_fault(asked)], keep=True)
    return {"fail": state.faults.shown()}


def _services(state: State, asked: Tree) -> Any:  # noqa: ANN401 - any JSON value
    return put(_call(state, asked, {}).place, asked["cluster"], asked["services"])


def _tasks(state: State, asked: Tree) -> Any:  # noqa: ANN401 - any JSON value
    return put_tasks(_call(state, asked, {}).place, asked["cluster"], asked["tasks"])


def _age(state: State, asked: Tree) -> Any:  # noqa: ANN401 - any JSON value
    """Everything becomes so many seconds older at once, as far as a lag of visibility is concerned."""
    revisions = [
        each for place in state.places.values() for family in place.families.values() for each in family.revisions
    ]
    for revision in revisions:
        revision.born -= float(asked["seconds"])
    return {"aged": len(revisions)}


def _reset(state: State, _asked: Tree) -> Any:  # noqa: ANN401 - any JSON value
    state.reset()
    return {}


def _dump(state: State, _asked: Tree) -> Any:  # noqa: ANN401 - any JSON value
    return [
        {"account": account, "region": region, "taskDefinition": view(revision, state.knobs.era), "tags": revision.tags}
        for (account, region), place in sorted(state.places.items())
        for name in place.names
        for revision in place.families[name].revisions
    ]


DOORS: Mapping[tuple[str, str], Callable[[State, Tree], Any]] = MappingProxyType(
    {
        ("GET", "log"): _log,
        ("GET", "calls"): _calls,
        ("GET", "knobs"): _knobs,
        ("GET", "dump"): _dump,
        ("POST", "knobs"): _turn,
        ("POST", "fail"): _fail,
        ("POST", "register"): _register,
        ("POST", "register-many"): _register_many,
        ("POST", "deregister"): _deregister,
        ("POST", "tag"): _tag,
        ("POST", "services"): _services,
        ("POST", "tasks"): _tasks,
        ("POST", "age"): _age,
        ("POST", "reset"): _reset,
    }
)


def answer_control(state: State, request: Request) -> Reply:
    """Answer one request at the door: 404 for an unknown door, 400 for a request it cannot read or that ECS refuses."""
    door = DOORS.get((request.method, request.path.removeprefix("/world/")))
    if door is None:
        return json_reply({"error": f"no door {request.method} {request.path}"}, 404)
    try:
        with state.lock:
            return Reply(200, json.dumps(door(state, json.loads(request.body or b"{}"))).encode(), "application/json")
    except Refused as refused:
        return json_refusal(refused)
    except (KeyError, ValueError, TypeError, AttributeError) as wrong:
        return json_reply({"error": f"{type(wrong).__name__}: {wrong}"}, 400)
