"""`python -m tests.faults.humble run …`: the daemon without root's right to read what its mode forbids.

Capability numbers: linux/capability.h; prctl's option: linux/prctl.h (Linux 6.1, seen 2026-11).
"""

from __future__ import annotations

import ctypes
import os
import sys

PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2


def main() -> None:
    """Drop the rights for whatever is executed next, and become the daemon."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            if libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "root's right to read everything cannot be dropped")
    os.execv(sys.executable, [sys.executable, "-m", "plumbrule.cli", *sys.argv[1:]])  # noqa: S606 - no shell wanted


if __name__ == "__main__":
    main()
