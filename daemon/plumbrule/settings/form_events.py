"""The keys of one item of `events`."""

from pydantic import Field

from plumbrule.settings.section import Section
from plumbrule.settings.texts import EndpointUrl, ExternalId, QueueUrl, Region, RoleArn


class EventsForm(Section):
    """One SQS queue, fed by EventBridge, with events about task definitions and services.

    It may serve any number of targets: each event says which account and Region it is of.
    """

    queue_url: QueueUrl = Field(
        description="The queue's URL, as SQS shows it; unique.",
        examples=["https://sqs.eu-west-1.amazonaws.com/123456789012/plumbrule"],
    )
    region: Region = Field(description="The Region of the queue.", examples=["eu-west-1"])
    role_arn: RoleArn | None = Field(
        default=None,
        description="A role to assume for reading the queue; without it, the daemon's own credentials are used.",
        examples=["arn:aws:iam::123456789012:role/plumbrule-events"],
    )
    external_id: ExternalId | None = Field(
        default=None, description="The external id that the role's trust policy asks for; only with `role_arn`."
    )
    endpoint_url: EndpointUrl | None = Field(
        default=None,
        description="Where SQS and STS answer instead of AWS, for private endpoints and tests.",
        examples=["http://127.0.0.1:4566"],
    )
