"""Every error testimonia raises on purpose, in one tree.

    TestimoniaError
    |-- UsageError      the command, the file or the configuration is wrong: fix it and call again (exit code 2)
    |   |-- ConfigError   a line of investigation.toml, with line and column
    |   |-- StoryError    a story cannot be rendered as written: every problem with line and column
    |   |-- StaleError    somebody changed the thing meanwhile: look at it as it is now, and decide again
    |   |-- OtherCallError  a key that makes repeated calls one call was used for another call
    |   `-- RefusedError  this person may not do this (their own work approved, a wrong passphrase, too many tries)
    |-- ReadError       this item could not be read: it is recorded as a Failure, the rest goes on
    |-- UnitError       two values cannot be compared (kilometres with people)
    |-- NoAnswerError   there is nothing to say on this question
    |-- NotFoundError   no object with that id in this investigation
    |-- StoreError      the case database is missing, newer than this program, or damaged
    |   |-- BusyError     another process is writing to this investigation
    |   `-- DamagedIndexError  a derived file was damaged and is made anew: ask again
    |-- CustodyError    the record of what happened to the material does not add up: stop
    |-- VaultError      the vault cannot be opened or written, or has locked itself; never says anything of what is in it
    `-- GateError       something may not be published: the gate was not passed, or not by these bytes
        `-- LeakError   a protected identity was found, or something was not read

A message says what happened, where (item, page, line), and what to do next.
"""

from collections.abc import Sequence


class TestimoniaError(Exception):
    """Base of every error raised on purpose."""


class UsageError(TestimoniaError):
    """The caller asked for something that cannot be done as asked."""


class ConfigError(UsageError):
    """A line of ``investigation.toml`` or of a file's metadata is wrong."""

    def __init__(self, message: str, *, file: str = "", line: int = 0, column: int = 0) -> None:
        where = file + (f":{line}" if line else "") + (f":{column}" if column else "")
        super().__init__(f"{where}: {message}" if where else message)
        self.file = file
        self.line = line
        self.column = column


class StoryError(UsageError):
    """A story cannot be rendered as it is written."""

    def __init__(self, problems: Sequence[str]) -> None:
        count = f"{len(problems)} problems in the story:\n" if len(problems) > 1 else ""
        super().__init__(count + "\n".join(problems))
        self.problems = tuple(problems)


class StaleError(UsageError):
    """What was to be changed is no longer as the caller saw it. Nothing was changed."""

    def __init__(self, message: str, *, etag: str, current: object = None, yours: object = None) -> None:
        super().__init__(message)
        self.etag = etag
        self.current = current
        self.yours = yours


class OtherCallError(UsageError):
    """A key that makes a repeated call the same call was used for another call. Nothing was changed."""

    def __init__(self, message: str = "") -> None:
        told = "this Idempotency-Key was used for another change. Nothing was changed: a new change takes a new key."
        super().__init__(message or told)


class RefusedError(UsageError):
    """The caller may not do this, though it could be done."""

    def __init__(self, message: str, *, wait_s: int = 0) -> None:
        super().__init__(message)
        self.wait_s = wait_s
        """Seconds until another try is looked at; 0 = at once."""


class ReadError(TestimoniaError):
    """One item could not be read; the run goes on without it."""


class UnitError(TestimoniaError):
    """Two values with different units were compared."""


class NoAnswerError(TestimoniaError):
    """No claim answers this question."""


class NotFoundError(TestimoniaError):
    """No object with the given id."""


class StoreError(TestimoniaError):
    """The case database cannot be used."""


class BusyError(StoreError):
    """Another process holds the investigation's write lock."""


class DamagedIndexError(StoreError):
    """A file that holds only what is derived was damaged; an empty one is in its place, and what asked may ask again."""


class CustodyError(TestimoniaError):
    """The custody log contradicts itself or the material."""


class VaultError(TestimoniaError):
    """The vault cannot be used as asked. The message never repeats a passphrase, a key or anything the vault holds."""


class GateError(TestimoniaError):
    """Something may not be published: the gate was not passed, or not by these bytes."""


class LeakError(GateError):
    """A protected identity was found in what was about to be published, or a part of it was not read."""
