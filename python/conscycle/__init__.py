"""conscycle: a cycle-accurate simulator of a Lisp machine, for Python.

    >>> import conscycle
    >>> machine = conscycle.Machine("(define (twice x) (* 2 x)) (twice 21)")
    >>> machine.run().reason
    'done'
    >>> machine.value
    '42'

A `Machine` runs a program in Lisp, forwards and backwards, and shows every register of every unit in
every cycle. Times are cycles of its clock, sizes are words of its memory, where nothing else is said.
"""

from __future__ import annotations

from ._conscycle import Column, Table
from .catalogue import Dialect, Parameter, Preset, Signal, dialects, parameters, presets, signals
from .catalogue import version as _version
from .errors import ConditionError, ConfigurationError, Error, ProgramError
from .heap import Heap
from .machine import Machine
from .options import Options
from .results import (
    Amount,
    Collection,
    Collections,
    Evaluation,
    Finding,
    Frame,
    Object,
    Point,
    Register,
    Stop,
    Trap,
)

__version__ = _version()

__all__ = [
    "Amount",
    "Collection",
    "Collections",
    "Column",
    "ConditionError",
    "ConfigurationError",
    "Dialect",
    "Error",
    "Evaluation",
    "Finding",
    "Frame",
    "Heap",
    "Machine",
    "Object",
    "Options",
    "Parameter",
    "Point",
    "Preset",
    "ProgramError",
    "Register",
    "Signal",
    "Stop",
    "Table",
    "Trap",
    "dialects",
    "parameters",
    "presets",
    "signals",
]
