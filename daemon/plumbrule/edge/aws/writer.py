"""A role that only writes: assumed when something is first written, and proved before that.

Whoever gets hold of the credentials that read all day can register nothing with them alone, and CloudTrail shows the
writer's sessions by themselves.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from plumbrule.edge.aws.answers import our_errors
from plumbrule.edge.aws.calls import uncounted
from plumbrule.edge.aws.sessions import Clients, open_clients
from plumbrule.errors import Denied
from plumbrule.model.ids import TargetId

if TYPE_CHECKING:
    from mypy_boto3_ecs import ECSClient

    from plumbrule.edge.aws.access import Access
    from plumbrule.edge.aws.calls import Counted


def identity_of(clients: Clients, region: str) -> TargetId:
    """Partition and account as STS says, with the Region the clients were made for.

    Raises:
        Denied, Throttled, Unavailable: STS does not say.
    """
    with our_errors("sts:GetCallerIdentity"):
        arn = clients.sts.get_caller_identity()["Arn"]
    _, partition, _, _, account_id, *_ = arn.split(":")
    return TargetId(partition, account_id, region)


class Writer:
    """One target's writing role.

    Args:
        access: the way to it; see `Access.through`.
        stated: the place that its credentials have to be of.
        counted: is told of its calls.
    """

    def __init__(self, access: Access, stated: TargetId, counted: Counted = uncounted) -> None:
        self._access, self._stated, self._counted = access, stated, counted
        self._lock = threading.Lock()
        self._clients: Clients | None = None
        self._proved = False

    def client(self) -> ECSClient:
        """The client to write with, its credentials fresh.

        Raises:
            Denied: the role may not be assumed, or is of another account; nothing was written.
            Throttled, Unavailable: STS does not answer; nothing was written.
        """
        with self._lock:
            clients = self._clients = self._clients or open_clients(self._access, self._counted)
            clients.renew()
            if not self._proved:
                self._prove(clients)
            return clients.ecs

    def close(self) -> None:
        """Release the connections; may be called twice."""
        with self._lock:
            clients, self._clients = self._clients, None
        if clients:
            clients.close()

    def _prove(self, clients: Clients) -> None:
        found = identity_of(clients, self._stated.region)
        if found != self._stated:
            raise Denied(
                f"the writer's credentials are of {found.account_id} in {found.region}, and the target is "
                f"{self._stated.account_id} in {self._stated.region}: nothing is written. Check writer_role_arn"
            )
        self._proved = True
