"""Parameters: DescribeParameters, since GetParameters would return their values.

Source: Systems Manager API reference, DescribeParameters, seen 2026-11: pages may be short and even empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from plumbrule.edge.aws.answers import our_errors
from plumbrule.model.dependency import Absent, Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.model.dependency import Dependency

ACTION: Final = "ssm:DescribeParameters"
MOST_PAGES: Final = 20


def asked(ssm: Any, dependency: Dependency) -> Found | Absent:  # noqa: ANN401 - a service without stubs here
    """What is said of one parameter."""
    names = _names(dependency.name)
    more: dict[str, str] = {}
    for _ in range(MOST_PAGES):
        with our_errors(ACTION):
            answer = ssm.describe_parameters(
                ParameterFilters=[{"Key": "Name", "Option": "Equals", "Values": list(names)}], **more
            )
        if any(one.get("Name") in names for one in answer.get("Parameters") or ()):
            return Found()
        if not answer.get("NextToken"):
            break
        more = {"NextToken": answer["NextToken"]}
    return Absent()


def _names(written: str) -> Sequence[str]:
    """A name as it is; an ARN does not say whether a name without folders begins with a slash."""
    if not written.startswith("arn:"):
        return (written,)
    name = written.partition(":parameter/")[2]
    return (f"/{name}",) if "/" in name else (name, f"/{name}")
