from __future__ import annotations

import grp
import os
import socket
import ssl
import stat
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from plumbrule.edge.admin import AdminServer
from plumbrule.edge.admin.openapi import openapi
from plumbrule.edge.admin.routes import ROUTES
from plumbrule.model.admin import Admin
from plumbrule.model.event import Event
from plumbrule.model.people import People
from plumbrule.model.state import State
from tests.builders.people import EVERYBODY
from tests.edge.admin.conftest import PEOPLE, TOKEN, free_port
from tests.edge.admin.doors import ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from plumbrule.model.event import Notice
    from tests.edge.admin.conftest import House

BEARER = {"Authorization": f"Bearer {TOKEN}"}


# The main job.


def test_a_plan_is_approved_over_the_socket_and_registered_once(house: House) -> None:
    (plan,) = ask(house.socket, "/v1/plans").body
    assert (plan["family"], plan["needs"]) == ("web", ["the policy wants approval for creation"])
    answer = ask(house.socket, f"/v1/plans/{plan['id'][:12]}/approve", {"reason": "looks right", "lasts": "2h"})
    assert (answer.status, answer.body["needs"], answer.body["approvals"][0]["person"]) == (200, [], "me")
    house.office.run()
    assert len(house.office.ours()) == 1
    again = ask(house.socket, f"/v1/plans/{plan['id']}/approve", {})
    assert (again.status, again.why) == (409, "superseded")


def test_everything_else_is_there_too(house: House) -> None:
    office, place = house.office, house.socket
    family = "/v1/targets/prod/families/web"
    plan = office.plan().id
    assert ask(place, f"/v1/plans/{plan}/reject", {"reason": "not now"}).status == 200
    assert ask(place, f"/v1/plans/{plan}/approve", {}).status == 200
    assert ask(place, "/v1/suspend", {"target": "prod", "reason": "an incident", "lasts": "1h"}).body["person"] == "me"
    assert [one["kind"] for one in ask(place, "/v1/status").body["halts"]] == ["suspend"]
    assert ask(place, "/v1/resume", {"target": "prod"}).status == 200
    office.run()
    assert office.state() is State.IN_SYNC
    assert ask(place, f"{family}/hold", {"reason": "3 a.m."}).body["halt"]["kind"] == "hold"
    assert ask(place, f"{family}/reconcile", {}).status == 200
    assert ask(place, f"{family}/release", {}).why == "wrong"
    assert [one["revision"] for one in ask(place, f"{family}/history?most=5").body["revisions"]] == [1]
    assert ask(place, "/v1/baselines?family=web").body == []
    assert ask(place, "/v1/baselines", {"arns": ["x"]}).why == "moved"
    commit = ask(place, "/v1/status").body["commit"]
    assert ask(place, f"/v1/commits/{commit[:7]}").body["plans"] == []
    assert ask(place, f"/v1/commits/{commit[:7]}/approve", {"digest": "x"}).why == "moved"
    verdict = ask(place, "/v1/audit/verify").body
    assert (verdict["whole"], verdict["lines"] > 5) == (True, True)
    assert [line["kind"] for line in ask(place, "/v1/audit?after=0&most=1").body["lines"]] == ["journal"]


def test_every_route_is_described_and_the_description_is_served(house: House) -> None:
    served = ask(house.socket, "/v1/openapi.json").body
    assert served["info"]["version"] == "1.2.3"
    described = {(method.upper(), path) for path, methods in served["paths"].items() for method in methods}
    assert described == {(route.method, route.path) for route in ROUTES}
    assert served["components"]["schemas"].keys() == openapi("1.2.3")["components"]["schemas"].keys()


# Who asks.


