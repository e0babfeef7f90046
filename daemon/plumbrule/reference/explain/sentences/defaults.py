"""Defaults that depend on what stands around them."""

from __future__ import annotations

from typing import Final

JA: Final = {
    "awsvpc for Fargate, else bridge": "Fargate では awsvpc、それ以外は bridge",
    "containerPort under awsvpc and host, else 0": "awsvpc と host では containerPort と同じ、それ以外は 0",
}
