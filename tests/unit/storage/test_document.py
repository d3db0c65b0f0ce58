"""A recorded session goes out as a document, with everything that was kept of it."""

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.session import LIVE_RATER, Marker
from emotion_desktop.export.analysis_json import to_json
from emotion_desktop.services.recording.recorder import SessionRecorder
from emotion_desktop.storage.document import document_of
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.system.paths import resources_dir
from tests.unit.streaming.live_events import SESSION, SPOKEN, STARTED, window


def test_everything_that_happened_in_a_session_is_in_its_document(tmp_path: Path) -> None:
    with closing(SessionRecorder(tmp_path)) as recorder:
        recorder.start_recording()
        recorder.take(STARTED)
        recorder.hear(AudioBlock(np.zeros(8 * SAMPLE_RATE_HZ, np.float32), SAMPLE_RATE_HZ, 0))
        for event in (*SESSION[2:5], window(3.25), window(3.5), *SESSION[5:]):
            recorder.take(event)
    with SessionStore(tmp_path, pytest.fail) as store:
        [session] = store.sessions()
        document = document_of(store, session.id)
    spoken, wordless = document.utterances
    assert document.session == session
    [judged] = document.judgements().values()
    assert (judged.label, judged.rater) == ("anger", LIVE_RATER)
    assert set(document.judgements()) == {spoken.segment_id}
    assert document.speech_only == {wordless.segment_id}
    assert document.markers == (Marker(3.5, "door slams"),)
    assert [window.end_s for window in document.windows] == [3.0, 3.25, 3.5]
    kinds = [notice.kind for notice in document.notices]
    assert kinds == ["skipped", "lost", "load", "ended"]

    written = json.loads(to_json(document))
    schema = resources_dir() / "schemas" / "analysis-1.schema.json"
    jsonschema.validate(written, json.loads(schema.read_text()))
    assert written["audio"]["duration_s"] == 8
    assert written["frames"]["hop_s"] == 0.25
    assert [word["word"] for word in written["segments"][0]["words"]] == ["Grüße", "you"]
    assert written["segments"][0]["label"] == SPOKEN.utterance.estimate.label
    assert [one["label"] for one in written["segments"][0]["corrections"]] == ["anger"]
    assert written["segments"][1]["text_probabilities"] is None


def test_a_translation_and_a_proposed_speaker_are_kept(tmp_path: Path) -> None:
    said = SPOKEN.utterance
    text = said.estimate.text
    assert text is not None
    translated = replace(
        SPOKEN,
        utterance=replace(
            said,
            speaker="A",
            speaker_confidence=0.75,
            transcript=replace(said.transcript, translation="hello you"),
            estimate=replace(
                said.estimate,
                text=replace(text, attention=np.zeros(0, np.float32)),
                cross_attention=None,
            ),
        ),
    )
    with closing(SessionRecorder(tmp_path)) as recorder:
        recorder.start_recording()
        recorder.take(STARTED)
        recorder.hear(AudioBlock(np.zeros(8 * SAMPLE_RATE_HZ, np.float32), SAMPLE_RATE_HZ, 0))
        for event in (translated, SESSION[-1]):
            recorder.take(event)
    with SessionStore(tmp_path, pytest.fail) as store:
        [session] = store.sessions()
        document = document_of(store, session.id)
    [kept] = document.utterances
    assert (kept.speaker, kept.speaker_confidence) == ("A", 0.75)
    assert kept.transcript.translation == "hello you"
    [segment] = json.loads(to_json(document))["segments"]
    assert (segment["text_source"], segment["translation"]) == ("translated", "hello you")
    assert segment["speaker_confidence"] == 0.75
    assert {word["attention"] for word in segment["words"]} == {None}


def test_a_session_that_was_never_finished_is_not_written(tmp_path: Path) -> None:
    with SessionStore(tmp_path, pytest.fail) as store:
        store.add_session("20260301T120000Z-000000", STARTED)
        with pytest.raises(UserFacingError, match="is not finished"):
            document_of(store, "20260301T120000Z-000000")
