"""A process that writes until it is killed: prints each number once its record has returned."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from plumbrule.edge.journal import open_journal
from tests.edge.journal.entries import agreed, intent, key, settled

if __name__ == "__main__":
    journal = open_journal(Path(sys.argv[1]), writable=True)
    for number in count(1):
        journal.record(intent(str(number), key(f"f{number}")), agreed(key(f"f{number}")), settled(key("last")))
        print(number, flush=True)
