"""How annotations of other programs are imported on the Review page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from praatio import textgrid
from pympi import Eaf
from PySide6.QtWidgets import QFileDialog

from emotion_desktop.domain.review import Rater
from emotion_desktop.services.bridge.annotations import AnnotationBridge
from emotion_desktop.storage.review_log import log_of
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.ui.review.annotation_import import AnnotationImport
from emotion_desktop.ui.review.import_dialog import ImportDialog
from tests.golden.inputs import SESSION_ID
from tests.ui.corrections.review_desk import ANA, Desk


@pytest.fixture
def imports(desk: Desk) -> Iterator[AnnotationImport]:
    bridge = AnnotationBridge()
    yield AnnotationImport(bridge, desk.bridge, desk.panel.commit, desk.page)
    assert bridge.shut_down()


@pytest.fixture
def eaf(tmp_path: Path) -> Path:
    made = Eaf()
    made.remove_tier("default")
    for tier in ("words", "Gefühl (Ana “🙂”)"):
        made.add_tier(tier)
    made.add_annotation("words", 1000, 3000, "one two three four")
    made.add_annotation("Gefühl (Ana “🙂”)", 1000, 3000, "Wut")
    made.add_annotation("Gefühl (Ana “🙂”)", 3100, 4900, "Angst")
    made.add_annotation("Gefühl (Ana “🙂”)", 5000, 5900, "Wut")
    made.add_annotation("Gefühl (Ana “🙂”)", 6000, 7000, "seufzt")
    path = tmp_path / "talk.eaf"
    made.to_file(str(path))
    return path


def planned(desk: Desk, imports: AnnotationImport, path: Path) -> ImportDialog:
    with desk.qtbot.waitSignal(imports.annotations.planned):
        dialog = imports.open(path)
    assert dialog is not None
    return dialog


def log_length(data_folder: Path) -> int:
    with SessionStore(data_folder, pytest.fail) as store:
        return len(log_of(store, SESSION_ID))


def test_a_tier_of_elan_is_imported_and_undone(
    desk: Desk, imports: AnnotationImport, eaf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(eaf), ""))
    with desk.qtbot.waitSignal(imports.annotations.planned):
        imports.ask()
    [dialog] = desk.page.findChildren(ImportDialog)
    assert dialog.tier.currentText() == "Gefühl (Ana “🙂”) (annotations: 4)"
    assert dialog.rater.text() == ANA.name
    assert {text: box.currentText() for text, box in dialog.labels.choices.items()} == {
        "Wut": "Anger",
        "Angst": "Fear",
        "seufzt": "Left out",
    }
    assert dialog.preview.text().splitlines() == [
        "Annotations with a label: 3 of 4",
        "Utterances that are labelled: 2 of 4",
        "Annotations that match no utterance: 1",
    ]
    assert dialog.labels.geometry().bottom() < dialog.preview.geometry().top()
    box = dialog.labels.choices["seufzt"]
    with desk.qtbot.waitSignal(imports.annotations.planned):
        box.setCurrentIndex(box.findText("Cannot tell"))
    with desk.qtbot.waitSignal(desk.bridge.labels_imported):
        dialog.import_button.click()
    given = [desk.segment(i).annotations.get(ANA.name) for i in range(4)]
    assert [one and (one.labels, one.cannot_tell) for one in given] == [
        (("anger",), False),
        (("fear",), False),
        ((), True),
        None,
    ]
    assert dialog.told.text().startswith("Labels imported: 3.")
    assert desk.rater == "Rater 1"
    with desk.qtbot.waitSignal(desk.bridge.import_undone):
        dialog.undo_button.click()
    assert [ANA.name in desk.segment(i).annotations for i in range(3)] == [False] * 3
    assert dialog.told.text() == "The import was undone."
    assert not dialog.undo_button.isVisible()


def test_the_imported_rater_can_undo_it_later_as_one_step(
    desk: Desk, imports: AnnotationImport, eaf: Path
) -> None:
    dialog = planned(desk, imports, eaf)
    with desk.qtbot.waitSignal(desk.bridge.labels_imported):
        dialog.import_button.click()
    dialog.reject()
    with desk.qtbot.waitSignal(desk.bridge.opened):
        desk.controller.choose_rater(ANA)
    assert "Imported labels for 2 utterances" in desk.panel.history.undo.toolTip()
    desk.after(desk.panel.undo)
    assert [desk.own(i).labels for i in range(2)] == [(), ()]
    desk.after(desk.panel.redo)
    assert [desk.own(i).labels for i in range(2)] == [("anger",), ("fear",)]


def test_only_one_speaker_s_utterances_are_labelled_if_asked_for(
    desk: Desk, imports: AnnotationImport, tmp_path: Path
) -> None:
    grid = textgrid.Textgrid()
    grid.addTier(textgrid.IntervalTier("all", [(0.5, 9.5, "joy")], 0, 10))
    path = tmp_path / "Bo.TextGrid"
    grid.save(str(path), format="long_textgrid", includeBlankSpaces=True)
    dialog = planned(desk, imports, path)
    assert dialog.rater.text() == "Bo"
    with desk.qtbot.waitSignal(imports.annotations.planned):
        dialog.speaker.setCurrentIndex(dialog.speaker.findText("B"))
    assert "Utterances that are labelled: 1 of 1" in dialog.preview.text()
    with desk.qtbot.waitSignal(desk.bridge.labels_imported):
        dialog.import_button.click()
    assert ["Bo" in desk.segment(i).annotations for i in range(4)] == [False, False, False, True]


def test_nothing_is_imported_before_all_is_said(
    desk: Desk, imports: AnnotationImport, eaf: Path
) -> None:
    dialog = planned(desk, imports, eaf)
    assert dialog.import_button.isEnabled()
    dialog.rater.setText(" ")
    assert not dialog.import_button.isEnabled()
    assert "not a valid rater name" in dialog.told.text()
    dialog.rater.setText("Rater 1")
    assert dialog.import_button.isEnabled()
    assert "exists already" in dialog.told.text()
    with desk.qtbot.waitSignal(imports.annotations.planned):
        dialog.tier.setCurrentIndex(0)
    assert not dialog.import_button.isEnabled()
    assert dialog.told.text() == "Choose a label for at least one text."


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.eaf", "<!DOCTYPE x><ANNOTATION_DOCUMENT/>", "declares a document type"),
        ("a.TextGrid", "no grid", "not a TextGrid"),
        ("a.csv", "a,b\n1,2\n", "its header is missing end_s, start_s"),
        ("a.docx", "", "not a readable annotation file"),
    ],
)
def test_a_file_that_is_something_else_is_explained_and_changes_nothing(
    desk: Desk,
    imports: AnnotationImport,
    data_folder: Path,
    tmp_path: Path,
    *,
    name: str,
    content: str,
    reason: str,
) -> None:
    before = log_length(data_folder)
    (tmp_path / name).write_text(content, "utf-8")
    with desk.qtbot.waitSignal(imports.annotations.failed):
        dialog = imports.open(tmp_path / name)
    assert reason in dialog.told.text()
    assert not dialog.choices.isVisible()
    assert not dialog.import_button.isEnabled()
    assert log_length(data_folder) == before


def test_a_tier_of_sentences_and_annotations_of_another_recording_are_pointed_out(
    desk: Desk, imports: AnnotationImport, tmp_path: Path
) -> None:
    rows = "".join(f"{i},{i + 1},sentence {i}x{'y' * i},Wut\n" for i in range(300))
    path = tmp_path / "a.csv"
    path.write_text("start_s,end_s,said,label\n" + rows, "utf-8")
    dialog = planned(desk, imports, path)
    assert "end at 300.0 s, the session at 10.0 s" in dialog.told.text()
    assert dialog.import_button.isEnabled()
    dialog.tier.setCurrentIndex(dialog.tier.findData("said"))
    assert "300 different texts, which are not labels" in dialog.told.text()
    assert not dialog.import_button.isEnabled()


def test_what_is_typed_is_kept_when_annotations_are_imported(
    desk: Desk, imports: AnnotationImport, eaf: Path
) -> None:
    desk.controller.select(0)
    comment = desk.panel.utterance.comment
    comment.setFocus()
    desk.qtbot.keyClicks(comment, "half a thou")
    dialog = planned(desk, imports, eaf)
    with desk.qtbot.waitSignal(desk.bridge.labels_imported):
        dialog.import_button.click()
    assert desk.own(0).comment == "half a thou"
    assert desk.view.selected == 0


def test_an_import_that_fails_can_be_tried_again(
    desk: Desk, imports: AnnotationImport, eaf: Path, data_folder: Path
) -> None:
    dialog = planned(desk, imports, eaf)
    with desk.qtbot.waitSignal(desk.bridge.labels_imported):
        desk.bridge.import_labels(Rater(ANA.name), {0: "anger", 1: "fear"}, "the same")
    dialog = planned(desk, imports, eaf)
    before = log_length(data_folder)
    with desk.qtbot.waitSignal(desk.bridge.import_failed):
        dialog.import_button.click()
    assert "There is nothing to import" in dialog.told.text()
    assert dialog.import_button.isEnabled()
    assert log_length(data_folder) == before
