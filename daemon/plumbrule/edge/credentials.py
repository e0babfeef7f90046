"""Where a secret's file is: an absolute path, or the name of a credential that the service manager left for us.

systemd.exec(5), "LoadCredential=", seen 2026-11: the files lie in the folder that CREDENTIALS_DIRECTORY names, readable
by the service alone, as they were when it was started.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Final

VARIABLE: Final = "CREDENTIALS_DIRECTORY"


def secret_file(name: str) -> Path:
    """The file that the settings mean by `name`.

    Raises:
        FileNotFoundError: it is no path, and no manager left credentials.
    """
    if name.startswith("/"):
        return Path(name)
    if folder := os.environ.get(VARIABLE):
        return Path(folder) / name
    raise FileNotFoundError(
        errno.ENOENT, f"it is a credential's name, and {VARIABLE} is not set: run as a service that loads it", name
    )
