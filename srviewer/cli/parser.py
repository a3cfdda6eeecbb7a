"""Reads a command: which verb, and its options as that verb's module declares them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from srviewer import __version__
from srviewer.errors import SrviewerError

VERBS = (
    "view", "upscale", "compare", "evaluate", "looks", "subbands", "thumbnail", "claims", "methods", "models", "train",
    "measure",
)  # fmt: skip


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        raise SrviewerError(f"{message} (see {self.prog} --help)")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """What a command asks for; `SrviewerError` says in one line what is wrong with it."""
    words = _with_verb(argv)
    return _parser(words[0]).parse_args(words)


def _with_verb(argv: Sequence[str]) -> list[str]:
    """`argv` with its verb written out: what names no verb is for the window."""
    if argv and argv[0] in (*VERBS, "-h", "--help", "--version"):
        return list(argv)
    return ["view", *argv]


def _parser(first: str) -> Parser:
    """The parser for a command that begins with this word: of one verb, or of all for what tells of all."""
    parser = Parser(
        prog="srviewer",
        description="See super-resolution: bicubic, DASR (wavelet), SRCNN and perceptual-loss results of one image.",
        epilog="Without a verb, the window opens: srviewer [IMAGE ...]",
    )
    parser.add_argument("--version", action="version", version=f"srviewer {__version__}")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb in (first,) if first in VERBS else VERBS:
        import_module(f"srviewer.cli.{verb}").add_parser(verbs)
    return parser
