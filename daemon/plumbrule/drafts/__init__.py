"""Specs to start from: out of a few wishes, a Dockerfile, or a `docker run`; and back into Docker. Pure."""
