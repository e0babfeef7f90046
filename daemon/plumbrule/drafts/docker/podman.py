"""Options that podman and nerdctl have beside those of docker.

Source: podman-run(1) and the command reference of nerdctl, seen 2026-11.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.drafts.docker.limits import platform
from plumbrule.drafts.docker.option import Option, here

if TYPE_CHECKING:
    from plumbrule.drafts.draft import Draft

_KEPT: Final = "ECS keeps secrets in Secrets Manager or in parameters: name them in `secrets`"
_POD: Final = "a task is what a pod is: put its containers into one definition"
_CHECK: Final = "ECS replaces what is unwell, and knows one check for the start and for afterwards"
_MAPPED: Final = "Fargate maps no user ids"


def architecture(draft: Draft, value: str) -> None:
    """As `--platform linux/…`."""
    platform(draft, f"linux/{value}")


ROWS: Final = (
    Option("arch", architecture),
    Option("secret", why=_KEPT),
    *(Option(name, why=_POD) for name in ("pod", "pod-id-file", "infra-name", "requires")),
    *(Option(f"health-{name}", why=_CHECK) for name in ("on-failure", "startup-cmd", "startup-interval")),
    *(Option(f"health-startup-{name}", why=_CHECK) for name in ("retries", "success", "timeout")),
    *(Option(name, why=_MAPPED) for name in ("uidmap", "gidmap", "subuidname", "subgidname", "hostuser")),
    *(Option(name, here, switch=True) for name in ("replace", "rmi", "tls-verify")),
    *(Option(name, here) for name in ("authfile", "creds", "cert-dir", "conmon-pidfile", "pidfile")),
    *(Option(name, switch=True) for name in ("env-host", "http-proxy", "no-hosts", "no-hostname", "passwd")),
    *(Option(name, switch=True) for name in ("read-only-tmpfs", "rootfs", "unsetenv-all")),
    *(Option(name) for name in ("os", "variant", "systemd", "sdnotify", "umask", "tz", "unsetenv", "env-merge")),
    *(Option(name) for name in ("cgroups", "cgroup-conf", "shm-size-systemd", "image-volume", "init-path")),
    *(Option(name) for name in ("init-ctr", "chrootdirs", "group-entry", "passwd-entry", "hosts-file")),
    *(Option(name) for name in ("timeout", "preserve-fds", "rdt-class", "seccomp-policy", "retry", "retry-delay")),
    *(Option(name) for name in ("decryption-key", "health-log-destination", "health-max-log-count")),
)
"""`unsetenv` and the like have no counterpart: what an image sets stays set."""
