"""The whole answer, whatever botocore knows of it."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from plumbrule.edge.aws.access import Access
from plumbrule.edge.aws.raw import raw_of
from plumbrule.edge.aws.sessions import open_clients
from plumbrule.errors import Ambiguous, Unavailable
from plumbrule.model.ids import Family
from plumbrule.model.revision import Revision
from plumbrule.model.tree import as_list, as_object
from tests.builders.clocks import HandClock
from tests.builders.definitions import definition
from tests.loop.stage import REGION, revisions_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.world.client import World


def test_members_that_botocore_does_not_know_survive(endpoint: World, account: str) -> None:
    arn = endpoint.register_by_hand(definition(), account=account, region=REGION)
    endpoint.knobs(era="tomorrow")
    try:
        found = revisions_at(endpoint.url, HandClock()).latest(Family("web"))
    finally:
        endpoint.knobs(era=2026)
    assert isinstance(found, Revision)
    assert found.arn == arn
    assert found.definition["launchPolicy"] == {"mode": "STANDARD"}
    assert found.definition["carbonAware"] is False
    container = as_object(as_list(found.definition["containerDefinitions"])[0])
    assert container["imageSigning"] == {"policy": "AUDIT"}


def test_the_raw_answer_is_beside_botocores_own(endpoint: World, account: str) -> None:
    endpoint.register_by_hand(definition(), account=account, region=REGION)
    clients = open_clients(Access(REGION, "stage", endpoint_url=endpoint.url))
    response = clients.ecs.list_task_definitions(familyPrefix="web")
    clients.close()
    assert raw_of(response) == {
        "taskDefinitionArns": [f"arn:aws:ecs:{REGION}:{account}:task-definition/web:1"],
    }
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 200


@pytest.fixture(params=["<html>please log in</html>", '{"taskDefinition": {', "[]", ""])
def garbler(request: pytest.FixtureRequest) -> Iterator[str]:
    """Something in between that answers everything with 200 and its own words."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            body = request.param.encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(20)
    server.server_close()


@pytest.mark.usefixtures("account")
def test_a_success_that_is_no_answer_of_ecs_is_a_lost_answer(garbler: str) -> None:
    revisions = revisions_at(garbler, HandClock())
    with pytest.raises(Unavailable, match="the answer is not JSON"):
        revisions.latest(Family("web"))
    with pytest.raises(Ambiguous, match="the answer is not JSON"):
        revisions.register(definition(), {"a": "b"})
    revisions.clients.close()
