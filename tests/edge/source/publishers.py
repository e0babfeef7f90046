"""Every way in which directories are published: each makes one version after the other where a source looks."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

from plumbrule.edge.source import GitSource, LinkSource, PlainSource
from tests.edge.source.follower import QUICK
from tests.edge.source.repos import commit, git, new_repo, publish, write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from plumbrule.ports import Source

Files = dict[str, str]
RSYNC: Final = shutil.which("rsync")


class Publisher:
    """Publishes versions below `root`; the first one at once.

    Attributes:
        hinted: False where no event can be expected, so that only polling finds the news.
    """

    hinted = True

    def __init__(self, root: Path) -> None:
        self.root = root
        self.count = 0

    def put(self, files: Files) -> None:
        """Publish the next version."""
        self.count += 1
        self.publish(files)

    def publish(self, files: Files) -> None:
        raise NotImplementedError

    def source(self) -> Source:
        raise NotImplementedError

    def close(self) -> None:
        """Put back what was changed outside of `root`."""


class GitSync(Publisher):
    """A new worktree, the link renamed to it, the old worktree removed at once."""

    def publish(self, files: Files) -> None:
        link = self.root / "current"
        old = link.resolve() if link.is_symlink() else None
        fresh = self.root / "worktrees" / f"{self.count:040x}"
        write(fresh, files)
        publish(link, fresh)
        if old is not None:
            shutil.rmtree(old)

    def source(self) -> Source:
        return LinkSource(self.root / "current")


class ConfigMap(Publisher):
    """`..data` renamed to a new directory; the names that people use are links through it."""

    def publish(self, files: Files) -> None:
        mount = self.root / "mount"
        old = (mount / "..data").resolve() if self.count > 1 else None
        write(mount / f"..2026_11_23_{self.count}", files)
        publish(mount / "..data", Path(f"..2026_11_23_{self.count}"))
        for name in files:
            if not (mount / name).is_symlink():
                (mount / name).symlink_to(f"..data/{name}")
        if old is not None:
            shutil.rmtree(old)

    def source(self) -> Source:
        return LinkSource(self.root / "mount/..data")


class Pull(Publisher):
    """`git pull` in a working copy."""

    def publish(self, files: Files) -> None:
        origin, here = self.root / "origin", self.root / "here"
        if self.count == 1:
            new_repo(origin, files)
            git(self.root, "clone", "--quiet", str(origin), "here")
        else:
            git(origin, "rm", "--quiet", "-r", ".")
            commit(origin, files)
            git(here, "pull", "--quiet", "--ff-only")

    def source(self) -> Source:
        return GitSource(self.root / "here")


class InPlace(Publisher):
    """A plain directory, its files overwritten and removed one by one."""

    @property
    def here(self) -> Path:
        return self.root / "specs"

    def publish(self, files: Files) -> None:
        for path in [one for one in self.here.rglob("*") if one.is_file()]:
            if str(path.relative_to(self.here)) not in files:
                path.unlink()
        write(self.here, files)

    def source(self) -> Source:
        return PlainSource(self.here, quiescence=QUICK)


class SameSizeAndTime(InPlace):
    """What `rsync --times` makes of a file whose size and time did not change: with rsync itself where there is one."""

    TIME: Final = 1_790_000_000_000_000_000

    def publish(self, files: Files) -> None:
        origin = self.root / "origin"
        shutil.rmtree(origin, ignore_errors=True)
        write(origin, files)
        for path in origin.rglob("*"):
            os.utime(path, ns=(self.TIME, self.TIME))
        if RSYNC:
            words = [RSYNC, "--archive", "--checksum", "--delete", f"{origin}/", f"{self.here}/"]
            subprocess.run(words, check=True, timeout=60)
        else:
            self._rewrite(origin, files)

    def _rewrite(self, origin: Path, files: Files) -> None:
        for name in files:
            place = self.here / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.with_name(f".{place.name}.part").write_bytes((origin / name).read_bytes())
            os.utime(place.with_name(f".{place.name}.part"), ns=(self.TIME, self.TIME))
            place.with_name(f".{place.name}.part").rename(place)


class Rewritten(InPlace):
    """The same inode with another content of the same size, its time set back: only the change time tells."""

    def publish(self, files: Files) -> None:
        super().publish(files)
        for path in self.here.rglob("*.json"):
            os.utime(path, ns=(SameSizeAndTime.TIME, SameSizeAndTime.TIME))


class Recreated(InPlace):
    """The directory is deleted and made again."""

    def publish(self, files: Files) -> None:
        shutil.rmtree(self.here, ignore_errors=True)
        write(self.here, files)


class RenamedOver(InPlace):
    """A new directory beside the old one takes its name."""

    def publish(self, files: Files) -> None:
        write(self.root / "next", files)
        self._swap(self.root / "next")

    def _swap(self, fresh: Path) -> None:
        if self.here.exists():
            self.here.rename(self.root / "old")
        fresh.rename(self.here)
        shutil.rmtree(self.root / "old", ignore_errors=True)


class FromOutside(RenamedOver):
    """A directory from elsewhere takes the old one's name."""

    def publish(self, files: Files) -> None:
        elsewhere = self.root.with_name(f"{self.root.name}-elsewhere") / "next"
        write(elsewhere, files)
        self._swap(elsewhere)


class BelowAMount(InPlace):
    """Written below an overlay mount, as by another host: the mounted directory changes and no event comes."""

    hinted = False

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        for name in ("lower", "upper", "work", "specs"):
            (root / name).mkdir()
        layers = f"lowerdir={root}/lower,upperdir={root}/upper,workdir={root}/work"
        ran = subprocess.run(
            ["mount", "-t", "overlay", "overlay", "-o", layers, str(self.here)],
            capture_output=True,
            timeout=60,
            check=False,
        )
        self.mounted = ran.returncode == 0

    def publish(self, files: Files) -> None:
        write(self.root / "lower", files)  # in place: a mount may go on showing what was unlinked below it

    def close(self) -> None:
        if self.mounted:
            subprocess.run(["umount", str(self.here)], check=True, timeout=60)


PUBLISHERS: Mapping[str, Callable[[Path], Publisher]] = {
    "git-sync re-points its link and removes the old worktree": GitSync,
    "the kubelet re-points ..data": ConfigMap,
    "git pull in place": Pull,
    "files written in place": InPlace,
    "rsync with equal size and time": SameSizeAndTime,
    "rewritten with equal size and time": Rewritten,
    "the directory deleted and recreated": Recreated,
    "a new directory renamed over the old": RenamedOver,
    "the directory replaced from outside": FromOutside,
    "a file system without events": BelowAMount,
}
