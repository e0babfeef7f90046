"""Hosts of private ECR, which only an execution role opens."""

from __future__ import annotations

import re
from typing import Final

PRIVATE_ECR: Final = re.compile(
    r"(?P<account>[0-9]{12})\.(?:dkr\.ecr(?:-fips)?\.(?P<region>[a-z0-9-]{1,40})\.amazonaws\.com(?:\.cn)?"
    r"|dkr-ecr(?:-fips)?\.(?P<dual>[a-z0-9-]{1,40})\.on\.aws)/"
)
"""The beginning of an image's name, dual-stack hosts included.

Source: ECR user guide, "Registry endpoints" and "Making requests to Amazon ECR over IPv6", seen 2026-11.
"""
