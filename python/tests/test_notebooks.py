"""The notebooks run from their beginning to their end, and are kept without what they have shown."""

from __future__ import annotations

import json
from pathlib import Path

import nbclient
import nbformat
import pytest
from conftest import EXAMPLES

NOTEBOOKS = sorted((EXAMPLES / "notebooks").glob("*.ipynb"))


def test_there_are_three() -> None:
    assert len(NOTEBOOKS) == 3


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path: Path) -> None:
    text = path.read_text()
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    assert text == json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n"
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in cells)
    assert any("assert" in cell.source for cell in cells)
    client = nbclient.NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}
    )
    client.execute()
    shown = [output for cell in cells for output in cell.outputs]
    assert all(output.output_type != "error" for output in shown)
    if path.stem != "first-run":
        assert any("image/png" in output.get("data", {}) for output in shown)
