"""The image at work, read-only and as its own user, against the embedded ECS endpoint."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from plumbrule.cli import VERBS
from tests.builders.policies import hands_free
from tests.demo.publisher import Publisher
from tests.demo.running import CREDENTIALS, RunningDaemon
from tests.demo.specs import SETTINGS, WEB
from tests.image.container import Container, image_at
from tests.image.programs import IMAGE, CannotBuild, buildah, need
from tests.world.client import World

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

    from tests.image.container import Image

SECONDS: Final = 30
OURS: Final = "org.opencontainers.image."

INSIDE: Final = """
import importlib.util, os, pathlib, shutil, stat, subprocess, tempfile
import botocore.session
assert os.getuid() == os.getgid() == 65532, os.getuid()
for place in ("/", "/opt/plumbrule", "/tmp", "/etc"):
    try:
        pathlib.Path(place, "written").write_text("x")
    except OSError:
        continue
    raise SystemExit(f"{place} can be written to")
tempfile.NamedTemporaryFile().close()
assert importlib.util.find_spec("pip") is None, "there is a pip"
assert all(map(shutil.which, ("ssh-keygen", "gpgv"))), "signatures cannot be verified"
assert subprocess.run(["gpgv", "--version"], capture_output=True).returncode == 0
for service in ("ecs", "sts", "sns", "ecr", "secretsmanager", "ssm", "logs", "iam", "s3"):
    botocore.session.get_session().create_client(service, region_name="eu-west-1").close()
risen = [path for top in ("/usr", "/opt", "/etc") for path in pathlib.Path(top).rglob("*")
         if path.is_file() and not path.is_symlink() and path.stat().st_mode & (stat.S_ISUID | stat.S_ISGID)]
assert not risen, risen
print("as it should be")
"""
"""What is tried by the image's own Python."""


@dataclass(frozen=True, slots=True)
class Place:
    """Folders of one try: what the container sees, what it may write to, and where its log goes."""

    root: Path
    seen: Path
    state: Path
    image: Image

    def container(self, name: str) -> Container:
        """A container to be; `name` is made unique, for runc keeps one list for the whole host."""
        return Container(f"plumbrule-try-{os.getpid()}-{name}", self.root / name, self.image, self.state, self.seen)


def attempt() -> None:
    """Try everything and say what was seen. Raises CannotBuild or StepFailed."""
    need(("buildah", "runc"))
    with mounted() as root, tempfile.TemporaryDirectory(prefix="plumbrule-image-") as folder:
        place = _place(Path(folder), image_at(root))
        say("files", f"{size(root) / 1e6:.0f} MB, of them {size(root / 'opt/plumbrule') / 1e6:.0f} MB Plumbrule")
        say("labels", ", ".join(_labels(place.image)))
        expect("inside", place.container("inside").python(INSIDE), "as it should be")
        begun = time.monotonic()
        expect("version", place.container("version").run("version"), "plumbrule ")
        say("version", f"answers after {time.monotonic() - begun:.2f} s, the container's start included")
        run_for_real(place)


def _labels(image: Image) -> list[str]:
    ours = {key.removeprefix(OURS): value for key, value in image.labels.items() if key.startswith(OURS)}
    return [f"{key} {ours[key]}" for key in ("title", "version", "revision", "licenses")]


@contextmanager
def mounted() -> Iterator[Path]:
    """The image's file system; what is written to it is lost afterwards."""
    container = buildah("from", "--pull-never", IMAGE)
    try:
        yield Path(buildah("mount", container))
    finally:
        buildah("rm", container)


def _place(root: Path, image: Image) -> Place:
    root.chmod(0o755)
    place = Place(root, root / "seen", root / "state", image)
    place.seen.mkdir()
    place.state.mkdir(mode=0o700)
    os.chown(place.state, image.user, image.user)
    return place


def run_for_real(place: Place) -> None:
    """From nothing registered to a settled pass, and a stop by SIGTERM."""
    publisher = Publisher(place.seen)
    publisher.commit({"services/web.json": WEB}, "one service")
    publisher.publish()
    specs = place.container("validate").run("validate", str(publisher.link / "services"))
    expect("validate", specs, "1 file")
    with World.start() as world:
        places = {"link": publisher.link, "url": world.url, "journal": "/var/lib/plumbrule/journal.sqlite"}
        settings = place.seen / "plumbrule.yaml"
        settings.write_text(SETTINGS.format(auto="[missing]", policy=hands_free(place.seen), **places))
        _run(place, world, settings)


def _run(place: Place, world: World, settings: Path) -> None:
    container = place.container("run")
    # Only its way of reading a log is borrowed: the process is the container's.
    log = RunningDaemon(place.root, settings)
    begun = time.monotonic()
    log.process = container.start(log.log, "run", "--config", str(settings), env=CREDENTIALS)
    try:
        log.wait_for("a pass that settled", lambda: log.events("pass_settled", state="in_sync"), SECONDS)
        say("run", f"in sync {time.monotonic() - begun:.1f} s after the start, {len(world.log())} registration")
        _health(place.image, container)
        container.signal("TERM")
        if (code := log.process.wait(SECONDS)) != 0:
            raise CannotBuild(f"after SIGTERM it ended with {code}")
    finally:
        if log.process.poll() is None:
            container.signal("KILL")
            log.process.wait(SECONDS)
    if len(world.log()) != 1:
        raise CannotBuild(f"it registered {len(world.log())} times")
    say("stop", "SIGTERM ended its first process with 0")


def _health(image: Image, container: Container) -> None:
    if image.healthcheck[-1] not in VERBS:
        say("health", f"not tried: the verb {image.healthcheck[-1]} is not there yet")
        return
    begun = time.monotonic()
    done = container.exec(*image.healthcheck[1:])
    if done.returncode:
        raise CannotBuild(f"the health check ended with {done.returncode}: {done.stdout}{done.stderr}")
    say("health", f"healthy, told after {time.monotonic() - begun:.2f} s")


def expect(what: str, done: subprocess.CompletedProcess[str], text: str) -> None:
    """Raises CannotBuild unless it ended well and said so."""
    if done.returncode or text not in done.stdout:
        raise CannotBuild(f"{what} ended with {done.returncode}: {done.stdout}{done.stderr}")
    say(what, done.stdout.strip().splitlines()[-1])


def say(what: str, text: str) -> None:
    """One line for people."""
    print(f"{what:9}{text}", flush=True)


def size(folder: Path) -> int:
    """Bytes of all files below it, each counted once."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            stat = path.stat()
            found[stat.st_ino] = stat.st_size
    return sum(found.values())
