"""Log lines: pretty on a terminal, JSON otherwise, and foreign libraries' lines through the same door."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Final

import structlog

from plumbrule.edge.telemetry.redact import redact

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from structlog.typing import EventDict, Processor, WrappedLogger

    from plumbrule.model.event import Notice

FOREIGN_LEVEL: Final = logging.WARNING
"""Libraries are heard when something is wrong; their chatter is not ours."""

_CONTROL: Final = {code: f"\\x{code:02x}" for code in (*range(32), 127, *range(128, 160))}


def set_up_logs(*, style: str, level: str, stream: TextIO = sys.stdout) -> None:
    """Send every line of this process, ours and the libraries', through one renderer.

    Args:
        style: `pretty`, `json`, or `auto`: pretty when `stream` is a terminal.
        level: `debug`, `info`, `warning` or `error`, for our own lines.
        stream: where lines go.
    """
    pretty = style == "pretty" or (style == "auto" and stream.isatty())
    shared = _shared()
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    door = logging.StreamHandler(stream)
    door.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, _name_foreign], processors=_last(pretty=pretty, colors=stream.isatty())
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [door]
    root.setLevel(FOREIGN_LEVEL)
    logging.getLogger("plumbrule").setLevel(level.upper())
    logging.captureWarnings(capture=True)


class LogNotifier:
    """The notifier that always exists: one structured line per notice."""

    def __init__(self) -> None:
        self._log: structlog.stdlib.BoundLogger = structlog.get_logger("plumbrule")

    def tell(self, notice: Notice) -> None:
        """Log `notice` at its level; its fields become keys."""
        self._log.log(getattr(logging, notice.level.upper()), notice.event.value, **notice.fields)


def _shared() -> Sequence[Processor]:
    return (
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        redact,
    )


def _last(*, pretty: bool, colors: bool) -> Sequence[Processor]:
    """How a line is written; a traceback is masked too, and local variables, which may hold secrets, stay out of it."""
    strip = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if pretty:
        plain = structlog.dev.plain_traceback
        line = structlog.dev.ConsoleRenderer(colors=colors, sort_keys=False, exception_formatter=plain)
        return (strip, structlog.processors.format_exc_info, redact, _plain_text, line)
    frames = structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False))
    return (strip, frames, redact, structlog.processors.JSONRenderer(ensure_ascii=False))


def _name_foreign(_logger: WrappedLogger, _method: str, event_dict: EventDict) -> EventDict:
    """A library's line keeps its words as a value: event names are ours alone."""
    return {
        **event_dict,
        "event": "library_logged",
        "library": event_dict["_record"].name,
        "words": event_dict["event"],
    }


def _plain_text(_logger: WrappedLogger, _method: str, event_dict: EventDict) -> EventDict:
    """Untrusted text must not move a terminal's cursor: control characters are shown, not sent."""
    return {name: _harmless(name, value) for name, value in event_dict.items()}


def _harmless(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    lines = value.split("\n") if name == "exception" else [value]
    return "\n".join(line.translate(_CONTROL) for line in lines)
