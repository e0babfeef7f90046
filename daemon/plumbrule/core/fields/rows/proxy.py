"""The App Mesh proxy."""

from __future__ import annotations

from typing import Final

from plumbrule.core.fields import sources as at
from plumbrule.core.fields.fact import FieldFact, ListKind, Risk, by

ROWS: Final = (
    FieldFact("proxyConfiguration", Risk.NETWORK, at.PROXY),
    FieldFact("proxyConfiguration.type", Risk.NETWORK, at.PROXY, default="APPMESH"),
    FieldFact("proxyConfiguration.containerName", Risk.NETWORK, at.PROXY),
    FieldFact("proxyConfiguration.properties", Risk.NETWORK, at.PROXY, kind=ListKind.KEYED, keys=by("name")),
    FieldFact("proxyConfiguration.properties[].name", Risk.NETWORK, at.PROXY),
    FieldFact("proxyConfiguration.properties[].value", Risk.NETWORK, at.PROXY),
)
