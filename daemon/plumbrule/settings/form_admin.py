"""The keys under `admin`."""

from pydantic import Field

from plumbrule.settings.section import Section
from plumbrule.settings.texts import HeaderName, Listen, PathOrNone, SecretFile, SocketPath, UnixGroup


class AdminForm(Section):
    """Where people reach the running daemon, with `plumbrule status`, `approve` and the like."""

    socket: SocketPath = Field(
        default="",
        description="Absolute path of the Unix socket; empty puts admin.sock beside the journal, `none` opens none. "
        "Who comes through it is known by the kernel's word.",
        examples=["/run/plumbrule/admin.sock"],
    )
    group: UnixGroup = Field(
        default="",
        description="The group that may use the socket beside its owner, by name; empty leaves it to the owner.",
        examples=["plumbrule"],
    )
    listen: Listen = Field(
        default="",
        description="Host and port for TCP; empty opens none. Nobody gets anything there without authentication, and "
        "only a loopback address goes without TLS.",
        examples=["127.0.0.1:8443"],
    )
    probes: Listen = Field(
        default="",
        description="Host and port on which /healthz, /readyz and /metrics are served to everybody, without "
        "authentication, and nothing else; empty opens none. They name targets, and no family.",
        examples=["0.0.0.0:8080"],
    )
    tls_certificate: PathOrNone = Field(
        default="", description="Absolute path of a PEM file with the certificate chain.", examples=["/etc/x/tls.crt"]
    )
    tls_key: SecretFile = Field(
        default="",
        description="A PEM file with its key, by absolute path or by the name of a systemd credential.",
        examples=["/etc/x/tls.key"],
    )
    proxy_header: HeaderName = Field(
        default="",
        description="The header in which an authenticating proxy names whom it let in; with `proxy_secret_file`.",
        examples=["X-Auth-Request-Email"],
    )
    proxy_secret_file: SecretFile = Field(
        default="",
        description="A file, by absolute path or by the name of a systemd credential, with what the proxy proves "
        "itself with, in the header `X-Plumbrule-Proxy-Secret`.",
        examples=["/etc/plumbrule/proxy-secret"],
    )
