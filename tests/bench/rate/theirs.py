"""`python -m tests.bench.rate.theirs FOLDER`: cfn-lint over templates, all in one process; one JSON line."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from cfnlint.api import ManualArgs, lint
from cfnlint.version import __version__

WARM = 2


def main() -> None:
    """Lint every template of the folder, all in this process, and say how long one takes."""
    settings: Any = ManualArgs(regions=["eu-west-1"])
    texts = [path.read_text() for path in sorted(Path(sys.argv[1]).iterdir())]
    for text in texts[:WARM]:
        lint(text, config=settings)
    began = time.process_time()
    found = sum(len(lint(text, config=settings)) for text in texts[WARM:])
    seconds = (time.process_time() - began) / len(texts[WARM:])
    print(json.dumps({"rate": 1 / seconds, "findings": found, "version": __version__}))


if __name__ == "__main__":
    main()
