"""Delivering one letter: say it, or make it say what is so now, and write down that it was said.

What is about to be sent is written down first; after a crash or a lost answer it is looked for before it is sent again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plumbrule.core.tell.composing import Style, composed
from plumbrule.core.tell.history import held_line, line, line_key
from plumbrule.model.metrics import MESSAGES
from plumbrule.model.outbox import Reason, Sending, Sent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from plumbrule.loop.world import World
    from plumbrule.model.message import Message
    from plumbrule.model.outbox import Letter, Telling
    from plumbrule.ports import Sink


class Delivery:
    """One letter and what is to be said in it.

    Args:
        world: whose journal, clock and manners.
        sink: where it is said.
        letter: as the journal has it.
        tellings: at least one.
        pace: waits until the channel takes one more; called before each new message. Raises Throttled.
    """

    def __init__(
        self, world: World, sink: Sink, letter: Letter, tellings: Sequence[Telling], pace: Callable[[str], None]
    ) -> None:
        self._world, self._sink, self._letter, self._pace = world, sink, letter, pace
        unsure = tuple(one for one in tellings if one.state is Sending.SENDING)
        self._unsure = bool(unsure)
        # What may have been said is looked for as it was said: what came later has its turn after it.
        self._tellings = unsure or tuple(tellings)

    def deliver(self) -> None:
        """Say it. Raises what the sink raises, and JournalError."""
        if not self._sink.edits:
            self._post_once()
        elif self._letter.ref and self._update():
            self._reply()
        else:
            self._post()

    def _post(self) -> None:
        """Begin the living message: what has happened until now is in it."""
        message = self._message()
        ref = self._found(message.key) if self._letter.state is Sending.SENDING else None
        if ref is not None:
            self._sink.update(self._letter.channel, ref, message)
        else:
            self._pace(self._letter.channel)
            self._write(replace(self._letter, ref="", state=Sending.SENDING))
            ref = self._sink.post(self._letter.channel, message)
            self._world.meter.count(MESSAGES, self._letter.sink, "posted")
        self._write(replace(self._letter, ref=ref, state=Sending.SENT), self._sent(Sending.SENT))

    def _update(self) -> bool:
        """Whether the message is still there and says what is so now."""
        done = self._sink.update(self._letter.channel, self._letter.ref, self._message())
        self._world.meter.count(MESSAGES, self._letter.sink, "edited")
        if not done:
            self._letter = replace(self._letter, ref="", state=Sending.PENDING)
        return done

    def _reply(self) -> None:
        """One line in its thread, where there is anything to say that the message does not."""
        members = {one.id: one for one in self._world.journal.members(self._letter.id)}
        message = line(members, self._tellings, self._world.clock.now(), self._style())
        if message is not None and not (self._unsure and self._found(message.key, self._letter.ref)):
            self._pace(self._letter.channel)
            self._write(self._sent(Sending.SENDING))
            self._sink.reply(self._letter.channel, self._letter.ref, message)
            self._world.meter.count(MESSAGES, self._letter.sink, "replied")
        self._write(self._sent(Sending.SENT))

    def _post_once(self) -> None:
        """Where nothing can be edited: a message of its own, named after what it says."""
        self._pace(self._letter.channel)
        self._write(self._sent(Sending.SENDING))
        self._sink.post(self._letter.channel, replace(self._message(), key=line_key(self._tellings)))
        self._world.meter.count(MESSAGES, self._letter.sink, "posted")
        self._write(self._sent(Sending.SENT))

    def _message(self) -> Message:
        now = self._world.clock.now()
        message = composed(self._letter.id, self._world.journal.members(self._letter.id), self._style())
        held = held_line(self._tellings, now) if not self._letter.ref else ""
        reasons = [one.reason.value for one in self._tellings if one.reason is not Reason.EDITED]
        event = {"reasons": sorted(set(reasons)), **message.event}
        return replace(message, footing=(*message.footing, *([held] if held else ())), event=event)

    def _found(self, key: str, thread: str = "") -> str | None:
        return self._sink.find(self._letter.channel, key, self._letter.at, thread=thread)

    def _style(self) -> Style:
        mentions = tuple(dict.fromkeys(name for one in self._tellings for name in one.to.mentions))
        return Style(self._world.manners.commit_url, mentions)

    def _sent(self, state: Sending) -> Sent:
        return Sent(tuple(one.id for one in self._tellings), state, self._world.clock.now(), self._letter.id)

    def _write(self, *entries: Letter | Sent) -> None:
        self._letter = next((one for one in entries if not isinstance(one, Sent)), self._letter)
        self._world.journal.record(*entries)
