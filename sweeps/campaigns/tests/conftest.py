"""What the tests of campaigns share: the program that is tested, and campaigns with it."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))


@pytest.fixture
def conscycle() -> Path:
    """The program that is tested: the environment's CONSCYCLE."""
    program = shutil.which(os.environ.get("CONSCYCLE", "conscycle"))
    assert program, "CONSCYCLE names no program"
    return Path(program).resolve()


@pytest.fixture
def executable(tmp_path: Path) -> Callable[[str, str], Path]:
    """Makes a program of a text."""
    def make(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path
    return make


@pytest.fixture
def run(tmp_path: Path, conscycle: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a campaign of a configuration, whose results go into a folder."""
    def campaign(config: object, results: str, *options: str, program: Path = conscycle
                 ) -> subprocess.CompletedProcess[str]:
        path = tmp_path / "campaign.yaml"
        path.write_text(config if isinstance(config, str) else yaml.safe_dump(config))
        return subprocess.run(
            [sys.executable, "-m", "conscycle_campaigns", str(path), str(tmp_path / results),
             *options], text=True, capture_output=True,
            env={**os.environ, "CONSCYCLE": str(program), "PYTHONPATH": str(HERE)})
    return campaign
