"""Errors that a user reads: each says what was wrong, with which thing, and what to do instead.

Everything the program raises on purpose derives from `SrviewerError`; the command line prints it as one line
with exit status 2, the window shows it where the work was asked for. Anything else is a bug.

What the window may show is raised with a `phrase`, so that it can be said in another language:
`raise ParameterError(phrase("level {level}: expected 1 to {most}", level=level, most=MOST))`.
"""

from __future__ import annotations


class SrviewerError(Exception):
    """Base of every error whose message is meant for a user."""


class ImageReadError(SrviewerError):
    """A file could not be read as a picture: missing, empty, truncated, or of a kind that is not supported."""


class PixelLimitError(ImageReadError):
    """A picture has more pixels than the limit in force."""


class ImageWriteError(SrviewerError):
    """A picture could not be written; whatever stood at the target is untouched."""


class OutputExistsError(ImageWriteError):
    """The target exists and overwriting was not asked for."""


class ParameterError(SrviewerError, ValueError):
    """A method, scale, parameter or option has a value that cannot be used."""


class WeightsError(SrviewerError):
    """Weights are missing, damaged, or not what the manifest says."""


class MethodUnavailableError(SrviewerError):
    """A method cannot run here; the message says why (usually its weights)."""


class ModelError(MethodUnavailableError):
    """A model's file cannot be used; the message says why, and what to do instead."""


class MemoryLimitError(SrviewerError):
    """Work was refused or ended because it does not fit into memory; the message gives the figure."""


class InferenceError(SrviewerError):
    """A method ran and did not give a usable result (values that are not finite, a device that failed)."""


class CancelledError(SrviewerError):
    """Work was cancelled on request."""


class SessionFileError(SrviewerError):
    """A .srview file could not be read or written."""


class PictureMovedError(SessionFileError):
    """The picture of a .srview file is not found, or has changed; whoever opens it may say where it is."""


class DisplayError(SrviewerError):
    """No window can be opened here; the message names what is missing and the way without a display."""
