"""What goes wrong with a program, a machine or a question about it.

A trap is no error: it is how a run can end. ``Machine.trap`` tells of it.
"""

from __future__ import annotations


class Error(Exception):
    """The base of all errors of this package."""


class ConfigurationError(Error, ValueError):
    """No such machine can be had; the text says why, as the command line does."""


class ConditionError(Error, ValueError):
    """A condition, a point, a pattern, an expression or a cycle means nothing here."""


class ProgramError(Error):
    """Something is wrong in a program's text: it cannot be read, or cannot be built.

    Attributes:
        message: What is wrong, in words.
        source: The program's name, or ``None`` if the error has no place.
        line: The line, from 1 on.
        column: The column in characters, from 1 on.
        excerpt: The line's text and, below it, ``^`` under what is meant.
        help: What would mend it, if that is known.
    """

    def __init__(
        self,
        message: str,
        source: str | None = None,
        line: int | None = None,
        column: int | None = None,
        shown: str = "",
        width: int = 0,
        help: str | None = None,
    ) -> None:
        """Tells of something in column `column` of a line with the text `shown`."""
        super().__init__(message)
        self.message = message
        self.source = source
        self.line = line
        self.column = column
        self.help = help
        self.excerpt: str | None = None
        if column is not None:
            carets = "^" * max(1, min(width, len(shown) + 1 - column))
            self.excerpt = f"{shown}\n{' ' * (column - 1)}{carets}"

    @property
    def place(self) -> str | None:
        """Where: ``source:line:column``."""
        return None if self.source is None else f"{self.source}:{self.line}:{self.column}"

    def __str__(self) -> str:
        """All of it, in lines."""
        lines = [self.message if self.place is None else f"{self.place}: {self.message}"]
        if self.excerpt is not None:
            lines += [f"  {line}" for line in self.excerpt.split("\n")]
        if self.help is not None:
            lines.append(f"help: {self.help}")
        return "\n".join(lines)
