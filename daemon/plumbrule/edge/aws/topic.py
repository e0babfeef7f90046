"""SNS as a sink: the text for people, the incidents as JSON in an attribute's place beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from plumbrule.core.tell.for_machines import tells_registrations
from plumbrule.core.tell.plaintext import as_text, headline
from plumbrule.core.tell.safe import cut
from plumbrule.edge.aws.sessions import open_sns
from plumbrule.errors import Ambiguous, Denied, Rejected, Throttled
from plumbrule.ports import OneWay

if TYPE_CHECKING:
    from plumbrule.edge.aws.access import Access
    from plumbrule.model.message import Message

ACTION: Final = "sns:Publish"
SUBJECT: Final = 99
"""SNS takes fewer than 100 characters of ASCII (docs.aws.amazon.com/sns/latest/api/API_Publish.html, seen 2026-11)."""
MESSAGE_BYTES: Final = 200_000
"""SNS takes 262,144 bytes in all."""
TEXT: Final = 20_000
DENIED: Final = frozenset(
    {"AuthorizationError", "AuthorizationErrorException", "AccessDenied", "InvalidClientTokenId", "ExpiredToken"}
)
THROTTLED: Final = frozenset({"Throttled", "Throttling", "ThrottledException", "ThrottlingException"})


class Topic(OneWay):
    """Satisfies `ports.Sink`."""

    for_machines = True

    def __init__(self, access: Access, arn: str) -> None:
        self._arn = arn
        self._sns: Any = open_sns(access)

    def post(self, channel: str, message: Message) -> str:  # noqa: ARG002 - the topic's own
        """See `ports.Sink`."""
        try:
            self._sns.publish(
                TopicArn=self._arn,
                Subject=_subject(message),
                Message=_body(message),
                MessageAttributes={
                    "urgency": {"DataType": "String", "StringValue": message.urgency.value},
                    "id": {"DataType": "String", "StringValue": message.key},
                    "type": {"DataType": "String", "StringValue": _type(message)},
                },
            )
        except ClientError as error:
            raise _of_answer(error) from None
        except BotoCoreError as error:
            raise Ambiguous(f"SNS: no answer came ({type(error).__name__})") from None
        return ""

    def close(self) -> None:
        """See `ports.Sink`."""
        self._sns.close()


def _type(message: Message) -> str:
    """What a subscription's filter policy can ask for."""
    return "registered" if tells_registrations(message) else "incident"


def _subject(message: Message) -> str:
    text = "".join(one for one in headline(message) if one.isascii()).strip()
    return text[:SUBJECT] or "Plumbrule"


def _body(message: Message) -> str:
    """The whole for machines where it fits; the text alone where it does not."""
    text = as_text(message, TEXT)
    whole = json.dumps({"id": message.key, "title": message.title, "text": text, **message.event}, ensure_ascii=False)
    return whole if len(whole.encode()) <= MESSAGE_BYTES else json.dumps({"id": message.key, "text": cut(text, TEXT)})


def _of_answer(error: ClientError) -> Exception:
    answer: Any = error.response
    code, status = (
        str(answer.get("Error", {}).get("Code", "")),
        answer.get("ResponseMetadata", {}).get("HTTPStatusCode"),
    )
    if code in THROTTLED:
        return Throttled("SNS wants fewer calls", after=5.0)
    if code in DENIED:
        return Denied(f"SNS says {code}: it needs {ACTION} on the topic")
    if isinstance(status, int) and status >= 500:  # noqa: PLR2004 - HTTP's own number
        return Ambiguous(f"SNS failed ({code or status})")
    return Rejected(f"SNS says {code}")
