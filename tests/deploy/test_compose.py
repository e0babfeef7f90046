"""The compose file for a laptop: whole, fenced in, and with settings that do what they say against a real moto.

Starting it takes an engine, which these tests do not have.
"""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import pytest
import yaml

from tests.aws.moto import running_moto
from tests.demo.publisher import Publisher
from tests.demo.running import CREDENTIALS, RunningDaemon
from tests.demo.specs import WEB
from tests.docs.pages import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER: Final = ROOT / "deploy" / "compose"
FILE: Final[dict[str, Any]] = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: Final[dict[str, dict[str, Any]]] = FILE["services"]
SETTINGS: Final = (FOLDER / "plumbrule.yaml").read_text(encoding="utf-8")
SECONDS: Final = 120

every_service = pytest.mark.parametrize("name", SERVICES)


@pytest.fixture
def moto() -> Iterator[str]:
    with running_moto() as url:
        yield url


@every_service
def test_a_service_is_built_from_what_is_here_or_is_an_image_of_one_version(name: str) -> None:
    one = SERVICES[name]
    if "build" in one:
        assert (FOLDER / one["build"]["context"] / "Dockerfile").is_file()
    else:
        assert re.fullmatch(r"[\w./-]+:\d+(\.\d+)+", one["image"]), one["image"]


def test_moto_is_the_version_that_the_tests_know() -> None:
    assert SERVICES["aws"]["image"] == f"docker.io/motoserver/moto:{version('moto')}"


@every_service
def test_a_service_has_no_capability_and_is_reached_from_the_laptop_alone(name: str) -> None:
    one = SERVICES[name]
    assert one["cap_drop"] == ["ALL"]
    assert one["security_opt"] == ["no-new-privileges:true"]
    assert all(port.startswith("127.0.0.1:") for port in one.get("ports", []))


@every_service
def test_everything_that_is_mounted_is_there(name: str) -> None:
    for mount in SERVICES[name].get("volumes", []):
        source = re.sub(r"\$\{\w+:\?[^}]*\}", "given", mount).split(":")[0]
        assert source == "given" or source in FILE["volumes"] or (FOLDER / source).is_file(), mount


def test_whoever_is_waited_for_can_become_what_is_waited_for() -> None:
    for one in SERVICES.values():
        for name, wanted in one.get("depends_on", {}).items():
            assert wanted["condition"] != "service_healthy" or SERVICES[name]["healthcheck"]["test"][0] == "CMD"


def test_the_settings_name_what_the_services_offer() -> None:
    read = yaml.safe_load(SETTINGS)
    where = urlsplit(read["targets"][0]["endpoint_url"])
    assert where.hostname in SERVICES
    assert str(where.port) == SERVICES[where.hostname]["ports"][0].split(":")[-1]
    source = read["source"]
    assert source["path"] == "/git/current"
    assert {"--root=/git", "--link=current", f"--touch-file={source['touch_file']}"} <= set(
        SERVICES["git-sync"]["command"]
    )
    mounted = {mount.split(":")[1] for mount in SERVICES["plumbrule"]["volumes"]}
    assert read["policy"] in mounted


@pytest.mark.slow
def test_with_these_settings_a_commit_is_registered(tmp_path: Path, moto: str) -> None:
    publisher = Publisher(tmp_path)
    publisher.commit({"services/web.json": WEB}, "one service")
    publisher.publish()
    last = publisher.link.parent / "last-sync"
    last.touch()
    places = {
        "/git/current": publisher.link,
        "/git/last-sync": last,
        "http://aws:5000": moto,
        "/etc/plumbrule/policy.yaml": FOLDER / "policy.yaml",
    }
    text = SETTINGS
    for name, place in places.items():
        assert name in text
        text = text.replace(name, str(place))
    file = tmp_path / "plumbrule.yaml"
    file.write_text(f"{text}\njournal: {{path: {tmp_path / 'journal.sqlite'}}}\n")
    with RunningDaemon(tmp_path, file, CREDENTIALS) as daemon:
        daemon.wait_for("in sync", lambda: daemon.events("pass_settled", state="in_sync"), SECONDS)
    assert len(daemon.events("revision_registered", family="shop-web")) == 1
