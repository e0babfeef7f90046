"""A real desk behind real doors."""

from __future__ import annotations

import getpass
import hashlib
import secrets
import socket
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from plumbrule.app.inside import ShellInside
from plumbrule.edge.admin import AdminServer
from plumbrule.model.admin import Admin
from plumbrule.model.people import Identity, Method, People
from tests.builders.people import EVERYBODY, person
from tests.loop.desk.office import V1, Office, policy
from tests.loop.stage import new_account
from tests.world.client import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from plumbrule.model.event import Notice

TOKEN = secrets.token_hex(16)
ME = person("me", identities=frozenset({Identity(Method.SOCKET, getpass.getuser())}))
PIPE = person("pipeline", identities=frozenset({Identity(Method.TOKEN, hashlib.sha256(TOKEN.encode()).hexdigest())}))
BY_PROXY = person("guest", identities=frozenset({Identity(Method.PROXY, "guest@example.com")}))
PEOPLE = People((*EVERYBODY.everyone, ME, PIPE, BY_PROXY))


class House(NamedTuple):
    """An office with its doors: what was said of them, and where they are."""

    office: Office
    server: AdminServer
    said: list[Notice]
    socket: str
    listen: str


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def endpoint() -> Iterator[World]:
    with World.start() as world:
        yield world


@pytest.fixture
def opened(endpoint: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[..., House]]:
    """Opens houses with one family whose creation waits for a yes."""
    account = new_account(monkeypatch)
    with ExitStack() as ends:

        def make(people: People = PEOPLE, **doors: Any) -> House:  # noqa: ANN401 - fields of Admin
            office = Office(endpoint, account, policy_of_all=policy(people=people))
            ends.callback(office.close)
            office.put(V1)
            office.read()
            port = free_port()
            start = {"socket": str(tmp_path / "admin.sock"), "listen": f"127.0.0.1:{port}"}
            said: list[Notice] = []
            admin = Admin(**{**start, **doors})
            server = AdminServer(office.desk, ShellInside(office.shell, lambda _: {}), admin, said.append, "1.2.3")
            server.start()
            ends.callback(server.stop, 5)
            return House(office, server, said, admin.socket, admin.listen)

        yield make


@pytest.fixture
def house(opened: Callable[..., House]) -> House:
    return opened()
