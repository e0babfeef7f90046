"""The catalogue of what Plumbrule says: one constant per event, and the notice that carries it.

Names are `<noun>_<past participle>`.
They are part of the product: alerts are built on them. Renaming one needs an ADR and a line in the CHANGELOG.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.tree import Tree


class Level(StrEnum):
    """How loud."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Event(StrEnum):
    """Every event there is. The comment of each says when it is told."""

    DAEMON_STARTED = "daemon_started"  # settings read, journal open, first sweep queued
    DAEMON_STOPPED = "daemon_stopped"  # everything released
    ADMIN_OPENED = "admin_opened"  # a door of the admin API is open
    ADMIN_FAILED = "admin_failed"  # a door of the admin API cannot be opened; everything else goes on
    STANDSTILL_FOUND = "standstill_found"  # the daemon counts as dead: a service manager's watchdog restarts it
    STANDSTILL_ENDED = "standstill_ended"  # it goes on by itself
    STOP_REQUESTED = "stop_requested"  # SIGTERM or SIGINT arrived
    SETTINGS_RELOADED = "settings_reloaded"  # SIGHUP, and the new World is in place
    RELOAD_REFUSED = "reload_refused"  # SIGHUP, but the file has mistakes: the old World stays
    SNAPSHOT_TAKEN = "snapshot_taken"  # a new commit was read
    SOURCE_FAILED = "source_failed"  # no good snapshot; the last good one stays
    SOURCE_RECOVERED = "source_recovered"  # a good snapshot again
    SOURCE_SILENT = "source_silent"  # not heard of for longer than source.max_age: nothing is registered
    SOURCE_HEARD = "source_heard"  # heard of again after it was silent
    ANCESTRY_UNKNOWN = "ancestry_unknown"  # whether a commit follows the one before cannot be told: taken all the same
    WATCH_REVIVED = "watch_revived"  # the watching of the source had died, and was built anew
    SPEC_REFUSED = "spec_refused"  # a finding of severity error, once per content
    SPEC_ADVISED = "spec_advised"  # a warning (at info) or an advice (at debug), once per content
    TARGET_PROVED = "target_proved"  # GetCallerIdentity says what the settings say
    TARGET_STALLED = "target_stalled"  # credentials missing, denied, or of another account
    TARGET_FAILED = "target_failed"  # unreachable or throttled; tried again with back-off
    TARGET_RECOVERED = "target_recovered"  # it answers again
    CALL_HEARD = "call_heard"  # an event says who else called ECS about a family of ours, once per event
    EVENT_REFUSED = "event_refused"  # a message is no event that anybody knows: deleted, told once per queue and reason
    EVENTS_FAILED = "events_failed"  # a queue of events cannot be read: polling goes on
    EVENTS_HEARD = "events_heard"  # it can be read again
    FIELD_UNKNOWN = "field_unknown"  # ECS shows a member that nobody knows: told once per target, never compared
    FACT_EXPIRED = "fact_expired"  # an own fact of the settings counts no more, once per fact
    BREAKER_OPENED = "breaker_opened"  # many families differ although nobody changed anything: nothing is registered
    BREAKER_CLOSED = "breaker_closed"  # fewer do, at the end of a sweep: what was held goes on
    PASS_SETTLED = "pass_settled"  # the one canonical line per pass
    SWEEP_FINISHED = "sweep_finished"  # the one summary per sweep
    DRIFT_FOUND = "drift_found"  # a family entered a drift state, or its difference changed
    DRIFT_RESOLVED = "drift_resolved"  # and left it
    TAG_DIFFERENCE_FOUND = "tag_difference_found"  # content is in sync, but tags differ from Git's
    TAG_DIFFERENCE_RESOLVED = "tag_difference_resolved"  # and differ no more
    TAGS_MENDED = "tags_mended"  # tags of the live revision were set or removed, without a new revision
    TAGS_REFUSED = "tags_refused"  # ECS or IAM said no to that; nothing else waits
    OWNER_DIFFERED = "owner_differed"  # the live value of a path that Git does not own is another, once per difference
    REVISION_REGISTERED = "revision_registered"  # ECS answered with a new revision
    REGISTRATION_REFUSED = "registration_refused"  # ECS or IAM said no
    REGISTRATION_UNANSWERED = "registration_unanswered"  # the answer was lost: settling
    REGISTRATION_FOUND = "registration_found"  # looking found the revision whose answer was lost
    REGISTRATION_LOST = "registration_lost"  # looking found nothing within the visibility bound
    REGISTRATION_RACED = "registration_raced"  # somebody else registered in between
    PLAN_APPROVED = "plan_approved"  # somebody said yes to a plan
    PLAN_REJECTED = "plan_rejected"  # somebody said no to a plan
    APPROVAL_REFUSED = "approval_refused"  # an approvals file in Git proves nothing, once per content and reason
    COMMIT_APPROVED = "commit_approved"  # somebody let a commit go that was held for its size
    GLASS_BROKEN = "glass_broken"  # somebody passed freeze, four-eyes and blast radius, with a reason
    GLASS_LISTED = "glass_listed"  # the day after, for review
    HALT_SET = "halt_set"  # somebody suspended or holds something
    HALT_LIFTED = "halt_lifted"  # somebody resumed it
    HALT_ENDED = "halt_ended"  # its time is over
    HALT_REMINDED = "halt_reminded"  # it still keeps families waiting
    BASELINE_ACCEPTED = "baseline_accepted"  # somebody accepted a live revision as agreed
    FAMILY_RELEASED = "family_released"  # somebody ended an orphan
    SINK_FAILED = "sink_failed"  # a place where people are told does not answer: what is to be said waits
    SINK_RECOVERED = "sink_recovered"  # it answers again
    MESSAGE_REFUSED = "message_refused"  # one message will never be taken: `plumbrule notify retry` tries again
    CLICK_REFUSED = "click_refused"  # somebody clicked in Slack and may not, or too late: they are told there
    CLICKS_FAILED = "clicks_failed"  # clicks in Slack cannot reach us now; everything else goes on
    CLICKS_HEARD = "clicks_heard"  # they can again
    RUNNING_CHANGED = "running_changed"  # what services run of a family stands in another way to what is registered
    SERVICES_LOOKED_AT = "services_looked_at"  # a look at a target's clusters is over, and what it cost
    SERVICES_UNSEEN = "services_unseen"  # what runs cannot be asked for now; nothing else waits
    SERVICES_SEEN = "services_seen"  # it can again
    AUDIT_ANCHORED = "audit_anchored"  # where the audit chain ends now, for whoever keeps logs elsewhere
    JOURNAL_UNKNOWN = "journal_unknown"  # a new journal meets revisions of this very instance
    DEPENDENCY_MISSING = "dependency_missing"  # something is gone without which new tasks do not start, once
    DEPENDENCY_FOUND = "dependency_found"  # and nobody misses it any more
    IMAGE_MOVED = "image_moved"  # a tag means another image than tasks run, or than before, once
    VERIFICATION_DENIED = "verification_denied"  # a permission to look at what tasks need is missing, once per action
    VERIFICATION_ALLOWED = "verification_allowed"  # and is there now
    VERIFICATION_FINISHED = "verification_finished"  # the one summary per round over what tasks need
    FAILURE_CONTAINED = "failure_contained"  # a fault of ours: this family backs off, the others go on
    FAILURE_ENDED = "failure_ended"  # what was contained works again


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to say: variable parts only in `fields`, never in the name."""

    event: Event
    level: Level
    fields: Mapping[str, Tree] = field(default_factory=dict)
