"""`python -m tests.fuzz.guided --seconds N`: a fuzzer that follows which branches a file reaches.

It needs atheris (3.0 or newer), which is no dependency of this repository: it is for long runs by hand.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.fuzz.seeds import SCRAPS, SEEDS

MISSING: Final = 3
"""The exit code where atheris is not installed."""

LONGEST: Final = 16_384
SHORT: Final = 40
_ENDINGS: Final = (".json", ".yaml")


def named(data: bytes) -> tuple[str, bytes]:
    """The first byte says which syntax, the rest is the file."""
    return "a" + _ENDINGS[data[0] % 2 if data else 0], data[1:]


def lay_corpus(folder: Path) -> None:
    """The good files, as the fuzzer's own format has them."""
    for number, (path, content) in enumerate(SEEDS):
        head = b"\0" if path.endswith(".json") else b"\1"
        (folder / f"seed-{number}").write_bytes(head + content)


def dictionary() -> str:
    """Scraps as libFuzzer's dictionary format has them (llvm.org/docs/LibFuzzer.html "Dictionaries", seen 2026-11)."""
    short = [scrap for scrap in SCRAPS if 0 < len(scrap) <= SHORT]
    return "".join(f'"{_escaped(scrap)}"\n' for scrap in short)


def _escaped(scrap: bytes) -> str:
    return "".join(rf"\x{byte:02x}" for byte in scrap)


def main() -> int:
    """Fuzz until the time is over; libFuzzer ends the process with 77 at the first file that is not answered."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.guided", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--corpus", type=Path, help="a folder that keeps what was found; a temporary one when left out")
    options = parser.parse_args()
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed: `pip install 'atheris>=3'` into an environment of its own", file=sys.stderr)
        return MISSING
    if options.corpus is not None:
        options.corpus.mkdir(parents=True, exist_ok=True)
        _fuzz(options.corpus, options.seconds)
    with tempfile.TemporaryDirectory() as folder:
        _fuzz(Path(folder), options.seconds)
    return 0


def _fuzz(corpus: Path, seconds: int) -> None:
    import atheris  # noqa: PLC0415 - see above

    with atheris.instrument_imports(include=["plumbrule", "yaml", "json"]):
        from tests.fuzz.answering import answer  # noqa: PLC0415 - instrumented while it is imported

    lay_corpus(corpus)
    words = corpus.parent / f"{corpus.name}.dict-{os.getpid()}"
    words.write_text(dictionary())

    def one(data: bytes) -> None:
        answer(*named(data))

    limits = [f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048", f"-max_len={LONGEST}", "-verbosity=1"]
    atheris.Setup([sys.argv[0], *limits, f"-dict={words}", "-print_final_stats=1", str(corpus)], one)
    try:
        atheris.Fuzz()
    finally:
        words.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
