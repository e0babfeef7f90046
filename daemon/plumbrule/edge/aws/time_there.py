"""What time it is at AWS, by the Date of an answer: a refusal has one, too."""

from __future__ import annotations

from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

if TYPE_CHECKING:
    from datetime import datetime

    from plumbrule.edge.aws.sessions import Clients


def time_there(clients: Clients) -> datetime | None:
    """STS's time, to the second; None where no answer comes or it says none."""
    answer: Any = None
    try:
        answer = clients.sts.get_caller_identity()
    except ClientError as error:
        answer = error.response
    except BotoCoreError:
        return None
    said = answer.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("date", "")
    with suppress(ValueError, TypeError):
        return parsedate_to_datetime(said)
    return None
