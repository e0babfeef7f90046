"""A base by debootstrap, wheels by pip, and the Dockerfile by buildah with chroot isolation.

Public images are not needed: the base is made of Debian's packages and given as `ARG BASE`.
"""

from __future__ import annotations

import shutil
import sys
import tomllib
from typing import TYPE_CHECKING, Final

from tests.image.programs import BASE, FOLDER, IMAGE, ROOT, CannotBuild, buildah, need, run

if TYPE_CHECKING:
    from pathlib import Path

PACKAGES: Final = "python3,python3-venv,python-is-python3,ca-certificates,gpgv,openssh-client"
PYTHON: Final = "3.11"
"""Of Debian 12; wheels are fetched for it, whatever runs this."""
WHEELS: Final = "/mnt"
"""Where the build sees the wheels: a folder that every base has, so that nothing of it stays."""


def build() -> None:
    """Build `IMAGE`; the base and the wheels are kept for the next time. Raises CannotBuild."""
    need(("debootstrap", "buildah"))
    FOLDER.mkdir(exist_ok=True)
    if not _known(BASE):
        _make_base(FOLDER / "base")
    wheels = _make_wheels(FOLDER / "wheels")
    where = ("--isolation", "chroot", "--network", "host", "--volume", f"{wheels}:{WHEELS}:ro")
    buildah("bud", *where, *_arguments(), "--format", "docker", "--tag", IMAGE, str(ROOT))


def _known(image: str) -> bool:
    try:
        return bool(buildah("inspect", "--type", "image", "--format", "{{.FromImageID}}", image))
    except CannotBuild:
        return False


def _make_base(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    run("debootstrap", "--variant=minbase", f"--include={PACKAGES}", "bookworm", str(folder))
    run(
        "tar",
        "--directory",
        str(folder),
        "--create",
        "--exclude=./var/cache/apt/archives/*.deb",
        "--file",
        f"{folder}.tar",
        ".",
    )
    container = buildah("from", "scratch")
    buildah("add", "--quiet", container, f"{folder}.tar", "/")
    buildah("commit", "--quiet", "--rm", container, BASE)
    shutil.rmtree(folder)


def _make_wheels(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    locks = [word for name in ("requirements", "requirements-build") for word in ("-r", str(ROOT / f"{name}.lock"))]
    only = ("--only-binary", ":all:", "--python-version", PYTHON, "--require-hashes")
    run(sys.executable, "-m", "pip", "--quiet", "download", *only, *locks, "--dest", str(folder))
    return folder


def _arguments() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    given = {
        "BASE": BASE,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": WHEELS,
        "VERSION": project["version"],
        "REVISION": run("git", "-C", str(ROOT), "rev-parse", "HEAD"),
    }
    return [word for name, value in given.items() for word in ("--build-arg", f"{name}={value}")]
