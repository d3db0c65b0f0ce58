"""Nothing that was said, heard or read gets into the log, by whichever way it comes."""

import ast
import errno
import logging
import warnings
from pathlib import Path

import pytest

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message
from emotion_desktop.system.discreet import DiscreetFormatter, Harmless, described, shortened

CANARY = "i hate my mother"
PROGRAM = Path(__file__).resolve().parents[3] / "emotion_desktop"


def raised(error: BaseException) -> BaseException:
    try:
        raise error
    except BaseException as caught:
        return caught


def words_looked_up() -> BaseException:
    try:
        return {}[CANARY]
    except KeyError as error:
        try:
            raise ValueError(f"no weight for {CANARY}") from error
        except ValueError as caught:
            return caught


def record(message: object, *arguments: object, name: str = "emotion_desktop.x") -> str:
    made = logging.LogRecord(name, logging.WARNING, __file__, 7, message, arguments, None)
    return DiscreetFormatter().format(made)


@pytest.mark.parametrize(
    "error",
    [
        words_looked_up(),
        raised(OSError(errno.ENOENT, "No such file", f"/home/anna/{CANARY}.wav")),
        raised(UnicodeDecodeError("utf-8", CANARY.encode(), 0, 1, "invalid start byte")),
        raised(UserFacingError("{path} contains no audio", "Look at it.", path=CANARY)),
        raised(ExceptionGroup(CANARY, [ValueError(CANARY)])),
        raised(type("OddError", (Exception,), {})(CANARY)),
    ],
)
def test_an_error_is_told_without_its_message(error: BaseException) -> None:
    told = described(error)
    assert CANARY not in told
    assert type(error).__name__ in told
    assert "test_discreet.py:" in told


def test_causes_are_told_the_first_first_and_a_ring_of_them_ends() -> None:
    told = described(words_looked_up())
    assert told.index("ValueError") < told.index("KeyError")
    one, two = raised(ValueError()), raised(TypeError())
    one.__cause__, two.__cause__ = two, one
    assert described(one).count("TypeError") == 1


def test_what_the_code_alone_says_of_an_error_is_told() -> None:
    with pytest.raises(AttributeError) as caught:
        None.probabilities  # noqa: B018
    assert "no attribute probabilities of a NoneType" in described(caught.value)
    assert "[Errno 28]" in described(raised(OSError(28, CANARY)))
    assert "{path} contains no audio" in described(
        raised(UserFacingError("{path} contains no audio", "", path=CANARY))
    )


def test_of_a_record_the_wording_and_numbers_stay() -> None:
    assert record("%s lost %.1f s (%d)", CANARY, 1.25, 3).endswith("x: … lost 1.2 s (3)")
    assert record("%s, %r", ValueError(CANARY), CANARY).endswith("ValueError, '…'")
    assert record("%d rows", CANARY).endswith("%d rows")
    assert record("%s", Harmless("Qt 6")).endswith("Qt 6")
    told = record(Message("{path} was set aside", path=CANARY))
    assert told.endswith("{path} was set aside")


def test_of_what_libraries_log_only_the_place_is_told() -> None:
    told = record(f"Transcribed: {CANARY}", name="faster_whisper")
    assert CANARY not in told
    assert "test_discreet.py:7" in told


def test_a_record_with_an_error_is_left_whole_for_other_handlers() -> None:
    error = words_looked_up()
    made = logging.LogRecord(
        "emotion_desktop.x", logging.ERROR, __file__, 7, "%s", (CANARY,), (ValueError, error, None)
    )
    told = DiscreetFormatter().format(made)
    assert CANARY not in told
    assert "KeyError" in told
    assert CANARY in logging.Formatter().format(made)


def test_no_own_record_is_put_together_before_it_is_logged() -> None:
    # An f-string would pass words on as if they were the program's own.
    wrong = []
    for path in PROGRAM.rglob("*.py"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            logger, kind = node.func.value, node.func.attr
            if isinstance(logger, ast.Name) and logger.id in {"_log", "logger"}:
                message = node.args[1 if kind == "log" else 0]
                if not isinstance(message, ast.Constant):
                    wrong.append(f"{path.name}:{node.lineno}")
    assert wrong == []


def test_a_source_file_is_named_without_the_folders_of_a_person() -> None:
    assert shortened(str(PROGRAM / "app.py")) == "emotion_desktop/app.py"
    assert shortened("/home/anna/elsewhere/module.py") == "module.py"
