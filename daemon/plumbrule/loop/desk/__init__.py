"""The desk: whatever people ask of the running daemon, whichever door they come through.

`desk` is the port's class, one line for each method; what they do is in `who` (whom an identity is mapped to), `find`
(plans and families by what people type), `show` (status and plans), `vote` (yes and no to a plan), `wave` (yes to a
whole commit), `halting` (suspend, hold, resume), `agreeing` (baseline, release, reconcile), `tracing` (history) and
`auditing`.
Asking changes the journal and queues names; only a pass registers.
"""

from __future__ import annotations

from plumbrule.loop.desk.desk import LoopDesk

__all__ = ["LoopDesk"]
