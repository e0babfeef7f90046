"""Who signed a commit: dulwich gives payload and signature, OpenSSH and gpgv give the verdict.

Dulwich's own checks are not used: they accept a key that is restricted to another namespace, and refuse everybody once
one line of the file has expired (measured with dulwich 1.2.21, 2026-11).
The exit code alone proves nothing: of SSH the principal counts, of OpenPGP the fingerprint that VALIDSIG names.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dulwich.errors import ObjectFormatException

from plumbrule.model.people import Identity, Method, Signed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from dulwich.objects import Commit

    from plumbrule.model.policy import Signing

SECONDS: Final = 10.0
"""One program may take so long; it takes some 10 ms."""

_ENVIRONMENT: Final = {"PATH": "/usr/bin:/bin:/usr/local/bin", "LC_ALL": "C"}
_SSH: Final = b"-----BEGIN SSH SIGNATURE-----"
_REFUSED: Final = frozenset({"BADSIG", "ERRSIG", "EXPSIG", "EXPKEYSIG", "REVKEYSIG", "NODATA"})
_FINGERPRINT: Final = -1
"""Of the primary key: the last word of VALIDSIG (GnuPG, doc/DETAILS, seen 2026-11)."""


def signed(commit: Commit, signing: Signing, at: datetime) -> Signed:
    """What the commit's signature proves as of `at`. Raises nothing: what cannot be verified proves nothing."""
    emails = tuple(email for line in (commit.author, commit.committer) if (email := _email(line)))
    try:
        payload, signature, _ = commit.extract_signature()
        if signature is None:
            return Signed(None, "it is not signed", emails)
        verify = _by_ssh if signature.startswith(_SSH) else _by_gpg
        found = verify(payload, signature, signing, at)
    except ObjectFormatException:
        found = "its signature is of a kind that is not known"
    except FileNotFoundError as fault:
        found = f"{fault.filename} is not installed, so its signature cannot be verified"
    except (OSError, subprocess.SubprocessError) as fault:
        found = f"its signature cannot be verified: {type(fault).__name__}"
    return Signed(found, "", emails) if isinstance(found, Identity) else Signed(None, found, emails)


def _by_ssh(payload: bytes, signature: bytes, signing: Signing, at: datetime) -> Identity | str:
    allowed = signing.ssh_allowed_signers
    if not allowed:
        return "it is signed with SSH, and the policy names no ssh_allowed_signers"
    if not Path(allowed).is_file():
        return f"{allowed} cannot be read, so its SSH signature cannot be verified"
    with tempfile.TemporaryDirectory(prefix="plumbrule-signature-") as folder:
        file = Path(folder, "signature")
        file.write_bytes(signature)
        when = f"-Overify-time={at:%Y%m%d%H%M%SZ}"
        found = _run(["ssh-keygen", "-Y", "find-principals", "-f", allowed, "-s", str(file), when])
        for principal in found.stdout.decode("utf-8", "replace").splitlines() if found.returncode == 0 else ():
            words = ["-n", "git", "-I", principal, "-f", allowed, "-s", str(file), when]
            if _run(["ssh-keygen", "-Y", "verify", *words], payload).returncode == 0:
                return Identity(Method.SSH, principal)
    return "its SSH signature is of nobody whom ssh_allowed_signers names for Git at that time"


def _by_gpg(payload: bytes, signature: bytes, signing: Signing, at: datetime) -> Identity | str:
    del at  # gpgv knows no other time than now; the verdict of the first look is kept
    if not signing.gpg_keyring:
        return "it is signed with OpenPGP, and the policy names no gpg_keyring"
    if not Path(signing.gpg_keyring).is_file():
        return f"{signing.gpg_keyring} cannot be read, so its OpenPGP signature cannot be verified"
    with tempfile.TemporaryDirectory(prefix="plumbrule-signature-") as folder:
        files = {name: Path(folder, name) for name in ("signature", "payload")}
        files["signature"].write_bytes(signature)
        files["payload"].write_bytes(payload)
        words = ["--homedir", folder, "--keyring", signing.gpg_keyring]
        ran = _run(["gpgv", "--status-fd", "1", *words, *map(str, files.values())])
    return _fingerprint(ran, signing)


def _fingerprint(ran: subprocess.CompletedProcess[bytes], signing: Signing) -> Identity | str:
    said = [
        line.split()[1:] for line in ran.stdout.decode("utf-8", "replace").splitlines() if line.startswith("[GNUPG:]")
    ]
    valid = [words for words in said if words and words[0] == "VALIDSIG"]
    refused = [words[0] for words in said if words and words[0] in _REFUSED]
    if ran.returncode != 0 or refused or len(valid) != 1:
        return f"its OpenPGP signature is not valid ({refused[0] if refused else 'no key of the keyring made it'})"
    fingerprint = valid[0][_FINGERPRINT].upper()
    if signing.fingerprints and fingerprint not in signing.fingerprints:
        return f"its OpenPGP key {fingerprint} is not among the policy's fingerprints"
    return Identity(Method.GPG, fingerprint)


def _run(words: Sequence[str], payload: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(words, input=payload, env=_ENVIRONMENT, capture_output=True, timeout=SECONDS, check=False)


def _email(line: bytes) -> str:
    """The address in `Name <address>`, as the commit claims it."""
    return line.rpartition(b"<")[2].partition(b">")[0].decode("utf-8", "replace").strip()
