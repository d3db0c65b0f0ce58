"""`import` on the command line."""

from pathlib import Path

import pytest
from praatio import textgrid
from pympi import Eaf

from emotion_desktop.cli import main as cli
from emotion_desktop.domain.review import Rater
from emotion_desktop.services.review.open_review import OpenReview
from emotion_desktop.storage.review_log import raters
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.system.data_folder import default_data_folder
from tests.golden.inputs import SESSION_ID
from tests.review_doubles import keep_session, utterance


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the data folder of a library with a session, and change to an empty folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with SessionStore(default_data_folder(), pytest.fail) as store:
        keep_session(store, [utterance(0, 1.0), utterance(1, 3.0, speaker="B")])
    return default_data_folder()


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main(["import", *map(str, arguments)])
    code = ended.value.code
    return code if isinstance(code, int) else 0


def labels_of(data_folder: Path, rater: str) -> list[tuple[tuple[str, ...], bool]]:
    with SessionStore(data_folder, pytest.fail) as store:
        opened = OpenReview(store, SESSION_ID, Rater(rater))
        own = [opened.own(one.id) for one in opened.state.segments]
        return [(one.labels, one.cannot_tell) for one in own]


def known_raters(data_folder: Path) -> list[str]:
    with SessionStore(data_folder, pytest.fail) as store:
        return [one.name for one in raters(store)]


@pytest.fixture
def eaf() -> Path:
    made = Eaf()
    made.remove_tier("default")
    for tier in ("Ana", "Ben"):
        made.add_tier(tier)
    made.add_annotation("Ana", 1000, 3000, "Wut")
    made.add_annotation("Ana", 3000, 5000, "weiß nicht")
    made.add_annotation("Ana", 5000, 12000, "lacht")
    made.add_annotation("Ben", 1000, 5000, "fear")
    made.to_file("talk.eaf")
    return Path("talk.eaf")


def test_a_tier_becomes_labels_of_a_rater(
    data_folder: Path, eaf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(SESSION_ID, eaf, "--tier", "Ana", "--rater", " Ana K. ", "--dry-run") == 0
    assert known_raters(data_folder) == []
    planned = capsys.readouterr()
    assert planned.out.splitlines() == [
        "Texts that are left out: lacht",
        "Annotations with a label: 2 of 3",
        "Utterances that are labelled: 2 of 2",
    ]
    assert "warning: The annotations end at 12.0 s, the session at 10.0 s." in planned.err
    assert run(SESSION_ID, eaf, "--tier", "Ana", "--rater", " Ana K. ") == 0
    done = capsys.readouterr().out
    assert done == planned.out + f"talk.eaf -> {SESSION_ID}, labels of Ana K.\n"
    assert labels_of(data_folder, "Ana K.") == [(("anger",), False), ((), True)]


def test_what_texts_mean_and_whose_utterances_are_labelled_can_be_said(data_folder: Path) -> None:
    grid = textgrid.Textgrid()
    grid.addTier(textgrid.IntervalTier("codes", [(1.0, 5.0, "a=3"), (5.0, 7.0, "sad")], 0, 10))
    grid.save("talk.TextGrid", format="short_textgrid", includeBlankSpaces=True)
    given = ("--label", "a=3=surprise", "--label", "sad=", "--speaker", "B")
    assert run(SESSION_ID, "talk.TextGrid", "--rater", "Bo", *given) == 0
    assert labels_of(data_folder, "Bo") == [((), False), (("surprise",), False)]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--tier", "Ana"], "Missing option '--rater'"),
        (["--rater", "Ana"], "talk.eaf has several tiers or columns. Choose one with --tier: Ana"),
        (["--rater", "Ana", "--tier", "x"], "talk.eaf has no tier x. Choose one of: Ana, Ben."),
        (["--rater", " ", "--tier", "Ana"], "is not a valid rater name"),
        (["--rater", "A", "--tier", "Ana", "--label", "Wut=mad"], "'Wut=mad' must be a text"),
        (["--rater", "A", "--tier", "Ana", "--label", "x=anger"], "'x' is not in the tier"),
        (["--rater", "A", "--tier", "Ana", "--speaker", "x"], "has no speaker x"),
        (["--rater", "A", "--tier", "Ben", "--label", "fear="], "There is nothing to import"),
    ],
)
def test_what_cannot_be_imported_is_explained_and_changes_nothing(
    data_folder: Path,
    eaf: Path,
    arguments: list[str],
    reason: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(SESSION_ID, eaf, *arguments) == 2
    told = " ".join(capsys.readouterr().err.replace("│", " ").split())
    assert reason in told
    assert known_raters(data_folder) == []


def test_a_session_or_file_that_is_not_there_is_explained(
    data_folder: Path, eaf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("20200101T000000Z-000000", eaf, "--tier", "Ana", "--rater", "A") == 2
    assert "There is no session 20200101T000000Z-000000" in capsys.readouterr().err
    assert run(SESSION_ID, "nowhere.eaf", "--rater", "A") == 2
    assert "nowhere.eaf cannot be read" in capsys.readouterr().err
    assert known_raters(data_folder) == []
