"""Codes by which a service says that something is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from plumbrule.edge.aws.answers import code_of, our_errors

if TYPE_CHECKING:
    from collections.abc import Callable


def asked(action: str, call: Callable[[], Any], gone: frozenset[str]) -> Any:  # noqa: ANN401 - whatever AWS answers
    """The answer; None where the service says with one of `gone` that there is none. Raises what `our_errors` does."""
    with our_errors(action):
        try:
            return call()
        except ClientError as error:
            if code_of(error) in gone:
                return None
            raise
