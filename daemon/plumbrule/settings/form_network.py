"""The keys of `network`."""

from pydantic import Field

from plumbrule.settings.section import Section
from plumbrule.settings.texts import PathOrNone, UrlOrNone


class NetworkForm(Section):
    """What stands between the daemon and AWS; Slack and webhooks are not concerned."""

    proxy: UrlOrNone = Field(
        default="",
        description="The proxy for every call to AWS, whatever NO_PROXY says. Empty leaves it to HTTPS_PROXY, "
        "HTTP_PROXY and NO_PROXY of the environment, which may also hold a user and a password.",
        examples=["http://proxy.example.internal:3128"],
    )
    ca_bundle: PathOrNone = Field(
        default="",
        description="Absolute path of a PEM file with the certificates to trust, for a proxy that looks into TLS. "
        "Empty leaves it to AWS_CA_BUNDLE, else to the certificates that botocore brings.",
        examples=["/etc/ssl/certs/ca-certificates.crt"],
    )