def test_over_the_socket_the_kernel_says_who_it_is(house: House) -> None:
    assert ask(house.socket, "/v1/whoami").body["person"] == "me"
    claimed = {"X-Forwarded-User": "ada", "X-User": "ada", "X-Forwarded-For": "1.2.3.4", "Forwarded": "for=ada"}
    assert ask(house.socket, "/v1/whoami", headers=claimed).body["person"] == "me"


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
def test_another_user_is_another_identity(opened: Callable[..., House], tmp_path: Path) -> None:
    house = opened()
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.getuid() and folder != Path("/tmp"):  # noqa: S108 - not ours to open
            folder.chmod(folder.stat().st_mode | stat.S_IXOTH)
    Path(house.socket).chmod(0o666)
    script = (
        "import os, socket, sys; os.setgroups([]); os.setgid(65534); os.setuid(65534);"
        "s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]);"
        "s.sendall(b'GET /v1/whoami HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n');"
        "print(b''.join(iter(lambda: s.recv(65536), b'')).decode())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, house.socket], capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert '"identity": "socket:nobody"' in ran.stdout
    assert '"person": ""' in ran.stdout


def test_who_is_mapped_to_nobody_may_look_over_the_socket_and_change_nothing(opened: Callable[..., House]) -> None:
    house = opened(people=EVERYBODY)
    plan = house.office.plan().id
    assert ask(house.socket, "/v1/status").status == 200
    answer = ask(house.socket, f"/v1/plans/{plan}/approve", {"reason": "please"})
    assert (answer.status, answer.why) == (403, "nobody")
    assert house.office.made() == []


def test_over_tcp_a_token_proves_a_person(house: House) -> None:
    assert ask(house.listen, "/v1/whoami", headers=BEARER).body["person"] == "pipeline"
    claimed = {**BEARER, "X-Forwarded-User": "ada", "X-Auth-Request-Email": "ada@example.com"}
    assert ask(house.listen, "/v1/whoami", headers=claimed).body["person"] == "pipeline"
    assert ask(house.socket, "/v1/whoami", headers=BEARER).body["person"] == "pipeline"


def test_whoever_has_a_token_can_add_to_the_record_and_take_nothing_back(house: House) -> None:
    plan, place = house.office.plan().id, house.listen
    assert ask(place, f"/v1/plans/{plan}/approve", {"reason": "mine"}, BEARER).status == 200
    before = house.office.desk.audit().lines
    for route in ROUTES:
        for method in ("DELETE", "PUT", "PATCH"):
            assert ask(place, route.path, {}, BEARER, method=method).status == 405, route.path
    assert ask(place, f"/v1/plans/{plan}/reject", {"reason": "I was never here"}, BEARER).status == 200
    after = house.office.desk.audit().lines
    assert after[: len(before)] == before
    assert len(after) > len(before)
    assert ask(house.socket, "/v1/audit/verify").body["whole"]


REFUSED: dict[str, tuple[dict[str, str], int]] = {
    "nothing": ({}, 401),
    "a wrong token": ({"Authorization": "Bearer wrong"}, 401),
    "an empty token": ({"Authorization": "Bearer "}, 422),
    "another scheme": ({"Authorization": f"Basic {TOKEN}"}, 422),
    "a header that only a proxy may send": ({"X-Auth-Request-Email": "guest@example.com"}, 401),
    "a proxy that does not prove itself": (
        {"X-Auth-Request-Email": "guest@example.com", "X-Plumbrule-Proxy-Secret": "guessed"},
        401,
    ),
    "a proxy that proves itself with nothing": (
        {"X-Auth-Request-Email": "guest@example.com", "X-Plumbrule-Proxy-Secret": ""},
        401,
    ),
    "a page of some other site": ({**BEARER, "Origin": "https://evil.example"}, 403),
}


@pytest.mark.parametrize(("headers", "status"), REFUSED.values(), ids=list(REFUSED))
def test_over_tcp_nobody_gets_anything_with(headers: dict[str, str], status: int, opened: Callable[..., House]) -> None:
    house = opened(proxy_header="X-Auth-Request-Email", proxy_secret_file="/nowhere")  # noqa: S106 - a path
    answer = ask(house.listen, "/v1/status", headers=headers)
    assert answer.status == status
    assert "families" not in answer.body


def test_a_token_whose_person_is_gone_proves_nobody(opened: Callable[..., House]) -> None:
    house = opened(people=People(tuple(one for one in PEOPLE.everyone if one.name != "pipeline")))
    assert ask(house.listen, "/v1/status", headers=BEARER).status == 401


def test_a_proxy_that_proves_itself_names_a_person(opened: Callable[..., House], tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("only the proxy knows\n")
    house = opened(proxy_header="X-Auth-Request-Email", proxy_secret_file=str(secret))
    proved = {"X-Plumbrule-Proxy-Secret": "only the proxy knows", "X-Auth-Request-Email": "guest@example.com"}
    assert ask(house.listen, "/v1/whoami", headers=proved).body["person"] == "guest"
    assert ask(house.listen, "/v1/whoami", headers={**proved, "X-Auth-Request-Email": "eve@example.com"}).status == 401
    assert ask(house.listen, "/v1/whoami", headers={**proved, **BEARER}).status == 422


# Bad requests.

BAD: dict[str, tuple[str, Any, dict[str, str], int]] = {
    "no such page": ("/v1/nowhere", None, {}, 404),
    "a method that the page does not take": ("/v1/status", {}, {}, 405),
    "a parameter that is not known": ("/v1/status?familly=web", None, {}, 422),
    "a parameter that is given twice": ("/v1/status?family=a&family=b", None, {}, 422),
    "a number that is none": ("/v1/audit?after=x", None, {}, 422),
    "a field that is not known": ("/v1/suspend", {"why": "x"}, {}, 422),
    "a field of another kind": ("/v1/suspend", {"reason": 5}, {}, 422),
    "a flag that is none": ("/v1/plans/000000000000/approve", {"glass": 1}, {}, 422),
    "a time that is none": ("/v1/suspend", {"reason": "x", "lasts": "soon"}, {}, 422),
    "texts that are none": ("/v1/baselines", {"arns": [5]}, {}, 422),
    "a body that is no object": ("/v1/suspend", [], {}, 422),
    "a body that is no JSON": ("/v1/suspend", b"{", {}, 422),
    "a body that is nested without end": ("/v1/suspend", b"[" * 100_000, {}, 422),
    "a form of some page": ("/v1/suspend", b"a=b", {"Content-Type": "application/x-www-form-urlencoded"}, 422),
    "more than a megabyte": ("/v1/suspend", b" " * 1_100_000, {}, 422),
    "text that is too long": ("/v1/suspend", {"reason": "x" * 1001}, {}, 422),
    "a plan that is not there": ("/v1/plans/000000000000", None, {}, 404),
    "a family that is not there": ("/v1/targets/prod/families/nope/reconcile", {}, {}, 404),
}


@pytest.mark.parametrize(("path", "body", "headers", "status"), BAD.values(), ids=list(BAD))
def test_a_bad_request_gets_a_sentence(
    path: str,
    body: Any,  # noqa: ANN401 - any body
    headers: dict[str, str],
    status: int,
    house: House,
) -> None:
    answer = ask(house.socket, path, body, headers)
    assert answer.status == status
    assert answer.body["error"]["message"]
    assert answer.headers["cache-control"] == "no-store"


def test_a_fault_of_ours_tells_the_log_and_nobody_else(house: House) -> None:
    house.office.shell.standings = None  # type: ignore[assignment]
    answer = ask(house.socket, "/v1/plans")
    assert (answer.status, answer.body["error"]["message"]) == (500, "this went wrong here; the daemon's log says how")
    assert [one.event for one in house.said if one.event is Event.FAILURE_CONTAINED]


def test_a_journal_that_is_gone_is_told_as_what_it_is(house: House) -> None:
    house.office.journal.close()
    assert ask(house.socket, "/v1/audit").status == 503


def test_what_ecs_says_no_to_is_no_fault_of_ours(house: House) -> None:
    house.office.approve()
    house.office.fail("ListTaskDefinitions", "access_denied")
    assert ask(house.socket, "/v1/targets/prod/families/web/history").status == 502
    house.office.fail("ListTaskDefinitions", "throttled")
    answer = ask(house.socket, "/v1/targets/prod/families/web/history")
    assert (answer.status, int(answer.headers["retry-after"]) > 0) == (429, True)


# The doors.


def test_the_socket_is_its_owner_s_alone(house: House) -> None:
    assert stat.S_IMODE(Path(house.socket).stat().st_mode) == 0o600
    assert [one.event for one in house.said] == [Event.ADMIN_OPENED, Event.ADMIN_OPENED]
    house.server.stop(5)
    assert not Path(house.socket).exists()


def test_a_group_may_be_let_in(opened: Callable[..., House]) -> None:
    house = opened(group=grp.getgrgid(os.getgid()).gr_name)
    assert stat.S_IMODE(Path(house.socket).stat().st_mode) == 0o660


def one_door(**doors: str) -> list[Notice]:
    said: list[Notice] = []
    server = AdminServer(None, None, Admin(**doors), said.append)  # type: ignore[arg-type]
    server.start()
    assert server.stop(5)
    return said


def test_what_a_daemon_that_is_gone_left_is_replaced(tmp_path: Path) -> None:
    left = tmp_path / "admin.sock"
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(left))
    assert [one.event for one in one_door(socket=str(left))] == [Event.ADMIN_OPENED]


def test_the_socket_of_a_living_daemon_is_left_alone(house: House) -> None:
    (said,) = one_door(socket=house.socket)
    assert (said.event, said.fields["message"]) == (Event.ADMIN_FAILED, "another daemon listens there")
    assert ask(house.socket, "/v1/whoami").status == 200


@pytest.mark.parametrize(
    ("doors", "words"),
    [
        pytest.param({"socket": "/nowhere/at/all.sock"}, "No such file or directory", id="no such folder"),
        pytest.param({"socket": f"/etc/{'x' * 120}"}, "107 bytes", id="a path that is too long"),
        pytest.param({"socket": "/etc/passwd"}, "no socket", id="a file"),
        pytest.param({"socket": "/nowhere/x.sock", "group": "no-such-group"}, "no such group", id="no such group"),
        pytest.param(
            {"listen": "127.0.0.1:1", "tls_certificate": "/nowhere", "tls_key": "/nowhere"}, "", id="no certificate"
        ),
    ],
)
def test_a_door_that_cannot_be_opened_is_told_and_nothing_else_suffers(doors: dict[str, str], words: str) -> None:
    (said,) = one_door(**doors)
    assert said.event is Event.ADMIN_FAILED
    assert words in str(said.fields["message"])


def test_tls_is_spoken_where_there_is_a_certificate(opened: Callable[..., House], tmp_path: Path) -> None:
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1"]
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key", "-out", "crt"]
    subprocess.run([*made, *names], cwd=tmp_path, check=True, capture_output=True, timeout=60)
    house = opened(tls_certificate=str(tmp_path / "crt"), tls_key=str(tmp_path / "key"))
    trusting = ssl.create_default_context(cafile=str(tmp_path / "crt"))
    assert ask(house.listen, "/v1/whoami", headers=BEARER, tls=trusting).body["person"] == "pipeline"


def test_who_says_nothing_keeps_nobody_waiting(house: House) -> None:
    silent = []
    for _ in range(20):
        one = socket.socket(socket.AF_UNIX)
        one.connect(house.socket)
        one.sendall(b"GET /v1/status HTTP/1.1\r\nHost: x\r\n")
        silent.append(one)
    assert ask(house.socket, "/v1/whoami").status == 200
    for one in silent:
        one.close()


def test_two_hundred_questions_at_once_are_all_answered(house: House) -> None:
    with ThreadPoolExecutor(30) as crowd:
        statuses = list(crowd.map(lambda _: ask(house.socket, "/v1/status").status, range(200)))
    assert set(statuses) == {200}


def test_a_question_that_hangs_does_not_keep_the_daemon_from_stopping(house: House) -> None:
    hangs = threading.Event()
    house.office.desk.status = lambda **_: hangs.wait(30)  # type: ignore[method-assign,assignment]
    asking = threading.Thread(target=lambda: _quietly(house.socket), daemon=True)
    asking.start()
    time.sleep(0.5)
    before = time.monotonic()
    house.server.stop(3)
    assert time.monotonic() - before < 10
    hangs.set()
    asking.join(20)


def _quietly(place: str) -> None:
    try:
        ask(place, "/v1/status")
    except (OSError, ValueError):
        return


def test_ports_are_free_again_after_a_stop() -> None:
    port = free_port()
    for _ in range(2):
        assert [one.event for one in one_door(listen=f"127.0.0.1:{port}")] == [Event.ADMIN_OPENED]
