"""What a user may read of the core is a phrase: no error, notice or state in words of one language only."""

from __future__ import annotations

import ast
import copy
import importlib
import json
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import srviewer
from srviewer.errors import ImageReadError, ParameterError, SrviewerError
from srviewer.phrase import Phrase, as_json, headed, of_json, phrase, sentences

ROOT = Path(srviewer.__file__).parent
COMMAND_LINE = ("cli", "training", "cluster.py")  # the window shows nothing of theirs
TOLD = {"with_notice", "_note", "_wrong", "ProfileError", "Status", "Started", "Failed"}  # by what they are given
CARRIERS = {"Outcome", "Prepared", "Reading", "Progressed"}  # which have words in some of their fields
WORDS = {"error", "message", "why"}
MAKERS = {"phrase", "tr", "_tr"}


def _errors() -> set[str]:
    """Names of all classes of errors for users, also of those that are defined where they are raised."""
    for module in pkgutil.walk_packages(srviewer.__path__, "srviewer."):
        if not module.name.startswith(("srviewer.gui", "srviewer.cli", "srviewer.training", "srviewer.__main__")):
            importlib.import_module(module.name)

    def below(kind: type[Exception]) -> set[str]:
        return {kind.__name__}.union(*(below(k) for k in kind.__subclasses__()))

    return below(SrviewerError)


def _sources() -> list[Path]:
    found = [path for path in sorted(ROOT.rglob("*.py")) if path.relative_to(ROOT).parts[0] not in COMMAND_LINE]
    assert len(found) > 100
    return found


def _callee(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def _words_of(call: ast.Call, kinds: set[str]) -> Iterator[ast.expr]:
    """The arguments of a call that a user will read."""
    name = _callee(call)
    if name in kinds | TOLD:
        yield from call.args
    if name in kinds | TOLD | CARRIERS:
        yield from (k.value for k in call.keywords if k.arg in WORDS)
    if ast.unparse(call.func).endswith("notices.append"):
        yield from call.args


def _plain(words: ast.AST) -> Iterator[ast.AST]:
    """Texts in an expression that are written out, and templates that cannot be collected."""
    if isinstance(words, ast.Call) and _callee(words) in MAKERS:
        if not _is_text(words.args[0]):
            yield words
    elif isinstance(words, ast.JoinedStr) or (_is_text(words) and ast.literal_eval(words)):
        yield words
    elif not isinstance(words, ast.Subscript | ast.Compare):
        for inner in ast.iter_child_nodes(words):
            yield from _plain(inner)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _offences(source: str, kinds: set[str]) -> list[int]:
    """Lines with words that are no phrase."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [call.lineno for call in calls for words in _words_of(call, kinds) for _plain_text in _plain(words)]


@pytest.fixture(scope="module")
def kinds() -> set[str]:
    found = _errors()
    assert {"ParameterError", "LessonError", "PictureMovedError"} <= found
    return found | {"CancelledError"}


@pytest.mark.parametrize("path", _sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_a_user_reads_is_a_phrase(path: Path, kinds: set[str]) -> None:
    assert _offences(path.read_text(encoding="utf-8"), kinds) == []


@pytest.mark.parametrize(
    "source",
    [
        'raise ParameterError("no such level")',
        'raise ParameterError(f"level {level}")',
        'raise errors.ImageReadError(f"{path}: gone") from None',
        'return OutputExistsError("there already" if there else str(error))',
        'raise WeightsError("{}: gone".format(path))',
        "raise ParameterError(phrase(template, level=level))",
        'notices.append(f"{count} samples were lost")',
        'picture.with_notice("the first is shown")',
        'yield Failed(job.id, "not enough memory")',
        'Reading(why="not enough memory")',
    ],
)
def test_what_is_no_phrase_is_found(source: str, kinds: set[str]) -> None:
    assert _offences(source, kinds) == [1]


@pytest.mark.parametrize("path", _sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_words_are_not_put_into_a_text_of_one_language(path: Path) -> None:
    """An f-string with words in it is no phrase any more, whatever the words were."""
    if path.relative_to(ROOT).parts[0] != "gui":
        assert _spoilt(path.read_text(encoding="utf-8")) == []


def _spoilt(source: str) -> list[int]:
    texts = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr)]
    return [
        text.lineno for text in texts for value in text.values
        if isinstance(value, ast.FormattedValue) and ast.unparse(value.value).rpartition(".")[2] in WORDS | {"words"}
    ]  # fmt: skip


def test_words_in_a_text_of_one_language_are_found() -> None:
    assert _spoilt('found += [f"{column}: {cell.error}"]') == _spoilt('f"{column}: {words}"') == [1]


def test_a_phrase_goes_through_json() -> None:
    text = headed("a.png", phrase("{count} of {what}", count=2, what=phrase("pages")))
    for each in (text, "plain"):
        back = of_json(json.loads(json.dumps(as_json(each))))
        assert (back, type(back)) == (each, type(each))
    assert as_json(of_json(as_json(text))) == as_json(text)


def test_an_error_keeps_its_phrase() -> None:
    error = ParameterError(phrase("level {level}: expected {low:g} to {most!r}", level="7", low=1.0, most="a lot"))
    assert str(error) == "level 7: expected 1 to 'a lot'"
    outer = str(ImageReadError(phrase("{path}: {error}", path=Path("a") / "b.png", error=error)))
    assert isinstance(outer, Phrase)
    assert outer.template == "{path}: {error}"
    assert isinstance(outer.values["error"], Phrase)
    assert outer == "a/b.png: level 7: expected 1 to 'a lot'"


def test_a_phrase_is_copied_with_its_parts() -> None:
    error = ParameterError(phrase("{first} {second}", first=sentences("A.", "B."), second=2))
    back = copy.deepcopy(error)
    assert type(back) is ParameterError
    text = str(back)
    assert isinstance(text, Phrase)
    assert (text, text.template, text.values["second"]) == ("A. B. 2", "{first} {second}", 2)
