"""The Terraform module in a folder of its own, and what Terraform says of it.

Terraform and its AWS provider are no Python packages, so whoever has none does without the tests that need them.
TERRAFORM_PLUGINS names a folder with the provider, as `terraform providers mirror` makes one.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.demo.running import CREDENTIALS
from tests.deploy.own_spec import FOLDER, REGION, variables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TERRAFORM: Final = shutil.which("terraform")
PLUGINS: Final = Path(os.environ.get("TERRAFORM_PLUGINS", "/opt/tf-plugins"))
_PROVIDER: Final = """provider "aws" {{
  region                  = "{region}"
  skip_metadata_api_check = true
  endpoints {{
    iam  = "{url}"
    logs = "{url}"
    sts  = "{url}"
  }}
}}
"""

needs_terraform = pytest.mark.skipif(TERRAFORM is None, reason="there is no terraform on the PATH")
needs_provider = pytest.mark.skipif(
    not PLUGINS.is_dir(), reason=f"there is no AWS provider in {PLUGINS}; name its folder with TERRAFORM_PLUGINS"
)


class Refused(Exception):
    """Terraform ended with an error; it says what it printed."""


def terraform(folder: Path, *words: str) -> str:
    """What it printed.

    Raises:
        Refused: it ended with an error.
    """
    environment = {**os.environ, **CREDENTIALS, "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1"}
    # A file of settings that is not there would be a warning in each output.
    environment.pop("TF_CLI_CONFIG_FILE", None)
    done = subprocess.run(
        [TERRAFORM or "terraform", f"-chdir={folder}", *words],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        timeout=280,
    )
    if done.returncode:
        raise Refused(done.stdout + done.stderr)
    return done.stdout


class Module:
    """A copy of the module, ready to be planned.

    Args:
        root: an empty folder.
        url: where IAM, STS and CloudWatch Logs answer.
        given: variables beside those of the spec and the network.
    """

    def __init__(self, root: Path, url: str, **given: Any) -> None:  # noqa: ANN401 - as variables are
        self.folder = root / "terraform"
        shutil.copytree(FOLDER / "terraform", self.folder, ignore=shutil.ignore_patterns(".terraform*", "*.tfstate*"))
        shutil.copytree(FOLDER / "specs", root / "specs")
        said = {**variables(), "cluster": "shared", "subnets": ["subnet-1"], "security_groups": ["sg-1"], **given}
        (self.folder / "terraform.tfvars.json").write_text(json.dumps(said))
        (self.folder / "provider.tf").write_text(_PROVIDER.format(region=REGION, url=url))
        terraform(self.folder, "init", f"-plugin-dir={PLUGINS}", "-no-color")

    def plan(self) -> dict[str, Any]:
        """Resources by address, as values; what is known only afterwards is left out.

        Raises:
            Refused: it cannot be planned.
        """
        terraform(self.folder, "plan", "-out=plan", "-input=false", "-no-color")
        shown = json.loads(terraform(self.folder, "show", "-json", "plan"))
        return dict(_resources(shown["planned_values"]["root_module"]))

    def apply(self, *modules: str) -> None:
        """Bring up these modules of it alone."""
        targets = [f"-target=module.{name}" for name in modules]
        terraform(self.folder, "apply", "-auto-approve", "-input=false", "-no-color", *targets)


def _resources(module: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for one in module.get("resources", []):
        yield one["address"], one.get("values", {})
    for child in module.get("child_modules", []):
        yield from _resources(child)
