"""One step of a look at what runs. A step never waits, and its troubles are its own: no pass waits for them."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from plumbrule.errors import Denied, Throttled, Unavailable
from plumbrule.loop.fleet.judging import ask, rollouts, wanted
from plumbrule.loop.fleet.naming import name_left_behind
from plumbrule.loop.fleet.saying import changed, looked
from plumbrule.loop.fleet.tour import Tour
from plumbrule.model.event import Event, Level, Notice

if TYPE_CHECKING:
    from plumbrule.loop.fleet.fleets import Look
    from plumbrule.loop.shell import Shell
    from plumbrule.loop.world import World
    from plumbrule.model.ids import TargetName


def services_trouble(target: TargetName) -> str:
    """Under which name the loop keeps trouble with asking what runs: no target's name has a space in it."""
    return f"the services of {target}"


def look_on(shell: Shell, world: World, target: TargetName) -> None:
    """Begin a look, or make its next call; the last step judges."""
    if not world.watches(target):
        return
    look = world.fleets.look(target) or world.fleets.begin(target, Tour.of(world.targets[target]))
    try:
        is_over = _step(shell, world, target, look)
    except Throttled as error:
        shell.ask_services(target, after=error.after)
        return
    except (Denied, Unavailable) as error:
        world.fleets.end(target)
        _tell_once(shell, target, error.code, error.message)
        return
    if is_over:
        _judge(shell, world, target, look)
    else:
        shell.ask_services(target)


def _step(shell: Shell, world: World, target: TargetName, look: Look) -> bool:
    """Whether nothing is left to be asked."""
    if look.tour.todo:
        look.tour.step()
        return False
    if look.wanted is None:
        world.fleets.found(target, look.tour.fleet(world.clock.now()))
        look.wanted = deque(wanted(world, shell.standings, target))
    elif look.wanted:
        ask(world, target, *look.wanted[0])
        look.wanted.popleft()
        look.tour.calls += 1
    return not look.wanted


def _judge(shell: Shell, world: World, target: TargetName, look: Look) -> None:
    news = world.fleets.judge(target, rollouts(world, shell.standings, target), world.clock.now())
    for key, before in news.items():
        remembered = shell.standings.of(key)
        shell.say(changed(world, key, remembered.state, before, world.fleets.judged(key)))
        if remembered.view is not None:
            shell.ask(key)  # what people were told of it names what runs
    name_left_behind(world, look.fresh)
    world.fleets.end(target)
    shell.say(looked(target, look.tour))
    _end_trouble(shell, target, look)


def _end_trouble(shell: Shell, target: TargetName, look: Look) -> None:
    where = services_trouble(target)
    if look.tour.troubles:
        _tell_once(shell, target, "unavailable", "; ".join(look.tour.troubles))
    elif shell.standings.trouble(where, None):
        shell.say(Notice(Event.SERVICES_SEEN, Level.INFO, {"target": target}))


def _tell_once(shell: Shell, target: TargetName, code: str, words: str) -> None:
    if shell.standings.trouble(services_trouble(target), f"{code}: {words}"):
        fields = {"target": target, "code": code, "message": words}
        shell.say(Notice(Event.SERVICES_UNSEEN, Level.WARNING, fields))
