from __future__ import annotations

import pytest
from botocore import exceptions as boto

from plumbrule.edge.aws.answers import CONCURRENT, DENIED, REJECTED, THROTTLED, code_of, our_errors, words_of
from plumbrule.errors import Ambiguous, Denied, PlumbruleError, Rejected, Throttled, Unavailable

URL = {"endpoint_url": "http://127.0.0.1:1/"}


def answer(code: str, status: int = 400, words: str = "their words") -> boto.ClientError:
    """What boto3 raises for an answer of AWS."""
    response = {"Error": {"Code": code, "Message": words}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return boto.ClientError(response, "AnyOperation")  # type: ignore[arg-type] # the stubs want every member


def ours(error: Exception, *, changes: bool) -> PlumbruleError:
    """What becomes of an error."""
    with pytest.raises(PlumbruleError) as caught, our_errors("ecs:AnyOperation", changes=changes):
        raise error
    assert caught.value.__cause__ is error
    return caught.value


READ, WRITE = False, True

ANSWERS = [
    *((f"{code}", answer(code), Throttled, Throttled) for code in sorted(THROTTLED)),
    *((f"{code}", answer(code), Denied, Denied) for code in sorted(DENIED)),
    *((f"{code}", answer(code), Unavailable, Rejected) for code in sorted(REJECTED)),
    (
        "too many register the family at once",
        answer("ClientException", words=f"{CONCURRENT} of x"),
        Throttled,
        Throttled,
    ),
    ("an unknown code with status 401", answer("Odd", 401), Denied, Denied),
    ("an unknown code with status 403", answer("Odd", 403), Denied, Denied),
    ("an unknown code with status 400", answer("Odd", 400), Unavailable, Unavailable),
    ("an unknown code with status 404", answer("Odd", 404), Unavailable, Unavailable),
    ("ServerException with status 500", answer("ServerException", 500), Unavailable, Ambiguous),
    ("a bare 503 of something in between", answer("503", 503), Unavailable, Ambiguous),
    ("no code at all", answer("", 400), Unavailable, Ambiguous),
    ("a throttle with status 500", answer("ThrottlingException", 500), Throttled, Throttled),
]


@pytest.mark.parametrize(("error", "reading", "writing"), [row[1:] for row in ANSWERS], ids=[row[0] for row in ANSWERS])
def test_an_answer_of_aws_is_ours(
    error: boto.ClientError, reading: type[PlumbruleError], writing: type[PlumbruleError]
) -> None:
    assert type(ours(error, changes=READ)) is reading
    assert type(ours(error, changes=WRITE)) is writing


TROUBLES = [
    ("no credentials", boto.NoCredentialsError(), Denied, Denied),
    ("half of the credentials", boto.PartialCredentialsError(provider="env", cred_var="key"), Denied, Denied),
    ("credentials that cannot be had", boto.CredentialRetrievalError(provider="x", error_msg="y"), Denied, Denied),
    ("a profile that is not there", boto.ProfileNotFound(profile="x"), Denied, Denied),
    ("nobody listens", boto.EndpointConnectionError(**URL), Unavailable, Unavailable),
    ("connecting takes too long", boto.ConnectTimeoutError(**URL), Unavailable, Unavailable),
    ("the proxy cannot be reached", boto.ProxyConnectionError(proxy_url="http://p"), Unavailable, Unavailable),
    ("the answer takes too long", boto.ReadTimeoutError(**URL), Unavailable, Ambiguous),
    ("the connection is closed", boto.ConnectionClosedError(**URL), Unavailable, Ambiguous),
    (
        "TLS breaks, perhaps after sending",
        boto.SSLError(**URL, error=OSError("bad record mac")),
        Unavailable,
        Ambiguous,
    ),
    ("the answer ends too early", boto.ResponseStreamingError(error="short"), Unavailable, Ambiguous),
    ("anything else of botocore's", boto.HTTPClientError(error="odd"), Unavailable, Ambiguous),
    ("an input that botocore itself refuses", boto.ParamValidationError(report="odd"), Unavailable, Rejected),
]


@pytest.mark.parametrize(
    ("error", "reading", "writing"), [row[1:] for row in TROUBLES], ids=[row[0] for row in TROUBLES]
)
def test_trouble_on_the_way_is_ours(
    error: boto.BotoCoreError, reading: type[PlumbruleError], writing: type[PlumbruleError]
) -> None:
    assert type(ours(error, changes=READ)) is reading
    assert type(ours(error, changes=WRITE)) is writing


def test_a_denial_names_the_action_and_aws_own_words() -> None:
    error = ours(answer("AccessDeniedException", words="User x is not authorized"), changes=READ)
    assert str(error) == (
        "AWS does not allow ecs:AnyOperation: User x is not authorized (AccessDeniedException). "
        "Check the credentials and their policy"
    )


def test_what_ecs_refuses_is_told_in_its_own_words_only() -> None:
    assert str(ours(answer("ClientException", words="Container.image is blank"), changes=WRITE)) == (
        "Container.image is blank"
    )


def test_a_throttle_of_aws_is_not_ours_and_says_when() -> None:
    error = ours(answer("ThrottlingException"), changes=READ)
    assert isinstance(error, Throttled)
    assert (error.ours, error.after) == (False, 2.0)


def test_an_answer_without_words_is_told_by_its_code() -> None:
    assert words_of(answer("Odd", words="")) == "Odd"
    bare = boto.ClientError({}, "AnyOperation")
    assert (code_of(bare), words_of(bare)) == ("", "")


@pytest.mark.parametrize("error", [ZeroDivisionError("ours"), Rejected("already ours")])
def test_what_is_not_of_botocore_goes_through(error: Exception) -> None:
    with pytest.raises(type(error)) as caught, our_errors("ecs:AnyOperation"):
        raise error
    assert caught.value is error


def test_without_an_error_nothing_is_raised() -> None:
    with our_errors("ecs:AnyOperation", changes=True):
        pass
