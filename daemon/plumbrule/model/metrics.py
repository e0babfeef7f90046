"""The one table of metrics; the reference page is made from it, and alerts and dashboard are held against it.

Names are part of the product: alerts are built on them.
"""

from __future__ import annotations

from typing import Final

from plumbrule.model.metric import Kind, Metric

_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


def _counter(name: str, words: str, *labels: str) -> Metric:
    return Metric(f"plumbrule_{name}_total", Kind.COUNTER, words, labels)


def _gauge(name: str, words: str, *labels: str) -> Metric:
    return Metric(f"plumbrule_{name}", Kind.GAUGE, words, labels)


# How the daemon is.
BUILD: Final = _gauge("build_info", "Always 1; the labels say which program runs.", "version", "python")
ALIVE: Final = _gauge("alive", "1 while nothing stands still, else 0, as /healthz says.")
QUEUE_DEPTH: Final = _gauge("queue_depth", "Names that wait for a worker, or are due later.")
NOTICES: Final = _counter("notices", "What was told, by event.", "event")
NOTICES_FAILED: Final = _counter("notices_failed", "What could not be told.")
JOURNAL_ERRORS: Final = _counter(
    "journal_errors", "Work that failed because the journal could not be read or written; it is tried again."
)

# Git.
SOURCE_TROUBLED: Final = _gauge("source_troubled", "1 while the source has trouble or is silent, else 0.")
SOURCE_HEARD: Final = _gauge(
    "source_heard_timestamp_seconds", "When the source was last heard of, in Unix time, seen every 30 seconds."
)
FINDINGS: Final = _gauge("findings", "Findings in the specs of the present commit.", "severity")
SPECS_PARSED: Final = _counter("specs_parsed", "Files that were parsed; unchanged ones are not.")
WATCH_REVIVED: Final = _counter("watch_revived", "How often the watching of the source had died and was built anew.")

# Sweeps and passes.
READY: Final = _gauge(
    "target_ready", "1 while the last full sweep is younger than two intervals, as /readyz says.", "target"
)
TROUBLED: Final = _gauge("target_troubled", "1 while the target has trouble, such as denied credentials.", "target")
SWEEP_ENDED: Final = _gauge(
    "last_sweep_timestamp_seconds", "When the last full sweep ended, in Unix time; 0 before the first.", "target"
)
SWEEP_SECONDS: Final = _gauge("last_sweep_duration_seconds", "How long the last full sweep took.", "target")
SWEEP_INTERVAL: Final = _gauge("sweep_interval_seconds", "The setting sweep.")
PASSES: Final = _counter("passes", "Passes that computed something, by what was done.", "target", "acted")
PASSES_UNCHANGED: Final = _counter("passes_unchanged", "Passes that found nothing new.", "target")
PASS_SECONDS: Final = Metric(
    "plumbrule_pass_duration_seconds", Kind.HISTOGRAM, "How long passes took.", ("target",), _SECONDS
)
PAGES_LISTED: Final = _counter("pages_listed", "Pages of ListTaskDefinitions that sweeps read.", "target")
FAMILIES_SPARED: Final = _counter("families_spared", "Families for which a listing made a pass unnecessary.", "target")
CONTENTS_REUSED: Final = _counter("contents_reused", "Revisions that were known from before a restart.", "target")

# Families.
FAMILIES: Final = _gauge("families", "Families by state.", "target", "state")
FAMILIES_HELD: Final = _gauge(
    "families_held", "Families by gate that says no; a family may have several.", "target", "gate"
)
FAMILIES_RUNNING: Final = _gauge(
    "families_running", "Families that something runs, by how it stands.", "target", "running"
)
REGISTRATIONS: Final = _counter(
    "registrations", "Registrations that were begun, by how they ended.", "target", "ending"
)
DEPENDENCIES_MISSING: Final = _gauge(
    "dependencies_missing", "Things that new tasks need and that are not there, at the last look.", "target"
)
VERIFIED: Final = _gauge(
    "last_verification_timestamp_seconds", "When the last look whether new tasks would start ended.", "target"
)

# AWS.
AWS_CALLS: Final = _counter("aws_calls", "Calls of AWS by what came of them.", "target", "operation", "outcome")
BUCKET_LEVEL: Final = _gauge("bucket_level", "Tokens in our own bucket; below 1 calls wait.", "target", "bucket")
BUCKET_WAITS: Final = _counter("bucket_waits", "How often something waited for our own bucket.", "target")

# Events.
EVENTS_RECEIVED: Final = _counter("events_received", "Messages that came out of event queues.")
EVENTS: Final = _counter("events", "What they named or said, by what came of it.", "outcome")

# People.
INCIDENTS: Final = _gauge("incidents", "Open incidents, counted every 30 seconds.", "kind", "urgency")
MESSAGES: Final = _counter("messages", "Messages by what was done.", "sink", "done")
OUTBOX_WAITING: Final = _gauge("outbox_waiting", "What waits to be said, counted every 30 seconds.", "sink")
OUTBOX_DEAD: Final = _gauge("outbox_dead", "What a sink refused for good, counted every 30 seconds.", "sink")

# The process; names and meaning as every Prometheus client has them (client library guide, seen 2026-11).
PROCESS_STARTED: Final = Metric("process_start_time_seconds", Kind.GAUGE, "When the process started, in Unix time.")
PROCESS_CPU: Final = Metric("process_cpu_seconds_total", Kind.COUNTER, "CPU time, user and system.")
PROCESS_MEMORY: Final = Metric("process_resident_memory_bytes", Kind.GAUGE, "Resident memory.")
PROCESS_FDS: Final = Metric("process_open_fds", Kind.GAUGE, "Open file descriptors.")
PROCESS_MAX_FDS: Final = Metric("process_max_fds", Kind.GAUGE, "File descriptors that may be open.")
PROCESS_THREADS: Final = Metric("process_threads", Kind.GAUGE, "Threads.")

METRICS: Final = tuple(one for one in tuple(globals().values()) if isinstance(one, Metric))
"""All of them, in the order of this page."""
