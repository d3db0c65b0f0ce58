"""A recorded session goes out in the format of analyses."""

import json
from contextlib import closing
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.paths import resources_dir
from emotion_desktop.export.analysis_json import to_json
from emotion_desktop.services.recorder import SessionRecorder
from emotion_desktop.storage.analysis import analysis_of
from emotion_desktop.storage.store import SessionStore
from tests.unit.outlets.live_events import SESSION, SPOKEN, STARTED, window


def test_a_session_can_be_written_as_an_analysis(tmp_path: Path) -> None:
    with closing(SessionRecorder(tmp_path)) as recorder:
        recorder.start_recording()
        recorder.take(STARTED)
        recorder.hear(AudioBlock(np.zeros(8 * SAMPLE_RATE_HZ, np.float32), SAMPLE_RATE_HZ, 0))
        for event in (*SESSION[2:5], window(3.25), window(3.5), *SESSION[5:]):
            recorder.take(event)
    with SessionStore(tmp_path, pytest.fail) as store:
        [session] = store.sessions()
        analysis = analysis_of(store, session.id)
    document = json.loads(to_json(analysis))
    schema = resources_dir() / "schemas" / "analysis-1.schema.json"
    jsonschema.validate(document, json.loads(schema.read_text()))
    assert document["audio"]["duration_s"] == 8
    assert document["frames"]["hop_s"] == 0.25
    spoken, wordless = document["segments"]
    assert [word["word"] for word in spoken["words"]] == ["Grüße", "you"]
    assert spoken["label"] == SPOKEN.utterance.estimate.label  # a correction changes no estimate
    assert wordless["text_probabilities"] is None


def test_a_session_that_was_never_finished_is_not_written(tmp_path: Path) -> None:
    with SessionStore(tmp_path, pytest.fail) as store:
        store.add_session("20260301T120000Z-000000", STARTED)
        with pytest.raises(UserFacingError, match="is not finished"):
            analysis_of(store, "20260301T120000Z-000000")
