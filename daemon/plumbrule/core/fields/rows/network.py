"""Ports, names and hosts."""

from __future__ import annotations

from typing import Final

from plumbrule.core.fields import sources as at
from plumbrule.core.fields.contextual import HOST_PORT
from plumbrule.core.fields.fact import Certainty, FieldFact, ListKind, Risk, by

_C: Final = "containerDefinitions[]"
_PORTS: Final = f"{_C}.portMappings"

ROWS: Final = (
    FieldFact(
        _PORTS,
        Risk.PORTS,
        at.PORT,
        kind=ListKind.KEYED,
        keys=(("containerPort", "containerPortRange"), ("protocol",)),
    ),
    FieldFact(f"{_PORTS}[].containerPort", Risk.PORTS, at.PORT),
    FieldFact(f"{_PORTS}[].containerPortRange", Risk.PORTS, at.PORT),
    FieldFact(f"{_PORTS}[].hostPort", Risk.PORTS, at.PORT, Certainty.SEEN, default=HOST_PORT),
    FieldFact(f"{_PORTS}[].protocol", Risk.PORTS, at.PORT, default="tcp"),
    # The console invents these two, but Service Connect and VPC Lattice use them: a difference is a difference.
    FieldFact(f"{_PORTS}[].name", Risk.PORTS, at.PORT),
    FieldFact(f"{_PORTS}[].appProtocol", Risk.PORTS, at.PORT),
    FieldFact(f"{_C}.links", Risk.NETWORK, at.CONTAINER, kind=ListKind.ORDERED),
    FieldFact(f"{_C}.hostname", Risk.NETWORK, at.CONTAINER),
    FieldFact(f"{_C}.disableNetworking", Risk.NETWORK, at.CONTAINER),
    FieldFact(f"{_C}.dnsServers", Risk.NETWORK, at.CONTAINER, kind=ListKind.ORDERED),
    FieldFact(f"{_C}.dnsSearchDomains", Risk.NETWORK, at.CONTAINER, kind=ListKind.ORDERED),
    # Order decides only between two addresses of one host name; then the key is not unique and order counts again.
    FieldFact(f"{_C}.extraHosts", Risk.NETWORK, at.HOST_ENTRY, kind=ListKind.KEYED, keys=by("hostname")),
    FieldFact(f"{_C}.extraHosts[].hostname", Risk.NETWORK, at.HOST_ENTRY),
    FieldFact(f"{_C}.extraHosts[].ipAddress", Risk.NETWORK, at.HOST_ENTRY),
)
