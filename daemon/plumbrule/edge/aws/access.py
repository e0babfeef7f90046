"""How an account is reached: which roles on the way, which endpoints, and through what."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from plumbrule.model.registrant import session_name


@dataclass(frozen=True, slots=True)
class Hop:
    """One role to assume."""

    role_arn: str
    external_id: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Access:
    """How to reach one target's account.

    Attributes:
        role_arn: assumed when given, under a session name that holds `instance`, so that CloudTrail tells us apart.
        external_id: goes with `role_arn`.
        endpoint_url: only from the operator's settings; AWS_ENDPOINT_URL in the environment is not obeyed.
        connections: at least as many as workers may use at once.
        chain: roles assumed before `role_arn`, each with the credentials of the one before.
        tags: of the session, handed to the first role and kept by all that follow.
        duration: of each role's session, in seconds; None is AWS's own hour.
        sts_url: where STS answers; None is `endpoint_url`.
        proxy: in place of HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the environment.
        ca_bundle: path of a PEM file in place of the certificates that botocore brings.
        purpose: ends the name of the last session, so that two roles of one installation are told apart.
    """

    region: str
    instance: str
    role_arn: str | None = None
    external_id: str | None = field(default=None, repr=False)
    endpoint_url: str | None = None
    connections: int = 16
    chain: tuple[Hop, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    duration: int | None = None
    sts_url: str | None = None
    fips: bool = False
    dual_stack: bool = False
    proxy: str | None = None
    ca_bundle: str | None = None
    purpose: str = ""

    @property
    def hops(self) -> tuple[Hop, ...]:
        """Every role to assume, in this order; none for the ambient credentials."""
        return (*self.chain, Hop(self.role_arn, self.external_id)) if self.role_arn else self.chain

    def through(self, role_arn: str, external_id: str | None, purpose: str) -> Access:
        """The same way, and one role further."""
        return replace(self, chain=self.hops, role_arn=role_arn, external_id=external_id, purpose=purpose)

    def words(self, nth: int) -> dict[str, Any]:
        """What AssumeRole is told about the session of the role at place `nth`.

        Tags are handed over once: who assumes further cannot give the same tag again
        (IAM User Guide, "Pass session tags in AWS STS", seen 2026-11).
        """
        hops = self.hops
        hop, purpose = hops[nth], self.purpose if nth == len(hops) - 1 else ""
        said: dict[str, Any] = {"RoleSessionName": session_name(self.instance, purpose)}
        if hop.external_id:
            said["ExternalId"] = hop.external_id
        if self.duration:
            said["DurationSeconds"] = self.duration
        if self.tags and nth == 0:
            said["Tags"] = [{"Key": key, "Value": value} for key, value in self.tags]
            said["TransitiveTagKeys"] = [key for key, _ in self.tags]
        return said
