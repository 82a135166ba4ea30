"""What a person did wrong, or what the computer lacks, in one line and with an exit code."""

# The exit codes are those of `conscycle`, where it has one for the case.
DONE = 0
FAILED = 1
USAGE = 2
MISSING = 3
DIFFERENT = 4
UNWRITABLE = 5


class SweepError(Exception):
    """A message for a person: what is wrong, where, and what to do."""

    def __init__(self, message: str, code: int = USAGE) -> None:
        super().__init__(message)
        self.code = code


def unwritable(error: OSError) -> SweepError:
    """The message for a file or a folder that cannot be written."""
    return SweepError(f"{error.filename}: cannot be written: {error.strerror}", UNWRITABLE)
