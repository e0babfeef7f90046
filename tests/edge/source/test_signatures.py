"""Signatures against Git's own verdict: our two steps and `git verify-commit` must say the same of every signer."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from plumbrule.edge.source.git import GitSource
from plumbrule.model.ids import CommitId
from plumbrule.model.people import Identity, Method
from plumbrule.model.policy import Signing
from tests.edge.source.repos import ENVIRONMENT, git, new_repo, write

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime.now(UTC)
SIGNERS = ("listed", "unlisted", "expired", "namespaced", "ca", "certified")
ALLOWED = ("everybody", "one", "nobody")


def run(*words: str, where: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**ENVIRONMENT, **more}
    return subprocess.run(
        words,
        cwd=where,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def make_key(where: Path, name: str) -> str:
    ran = run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", name, where=where)
    assert ran.returncode == 0, ran.stderr
    return " ".join((where / f"{name}.pub").read_text().split()[:2])


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key for each signer, and three files of allowed signers."""
    where = tmp_path_factory.mktemp("keys")
    public = {name: make_key(where, name) for name in SIGNERS}
    ran = run("ssh-keygen", "-q", "-s", "ca", "-I", "cert", "-n", "carol@example.com", "certified.pub", where=where)
    assert ran.returncode == 0, ran.stderr
    one = f"ann@example.com {public['listed']}\n"
    everybody = (
        f'old@example.com valid-before="20200101Z" {public["expired"]}\n'
        f'files@example.com namespaces="file" {public["namespaced"]}\n'
        f"*@example.com cert-authority {public['ca']}\n{one}"
    )
    for name, text in zip(ALLOWED, (everybody, one, ""), strict=True):
        (where / name).write_text(text)
    return where


