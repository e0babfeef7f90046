"""Kernel settings and limits."""

from __future__ import annotations

from typing import Final

from plumbrule.core.fields import sources as at
from plumbrule.core.fields.fact import Certainty, FieldFact, ListKind, Risk, by

_C: Final = "containerDefinitions[]"
_LINUX: Final = f"{_C}.linuxParameters"
_CAPABILITIES: Final = f"{_LINUX}.capabilities"
_DEVICES: Final = f"{_LINUX}.devices"
_TMPFS: Final = f"{_LINUX}.tmpfs"

ROWS: Final = (
    FieldFact(_LINUX, Risk.PRIVILEGES, at.LINUX),
    FieldFact(_CAPABILITIES, Risk.PRIVILEGES, at.CAPABILITIES_FILLED, Certainty.SEEN),
    FieldFact(f"{_CAPABILITIES}.add", Risk.PRIVILEGES, at.CAPABILITIES, kind=ListKind.SET),
    FieldFact(f"{_CAPABILITIES}.drop", Risk.PRIVILEGES, at.CAPABILITIES, kind=ListKind.SET),
    FieldFact(_DEVICES, Risk.PRIVILEGES, at.DEVICE, Certainty.INFERRED, kind=ListKind.KEYED, keys=by("hostPath")),
    FieldFact(f"{_DEVICES}[].hostPath", Risk.PRIVILEGES, at.DEVICE),
    FieldFact(f"{_DEVICES}[].containerPath", Risk.PRIVILEGES, at.DEVICE),
    FieldFact(f"{_DEVICES}[].permissions", Risk.PRIVILEGES, at.DEVICE, kind=ListKind.SET),
    FieldFact(f"{_LINUX}.initProcessEnabled", Risk.LIFECYCLE, at.LINUX),
    FieldFact(f"{_LINUX}.sharedMemorySize", Risk.SIZE, at.LINUX),
    FieldFact(f"{_LINUX}.maxSwap", Risk.SIZE, at.LINUX),
    FieldFact(f"{_LINUX}.swappiness", Risk.SIZE, at.LINUX),
    FieldFact(_TMPFS, Risk.VOLUMES, at.TMPFS, Certainty.INFERRED, kind=ListKind.KEYED, keys=by("containerPath")),
    FieldFact(f"{_TMPFS}[].containerPath", Risk.VOLUMES, at.TMPFS),
    FieldFact(f"{_TMPFS}[].size", Risk.SIZE, at.TMPFS),
    FieldFact(f"{_TMPFS}[].mountOptions", Risk.VOLUMES, at.TMPFS, Certainty.INFERRED, kind=ListKind.SET),
    FieldFact(f"{_C}.ulimits", Risk.SIZE, at.ULIMIT, kind=ListKind.KEYED, keys=by("name")),
    FieldFact(f"{_C}.ulimits[].name", Risk.SIZE, at.ULIMIT),
    FieldFact(f"{_C}.ulimits[].softLimit", Risk.SIZE, at.ULIMIT),
    FieldFact(f"{_C}.ulimits[].hardLimit", Risk.SIZE, at.ULIMIT),
    FieldFact(f"{_C}.systemControls", Risk.PRIVILEGES, at.SYSTEM_CONTROL, kind=ListKind.KEYED, keys=by("namespace")),
    FieldFact(f"{_C}.systemControls[].namespace", Risk.PRIVILEGES, at.SYSTEM_CONTROL),
    FieldFact(f"{_C}.systemControls[].value", Risk.PRIVILEGES, at.SYSTEM_CONTROL),
)
