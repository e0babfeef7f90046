"""`plumbrule adopt`: what is live, as the smallest change of the spec that is there."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from plumbrule.cli.exits import Exit, plain_errors
from plumbrule.cli.files import spec_files
from plumbrule.cli.live import Live, chosen_target, where_option
from plumbrule.cli.options import config_option, output_option, settings_from
from plumbrule.cli.saying import say
from plumbrule.cli.specced import document_of
from plumbrule.core.canon import canonical_tags
from plumbrule.core.canon.parts import with_parts_of
from plumbrule.core.fields import ROOT
from plumbrule.core.fields.secrecy import masked
from plumbrule.core.load.read import read
from plumbrule.core.render.rendering import render_at
from plumbrule.drafts.imported import written
from plumbrule.drafts.patch.adopting import adopted
from plumbrule.edge.aws.shape import api_shape
from plumbrule.errors import Declined
from plumbrule.model.digest import blob_id
from plumbrule.model.document import Broken
from plumbrule.model.ids import Family
from plumbrule.model.pace import DEFAULT_BOUNDS
from plumbrule.model.revision import Revision
from plumbrule.model.spec import SourceFile
from plumbrule.model.tree import as_list, is_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.canon import Lens
    from plumbrule.model.ids import Target
    from plumbrule.model.tree import Object, Tree

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
"""A line as git knows it; Python breaks lines at other characters, too."""
EXAMPLES = """\b
Examples:
  plumbrule adopt web --config plumbrule.yaml
  plumbrule adopt web services/web.yaml --target production | git apply
  plumbrule adopt web --apply
"""


@click.command("adopt", epilog=EXAMPLES)
@click.argument("family")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@where_option
@click.option("--apply", is_flag=True, help="Change the file instead of printing the difference.")
@click.option("--include-plaintext", is_flag=True, help="Write values that look like secrets, in the clear.")
@config_option
@output_option
def command(
    family: str,
    file: Path | None,
    target: str,
    config: Path,
    output: str,
    *,
    apply: bool,
    include_plaintext: bool,
) -> None:
    """Turn what is live into the smallest change of a spec: comments, order and quotes stay, for a pull request.

    Without FILE the spec is looked for below this folder. The difference is printed as a patch. Exits with 2 when there
    is one and it was not applied.
    """
    with plain_errors():
        chosen = chosen_target(settings_from(config), target)
        live, at = Live(chosen), chosen[1].target
        spec = _file_of(family, file, at)
        before = _text(spec)
        after = _after(spec, live, at, Family(family), plain=include_plaintext)
        patch = "".join(_difference(spec.path, before, after))
        if patch and apply:
            Path(spec.path).write_text(after, encoding="utf-8")
    _tell(spec.path, patch, output, applied=apply)
    sys.exit(Exit.SOMETHING if patch and not apply else Exit.CLEAN)


def _tell(path: str, patch: str, output: str, *, applied: bool) -> None:
    """`patch` is empty where the spec says what is live already."""
    if output == "json":
        told = {"file": path, "differs": bool(patch), "applied": bool(patch) and applied, "patch": patch}
        say(json.dumps(told, indent=2, ensure_ascii=False), for_machines=True)
    elif not patch:
        click.echo(f"{path} says what is live already", err=True)
    else:
        say(path if applied else patch.rstrip("\n"), for_machines=not applied)


def _text(spec: SourceFile) -> str:
    """Raises Declined."""
    try:
        return spec.content.decode()
    except UnicodeDecodeError:
        raise Declined("it is not text in UTF-8, so it cannot be patched", why="wrong", place=spec.path) from None


def _after(spec: SourceFile, live: Live, at: Target, family: Family, *, plain: bool) -> str:
    """The file as it is to be. Raises Declined."""
    revision = live.latest(family)
    if not isinstance(revision, Revision):
        raise Declined(f"{family} has no ACTIVE revision here", why="wrong")
    document = document_of(spec)
    git = render_at(document, at, api_shape()).definition
    lens = live.lens.hearing(git).leaving(document.exemptions)
    text = adopted(spec.content.decode(), _wanted(revision, git, lens), lens.context)
    _check(SourceFile(spec.path, blob_id(text.encode()), text.encode()), at, lens, revision)
    if not plain and text != spec.content.decode():
        _refuse_secrets(lens.git(git), lens.live(revision.definition, revision.arn))
    return text


def _wanted(revision: Revision, git: Object, lens: Lens) -> Object:
    """What is live, but for what Git does not own, and for tags that Git does not name."""
    whole = replace(lens, owned=())
    form = with_parts_of(whole.git(git), whole.live(revision.definition, revision.arn), lens.owned)
    named = [key for key in canonical_tags(git.get("tags")) if key in revision.tags]
    tags = [{"key": key, "value": revision.tags[key]} for key in named]
    return {**written(form, revision.definition, api_shape()), **({"tags": tags} if tags else {})}


def _check(spec: SourceFile, at: Target, lens: Lens, revision: Revision) -> None:
    """What was patched means what is live. Raises Declined."""
    rendered = render_at(document_of(spec), at, api_shape())
    if lens.git(rendered.definition) != lens.live(revision.definition, revision.arn):
        raise Declined(
            "overlays or variables stand in the way: change it by hand (plumbrule diff shows what differs)",
            why="wrong",
            place=spec.path,
        )


def _refuse_secrets(git: Object, live: Object) -> None:
    """Raises Declined where the patch would write a secret into Git that is not there already."""
    if {*_hidden(live, masked(ROOT, live))} - {*_hidden(git, masked(ROOT, git))}:
        raise Declined(
            "what is live has a value that looks like a secret: refer to it in `secrets`, or say --include-plaintext",
            why="wrong",
        )


def _hidden(tree: Tree, shown: Tree) -> Iterator[str]:
    """Every value of `tree` that `shown` has a mask for."""
    if tree == shown:
        return
    if isinstance(tree, Mapping) and isinstance(shown, Mapping) and tree.keys() == shown.keys():
        yield from (one for key, value in tree.items() for one in _hidden(value, shown[key]))
    elif is_list(tree) and is_list(shown):
        yield from (
            one for ours, theirs in zip(as_list(tree), as_list(shown), strict=True) for one in _hidden(ours, theirs)
        )
    else:
        yield str(tree)


def _file_of(family: str, file: Path | None, at: Target) -> SourceFile:
    """The file that is named, or the only one below this folder that is this family's. Raises Declined."""
    if file is not None:
        (found,) = spec_files([file], Path(), DEFAULT_BOUNDS)
        return found
    hits = [one for one in spec_files([Path()], Path(), DEFAULT_BOUNDS) if _is_of(one, family, at)]
    if len(hits) != 1:
        names = ", ".join(one.path for one in hits) or "none"
        raise Declined(f"which file is the spec of {family}? below this folder there is {names}: name it", why="wrong")
    return hits[0]


def _is_of(file: SourceFile, family: str, at: Target) -> bool:
    document = read(file, DEFAULT_BOUNDS, api_shape())
    if isinstance(document, Broken):
        return False
    return render_at(document, at, api_shape()).definition.get("family") == family


def _difference(path: str, before: str, after: str) -> Iterator[str]:
    """A patch that `git apply` takes."""
    old, new = (_LINE.findall(text) for text in (before, after))
    for line in unified_diff(old, new, f"a/{path}", f"b/{path}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