@pytest.fixture(scope="module")
def repo(keys: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One commit of each signer, and one of nobody; each is a tag."""
    where = new_repo(tmp_path_factory.mktemp("signed") / "repo", {"a": "1"})
    git(where, "tag", "unsigned")
    for name in SIGNERS:
        signer = f"{name}-cert.pub" if name == "certified" else name
        made = run(
            "git", "-c", "gpg.format=ssh", "-c", f"user.signingkey={keys / signer}", "commit", "-q", "-S",
            "--allow-empty", "-m", name, where=where,
        )  # fmt: skip
        assert made.returncode == 0, made.stderr
        git(where, "tag", name)
    return where


def at(repo: Path, name: str) -> CommitId:
    return CommitId(git(repo, "rev-parse", f"{name}^{{commit}}"))


@pytest.mark.parametrize("allowed", ALLOWED)
@pytest.mark.parametrize("signer", ["unsigned", *SIGNERS])
def test_a_signature_proves_somebody_exactly_where_git_itself_says_so(
    signer: str, allowed: str, repo: Path, keys: Path
) -> None:
    file = keys / allowed
    source = GitSource(repo, signing=Signing(ssh_allowed_signers=str(file)))
    found = source.signed(at(repo, signer), NOW)
    judged = run("git", "-c", f"gpg.ssh.allowedSignersFile={file}", "verify-commit", signer, where=repo)
    assert (found.identity is not None) == (judged.returncode == 0), judged.stderr
    assert bool(found.words) == (found.identity is None)
    assert found.emails == ("ann@example.com", "ann@example.com")
    source.close()


def test_the_principal_of_the_file_is_who_signed(repo: Path, keys: Path) -> None:
    source = GitSource(repo, signing=Signing(ssh_allowed_signers=str(keys / "everybody")))
    assert source.signed(at(repo, "listed"), NOW).identity == Identity(Method.SSH, "ann@example.com")
    source.close()


@pytest.mark.parametrize(
    ("year", "proves"),
    [pytest.param(2019, True, id="before the key expired"), pytest.param(2021, False, id="after it expired")],
)
def test_a_signature_is_judged_by_when_the_commit_was_seen_first(
    year: int,
    proves: bool,  # noqa: FBT001 - a table's column
    repo: Path,
    keys: Path,
) -> None:
    source = GitSource(repo, signing=Signing(ssh_allowed_signers=str(keys / "everybody")))
    found = source.signed(at(repo, "expired"), datetime(year, 6, 1, tzinfo=UTC))
    assert (found.identity is not None) is proves
    source.close()


def forged(repo: Path, name: str) -> CommitId:
    """The same signature over another message."""
    raw = git(repo, "cat-file", "commit", name).replace(f"\n\n{name}", "\n\nsomething else")
    return CommitId(git(repo, "hash-object", "-t", "commit", "-w", "--stdin", stdin=f"{raw}\n".encode()))


def test_a_commit_that_was_changed_after_it_was_signed_proves_nobody(repo: Path, keys: Path) -> None:
    source = GitSource(repo, signing=Signing(ssh_allowed_signers=str(keys / "everybody")))
    found = source.signed(forged(repo, "listed"), NOW)
    assert found.identity is None
    assert "of nobody whom ssh_allowed_signers names" in found.words
    source.close()


def test_a_blob_that_git_shows_in_place_of_another_is_not_what_is_read(keys: Path, tmp_path: Path) -> None:
    repo = new_repo(tmp_path / "repo", {"specs/web.json": "good"})
    bad = git(repo, "hash-object", "-w", "--stdin", stdin=b"evil")
    git(repo, "replace", git(repo, "rev-parse", "HEAD:specs/web.json"), bad)
    assert git(repo, "show", "HEAD:specs/web.json") == "evil"
    source = GitSource(repo, folder="specs", signing=Signing(ssh_allowed_signers=str(keys / "everybody")))
    assert source.snapshot(None).files["specs/web.json"].content == b"good"
    source.close()


@pytest.mark.parametrize(
    ("signing", "words"),
    [
        pytest.param(Signing(), "names no ssh_allowed_signers", id="the policy names no file"),
        pytest.param(Signing(ssh_allowed_signers="/nowhere"), "/nowhere cannot be read", id="the file is missing"),
    ],
)
def test_without_a_file_of_signers_nothing_is_proved_and_the_operator_is_told(
    signing: Signing, words: str, repo: Path
) -> None:
    source = GitSource(repo, signing=signing)
    found = source.signed(at(repo, "listed"), NOW)
    assert found.identity is None
    assert words in found.words
    source.close()


def test_a_commit_that_is_not_there_proves_nobody(repo: Path) -> None:
    source = GitSource(repo)
    assert source.signed(CommitId("0" * 40), NOW).identity is None
    source.close()


# OpenPGP.


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A GnuPG home with two keys, exported as keyrings; its agent ends with the test."""
    where = Path("/tmp") / f"plumbrule-gnupg-{os.getpid()}"  # noqa: S108 - an agent's socket takes a short path only
    where.mkdir(mode=0o700)
    keyrings = tmp_path_factory.mktemp("keyrings")
    try:
        for name in ("ann", "eve"):
            address = f"{name}@example.com"
            words = (
                "gpg",
                "--homedir",
                str(where),
                "--batch",
                "--passphrase",
                "",
                "--quick-gen-key",
                address,
                "ed25519",
            )
            made = run(*words, "sign", "never", where=keyrings)
            assert made.returncode == 0, made.stderr
            with (keyrings / name).open("wb") as file:
                export = ["gpg", "--homedir", str(where), "--export", address]
                subprocess.run(export, stdout=file, check=True, env=dict(ENVIRONMENT))
        (where / "keyrings").write_text(str(keyrings))
        yield where
    finally:
        run("gpgconf", "--homedir", str(where), "--kill", "all", where=keyrings)
        subprocess.run(["rm", "-rf", str(where)], check=True)


@pytest.fixture(scope="module")
def gpg_repo(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = new_repo(tmp_path_factory.mktemp("gpg") / "repo")
    write(where, {"a": "1"})
    git(where, "add", "--all")
    made = run(
        "git", "-c", "user.signingkey=ann@example.com", "commit", "-q", "-S", "-m", "signed", where=where,
        GNUPGHOME=str(home),
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return where


def fingerprint(home: Path, name: str) -> str:
    listed = run(
        "gpg", "--homedir", str(home), "--with-colons", "--fingerprint", f"{name}@example.com", where=home
    ).stdout
    return next(line.split(":")[9] for line in listed.splitlines() if line.startswith("fpr"))


def gpg(home: Path, keyring: str, *fingerprints: str) -> Signing:
    keyrings = Path((home / "keyrings").read_text())
    return Signing(gpg_keyring=str(keyrings / keyring), fingerprints=fingerprints)


def test_a_key_of_the_keyring_proves_its_fingerprint(gpg_repo: Path, home: Path) -> None:
    ann = fingerprint(home, "ann")
    for signing in (gpg(home, "ann"), gpg(home, "ann", ann)):
        source = GitSource(gpg_repo, signing=signing)
        assert source.signed(at(gpg_repo, "HEAD"), NOW).identity == Identity(Method.GPG, ann)
        source.close()


def test_another_keyring_another_fingerprint_or_none_proves_nobody(gpg_repo: Path, home: Path) -> None:
    eve = fingerprint(home, "eve")
    for signing in (gpg(home, "eve"), gpg(home, "ann", eve), gpg(home, "missing"), Signing()):
        source = GitSource(gpg_repo, signing=signing)
        found = source.signed(at(gpg_repo, "HEAD"), NOW)
        assert found.identity is None
        assert found.words
        source.close()


def test_a_payload_that_was_changed_proves_nobody(gpg_repo: Path, home: Path) -> None:
    raw = git(gpg_repo, "cat-file", "commit", "HEAD").replace("\n\nsigned", "\n\nforged")
    name = git(gpg_repo, "hash-object", "-t", "commit", "-w", "--stdin", stdin=f"{raw}\n".encode())
    source = GitSource(gpg_repo, signing=gpg(home, "ann"))
    assert "BADSIG" in source.signed(CommitId(name), NOW).words
    source.close()
