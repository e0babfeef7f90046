"""What the demo prints: words first, colour only on a terminal."""

from __future__ import annotations

import click


class Screen:
    """Numbers the steps; click drops colour by itself when the output is no terminal."""

    def __init__(self) -> None:
        self._steps = 0

    def title(self, text: str) -> None:
        """The first line."""
        click.secho(text, bold=True)

    def step(self, text: str) -> None:
        """A new step."""
        self._steps += 1
        click.echo()
        click.secho(f"{self._steps}. {text}", fg="cyan", bold=True)

    def good(self, text: str) -> None:
        """Something that is as it should be."""
        click.echo(f"   {click.style('+', fg='green')} {text}")

    def bad(self, text: str) -> None:
        """Something that was found wrong, as it should be found."""
        click.echo(f"   {click.style('!', fg='yellow')} {text}")

    def plain(self, text: str) -> None:
        """More about the line above."""
        click.echo(f"     {text}")

    def checked(self, text: str) -> None:
        """Asserted, by asking the endpoint."""
        click.secho(f"   checked: {text}", dim=True)

    def summary(self, text: str) -> None:
        """The last line."""
        click.echo()
        click.secho(text, fg="green", bold=True)

    def failed(self, text: str) -> None:
        """Why it ends here."""
        click.echo()
        click.secho(f"The demo failed: {text}", fg="red", bold=True, err=True)
