"""DeregisterTaskDefinition and DeleteTaskDefinitions: there is no way back, and numbers are never reused.

API reference of both operations (docs.aws.amazon.com/AmazonECS, seen 2026-11); texts marked inferred are not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.world.ecs.names import arn_of, split_name
from tests.world.ecs.parse import parsed
from tests.world.ecs.reads import described
from tests.world.ecs.shape import TEXT, Shape
from tests.world.ecs.store import ACTIVE, DELETING, INACTIVE
from tests.world.ecs.view import encoded_view
from tests.world.wire import Refused, compact

if TYPE_CHECKING:
    from tests.world.ecs.call import Call
    from tests.world.ecs.store import Revision
    from tests.world.wire import Tree

_DEREGISTER: Shape = {"taskDefinition": TEXT}
_DELETE: Shape = {"taskDefinitions": [TEXT]}


def deregister(call: Call) -> bytes:
    """DeregisterTaskDefinition: to INACTIVE; a second time changes nothing (inferred).

    Raises:
        Refused: ClientException without a number, or when there is no such revision (texts inferred).
    """
    name = parsed(call.payload, _DEREGISTER).get("taskDefinition", "")
    family, number = split_name(call.place, name)
    if number is None:
        raise Refused("ClientException", "Revision is missing.")
    revision = call.place.revision(family, number)
    if revision is None:
        raise Refused("ClientException", "The specified task definition does not exist.")
    if revision.status == ACTIVE:
        revision.move(INACTIVE)
    return described(revision, call, tags=False)


def _deleted(call: Call, name: str) -> Revision | Tree:
    family, number = split_name(call.place, name)
    if number is None:
        raise Refused("ClientException", "Revision is missing.")
    revision = call.place.revision(family, number)
    if revision is None:
        reason = (
            "The specified task definition does not exist. Specify a valid account, family, revision and try again."
        )
        return {"arn": arn_of(call.place, family, number), "reason": reason}
    if revision.status == ACTIVE:
        reason = "The specified task definition is still in ACTIVE status. Please deregister the target and try again."
        return {"arn": revision.arn, "reason": reason}
    revision.move(DELETING)
    return revision


def delete(call: Call) -> bytes:
    """DeleteTaskDefinitions: INACTIVE revisions go to DELETE_IN_PROGRESS, the others are listed as failures."""
    names = parsed(call.payload, _DELETE).get("taskDefinitions", [])
    if not 1 <= len(names) <= 10:
        raise Refused("ClientException", "Specify up to 10 task definitions to delete.")
    results = [_deleted(call, name) for name in names]
    shown = b",".join(encoded_view(each, call.knobs) for each in results if not isinstance(each, dict))
    failures = compact([each for each in results if isinstance(each, dict)])
    return b'{"taskDefinitions":[' + shown + b'],"failures":' + failures + b"}"
