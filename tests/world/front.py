"""The front door of AWS: which service and operation, who calls, faults, buckets, then the operation itself."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.world import sts
from tests.world.ecs.call import Call
from tests.world.ecs.operations import OPERATIONS, TARGET
from tests.world.faults import KINDS
from tests.world.identity import Caller, caller_of
from tests.world.wire import Answer, Drop, Refused, Reply, Request, json_refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.world.state import State
    from tests.world.wire import Tree


@dataclass(frozen=True, slots=True)
class Asked:
    """One AWS call before anything is decided about it."""

    service: str
    operation: str
    payload: Tree

    @property
    def family(self) -> str:
        """The family the call is about, as far as its input says; empty for lists without one."""
        named = self.payload.get("family") or self.payload.get("taskDefinition") or self.payload.get("resourceArn")
        return named.rpartition("/")[2].partition(":")[0] if isinstance(named, str) else ""


def _payload(body: bytes) -> Tree:
    try:
        decoded = json.loads(body or b"{}")
    except ValueError:
        decoded = None
    if not isinstance(decoded, dict):
        raise Refused("SerializationException", "Unable to parse the request body as a JSON object")
    return decoded


def _asked(request: Request) -> Asked:
    target = request.headers.get("x-amz-target")
    if target is None:
        parameters = sts.parameters_of(request.body)
        return Asked("sts", parameters.get("Action", ""), dict(parameters))
    operation = target.removeprefix(TARGET)
    if operation not in OPERATIONS:
        raise Refused("UnknownOperationException", f"Unknown operation {target}")
    return Asked("ecs", operation, _payload(request.body))


def _serve(state: State, asked: Asked, caller: Caller) -> Reply:
    if asked.service == "sts":
        return sts.answer(asked.operation, sts.Query(state, caller, asked.payload))
    with state.lock:
        call = Call(state, state.knobs, state.place(caller.account, caller.region), caller, asked.payload)
        return Reply(200, OPERATIONS[asked.operation](call))


def _with_faults(state: State, asked: Asked, caller: Caller) -> tuple[Answer, str]:
    """Serve a call unless a fault or an empty bucket comes in between; return the answer and its outcome."""

    def serve() -> Answer:
        state.buckets.take(state.knobs.buckets, asked.operation, caller.account, caller.region)
        return _serve(state, asked, caller)

    fault = state.faults.next_for(asked.operation, caller, asked.family)
    if fault is None:
        return serve(), "ok"
    answer = KINDS[fault.kind](serve, fault, asked.operation, caller)
    return answer, fault.kind if isinstance(answer, Drop) else "ok"


def _refusing(state: State, serve: Callable[[], tuple[Answer, str]], asked: Asked, **where: str) -> Answer:
    try:
        answer, outcome = serve()
    except Refused as refused:
        answer = sts.refusal(refused) if asked.service == "sts" else json_refusal(refused)
        outcome = refused.code
    with state.lock:
        state.calls.add(asked.operation, outcome, family=asked.family, **where)
    return answer


def answer_aws(state: State, request: Request) -> Answer:
    """Answer one AWS request."""
    if state.knobs.latency_ms:
        time.sleep(state.knobs.latency_ms / 1000)
    try:
        asked = _asked(request)
    except Refused as refused:
        return json_refusal(refused)
    try:
        caller = caller_of(request.headers, state.knobs, state.sessions)
    except Refused as refused:
        text = refused

        def refuse() -> tuple[Answer, str]:
            raise text

        return _refusing(state, refuse, asked)
    where = {"account": caller.account, "region": caller.region, "by": caller.arn}
    return _refusing(state, lambda: _with_faults(state, asked, caller), asked, **where)
