"""What was played, in words and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.soak.growth import FEWEST, WORDS, grown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.soak.play import Story


def summary(story: Story, faults: Sequence[str]) -> str:
    """Everything, a line each; what is wrong comes last."""
    return "\n".join([*_lines(story), *(f"WRONG  {one}" for one in faults), "soak failed" if faults else "soak passed"])


def _lines(story: Story) -> Iterator[str]:
    town, told = story.town, story.town.told
    yield f"{story.days / 7:.2f} weeks in {story.seconds:.0f} s, {town.passes + town.life.passes} names worked on"
    yield f"sweeps {told['sweep_finished']}, looks at services {told['services_looked_at']}"
    yield f"passes settled {told['pass_settled']}, registrations {told['revision_registered']}"
    yield f"answers lost {told['registration_unanswered']}, found again {told['registration_found']}"
    yield f"drifts {told['drift_found']}, approvals {told['plan_approved']}"
    yield f"messages and lines in Slack {len(town.workspace.slack.said('alerts'))}"
    yield from (f"  {number:5} {kind}" for kind, number in sorted(town.tried.items()))
    if town.disk.why_not:
        yield f"the disk was never full: {town.disk.why_not}"
    if story.rest is not None:
        yield f"at rest {story.rest:.1f} h after the last trouble"
    if len(story.samples) >= 2 * FEWEST:
        first, last = story.samples[len(story.samples) // 2], story.samples[-1]
        for name, share in grown(story.samples).items():
            yield f"{WORDS[name]}: {getattr(first, name)} → {getattr(last, name)}, {share:+.2%} over the last half"
