"""The heap of a machine between two cycles."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ._conscycle import Engine, Table
from .results import Amount, Object, objects


class Heap:
    """What is in the memory of a machine: objects, and words that nothing has.

    It is looked at when it is asked for something, so it is the heap of the machine as it is then.
    Iterating over it takes all objects at once, as they are at the beginning.

    Attributes:
        words: Words of memory.
        image_words: Words, from address 0 on, of the library and the program: what was there at
            reset.
    """

    def __init__(self, engine: Engine) -> None:
        """The heap of the machine of an engine."""
        self._engine = engine
        memory = json.loads(engine.memory())
        self.words: int = memory["words"]
        self.image_words: int = memory["image_words"]

    @property
    def allocated_words(self) -> int:
        """Words that have been allocated since reset."""
        return int(json.loads(self._engine.memory())["allocated_words"])

    def table(self, *, values: bool = False) -> Table:
        """All objects as a table of ``address``, ``words`` and ``type``; with `values`, ``value``."""
        return self._engine.heap(values)

    def by_type(self) -> dict[str, Amount]:
        """How many objects there are of each type, and their words, the most words first."""
        table = self._engine.heap(False)
        sums: dict[str, tuple[int, int]] = {}
        for kind, words in zip(table["type"].to_list(), table["words"].to_list(), strict=True):
            count, total = sums.get(str(kind), (0, 0))
            sums[str(kind)] = (count + 1, total + int(words))
        rows = sorted(sums.items(), key=lambda row: row[1][1], reverse=True)
        return {kind: Amount(*amount) for kind, amount in rows}

    def __iter__(self) -> Iterator[Object]:
        """The objects, by their addresses."""
        table = self._engine.heap(True)
        return objects([table[name].to_list() for name in table.column_names])

    def __repr__(self) -> str:
        """How large it is."""
        return f"<conscycle.Heap of {self.words:,} words, {self.image_words:,} of them the image>"
