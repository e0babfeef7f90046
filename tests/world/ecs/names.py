"""Names of revisions: `family`, `family:7`, or an ARN.

Texts: "Invalid revision number. Number: x" (aws/amazon-ecs-agent issue 1354, hashicorp/terraform issue 17746) and
"Unable to describe task definition." (sil-org/ecs-deploy issue 145), seen 2026-11.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.world.identity import partition_of
from tests.world.wire import Refused

if TYPE_CHECKING:
    from tests.world.ecs.store import Place, Revision

_ARN = re.compile(r"arn:[a-z-]+:ecs:([a-z0-9-]+):(\d{12}):task-definition/(.+)", re.ASCII)
_FAMILY = re.compile(r"[A-Za-z0-9_-]{1,255}", re.ASCII)
_NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)


def arn_of(place: Place, family: str, number: int) -> str:
    """Return the ARN of a revision."""
    return f"arn:{partition_of(place.region)}:ecs:{place.region}:{place.account}:task-definition/{family}:{number}"


def is_family(name: str) -> bool:
    """Whether the characters and the length fit a family."""
    return _FAMILY.fullmatch(name) is not None


def split_name(place: Place, name: str) -> tuple[str, int | None]:
    """Return (family, number or None) of a name that belongs to `place`.

    Raises:
        Refused: ClientException when the name has no valid form or names another account or Region.
    """
    found = _ARN.fullmatch(name)
    if found is None and name.startswith("arn:"):
        raise Refused("ClientException", "Invalid arn syntax.")
    if found is not None and (found.group(1), found.group(2)) != (place.region, place.account):
        raise Refused("ClientException", "Unable to describe task definition.")
    family, colon, number = (found.group(3) if found else name).partition(":")
    if not is_family(family):
        raise Refused("ClientException", "Family contains invalid characters.")
    if not colon:
        return family, None
    if _NUMBER.fullmatch(number) is None:
        raise Refused("ClientException", f"Invalid revision number. Number: {number}")
    return family, int(number)


def tagged_revision(place: Place, arn: str, missing: str) -> Revision:
    """Return the revision a tag operation names by its ARN.

    Raises:
        Refused: InvalidParameterException for another form, the code `missing` when there is none.
    """
    if _ARN.fullmatch(arn) is None:
        raise Refused("InvalidParameterException", "Long arn format must be used for tagging operations.")
    family, number = split_name(place, arn)
    revision = place.revision(family, number) if number is not None else None
    if revision is None:
        raise Refused(missing, "The specified resource could not be found.")
    return revision
