"""The tags on every revision we register, and what a tag may hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.model.digest import sha256_hex
from plumbrule.model.tree import as_list, as_object

if TYPE_CHECKING:
    from plumbrule.model.ids import CommitId, Digest, Instance, PlanId
    from plumbrule.model.plan import Plan
    from plumbrule.model.record import Intent
    from plumbrule.model.tree import Object

PREFIX: Final = "plumbrule:"
INSTANCE_TAG: Final = "plumbrule:instance"
PLAN_TAG: Final = "plumbrule:plan"
DIGEST_TAG: Final = "plumbrule:digest"
COMMIT_TAG: Final = "plumbrule:commit"
PATH_TAG: Final = "plumbrule:path"

MOST_SPEC_TAGS: Final = 45
"""ECS allows 50 on a resource (API reference "Tag", seen 2026-11); five are ours."""

MOST_VALUE: Final = 256
"""Characters in a tag's value (the same page)."""

_ALLOWED: Final = re.compile(r"[\w\s.:/=+\-@]*\Z")


def own_tags(plan: Plan, instance: Instance) -> dict[str, str]:
    """What we put on the revision that `plan` makes."""
    return _own(instance, plan.id, plan.desired, plan.commit, plan.path)


def tags_of_intent(intent: Intent, instance: Instance) -> dict[str, str]:
    """What we put on the revision that `intent` made."""
    return _own(instance, intent.plan, intent.desired, intent.commit, intent.path)


def _own(instance: Instance, plan: PlanId, desired: Digest, commit: CommitId | None, path: str) -> dict[str, str]:
    return {
        INSTANCE_TAG: instance,
        PLAN_TAG: plan,
        DIGEST_TAG: desired,
        COMMIT_TAG: tag_value(commit or "none"),
        PATH_TAG: tag_value(path),
    }


def tag_value(text: str) -> str:
    """`text`, or its digest where a tag cannot hold it."""
    fits = len(text) <= MOST_VALUE and _ALLOWED.match(text)
    return text if fits else f"sha256:{sha256_hex(text)}"


def spec_tags(definition: Object) -> dict[str, str]:
    """The tags a definition asks for."""
    tags = (as_object(tag) for tag in as_list(definition.get("tags")))
    return {str(tag["key"]): str(tag.get("value", "")) for tag in tags if "key" in tag}
