"""Prints the sentences for people that lie outside the user interface, for lupdate to collect.

lupdate knows Qt's functions only; what rooms without Qt have to say are the literals of
`Message` and of errors for people. Complains of what cannot be translated.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

PROGRAM = Path(__file__).resolve().parents[1] / "emotion_desktop"
#: Calls, and how many of their first arguments are for people.
N_SENTENCES = {
    "Message": 1,
    "UserFacingError": 2,
    "StorageError": 2,
    "DatabaseBusyError": 2,
    "AudioMovedError": 2,
    "LockedError": 2,
}


def sentences(path: Path) -> Iterator[ast.expr]:
    """Give the arguments that are for people."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield from node.args[: N_SENTENCES.get(node.func.id, 0)]


def main() -> int:
    """Print all templates, or say where one is put together in another way."""
    templates, hidden = set(), []
    for path in sorted(PROGRAM.glob("*/**/*.py")):
        if path.is_relative_to(PROGRAM / "cli"):  # the terminal speaks English
            continue
        for sentence in sentences(path):
            if isinstance(sentence, ast.Constant):
                templates.add(sentence.value)
            elif isinstance(sentence, ast.JoinedStr | ast.BinOp):
                hidden.append(f"{path}:{sentence.lineno}: {ast.unparse(sentence)}")
    for template in sorted(templates):
        print(f"QT_TRANSLATE_NOOP('Messages', {template!r})")  # noqa: T201
    for place in hidden:
        print(f"error: no literal, so it cannot be translated: {place}", file=sys.stderr)  # noqa: T201
    return bool(hidden)


if __name__ == "__main__":
    sys.exit(main())
