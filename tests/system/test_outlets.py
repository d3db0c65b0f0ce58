"""A whole session with the models that ship, heard by other programs."""

import json
import threading
from collections.abc import Iterator
from queue import Queue
from uuid import uuid4

import numpy as np
import pytest
from jsonschema import Draft202012Validator
from pythonosc.dispatcher import Dispatcher
from pythonosc.osc_server import BlockingOSCUDPServer
from websockets.sync.client import connect

from emotion_desktop.audio.file_source import FileSource
from emotion_desktop.domain.live_events import (
    Failed,
    LiveEvent,
    SourceEnded,
    UtteranceReady,
    WindowReady,
)
from emotion_desktop.domain.translatable import Message
from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.services.live.pipeline import LivePipeline
from emotion_desktop.streaming import lsl
from emotion_desktop.streaming.opening import open_outlets
from emotion_desktop.streaming.options import Address, OutletOptions
from emotion_desktop.streaming.sink import Outlet
from emotion_desktop.streaming.websocket import WebSocketOutlet
from emotion_desktop.system.paths import resources_dir

BUNDLE = resources_dir() / "models" / "default" / "manifest.json"
DEMO = resources_dir() / "demo" / "demo.flac"
SCHEMA = resources_dir() / "schemas" / "live-1.schema.json"

pytestmark = pytest.mark.skipif(not BUNDLE.exists(), reason="the model bundle is not trained yet")
pylsl = pytest.importorskip("pylsl", reason="liblsl is not on this machine", exc_type=RuntimeError)


@pytest.fixture
def osc() -> Iterator[tuple[Address, Queue[tuple[object, ...]]]]:
    messages: Queue[tuple[object, ...]] = Queue()
    dispatcher = Dispatcher()
    dispatcher.set_default_handler(lambda *message: messages.put(message))
    server = BlockingOSCUDPServer(("127.0.0.1", 0), dispatcher)
    serving = threading.Thread(target=server.serve_forever, args=(0.02,))
    serving.start()
    yield Address("127.0.0.1", server.server_address[1]), messages
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.fixture
def outlets(
    osc: tuple[Address, Queue[tuple[object, ...]]], monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[Outlet]]:
    run = uuid4().hex  # other programs of this machine may stream
    monkeypatch.setattr(lsl, "source_id", lambda stream: f"{stream}@{run}")
    opened = open_outlets(OutletOptions(lsl=True, osc=osc[0], websocket=Address("127.0.0.1", 0)))
    yield opened
    for outlet in opened:
        outlet.close()


def play_demo(outlets: list[Outlet]) -> list[LiveEvent]:
    events: list[LiveEvent] = []
    over = threading.Event()

    def keep(event: LiveEvent) -> None:
        events.append(event)
        if isinstance(event, SourceEnded | Failed):
            over.set()

    source = FileSource(DEMO, speed=None)
    pipeline = LivePipeline(
        lambda: source,
        EngineCache(EmotionEngine.load).request(Message("a test")),
        on_event=keep,
        sinks=outlets,
        lossless=True,
    )
    pipeline.start()
    assert over.wait(200)
    assert pipeline.stop(20)
    return events


def test_three_programs_hear_the_same_session(
    outlets: list[Outlet], osc: tuple[Address, Queue[tuple[object, ...]]]
) -> None:
    (web,) = (outlet for outlet in outlets if isinstance(outlet, WebSocketOutlet))
    (found,) = pylsl.resolve_byprop("source_id", lsl.source_id(lsl.STREAM), timeout=20)
    inlet = pylsl.StreamInlet(found)
    inlet.open_stream(timeout=20)
    with connect(f"ws://{web.address}", max_queue=None) as client:
        messages = [json.loads(client.recv(timeout=20))]
        events = play_demo(outlets)
        while messages[-1]["type"] != "end":
            messages.append(json.loads(client.recv(timeout=20)))
    windows = [event for event in events if isinstance(event, WindowReady)]
    utterances = [event.utterance for event in events if isinstance(event, UtteranceReady)]
    assert len(windows) >= 20
    assert len(utterances) >= 3

    validator = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    for message in messages:
        validator.validate(message)
    texts = [message["text"] for message in messages if message["type"] == "utterance"]
    assert texts == [utterance.transcript.text for utterance in utterances]
    assert "dashwood" in " ".join(texts).lower()

    samples = [inlet.pull_sample(timeout=20)[0] for _ in range(len(windows) + len(utterances))]
    rows = np.reshape(np.array(samples, np.float32), (-1, 3, 7))
    fused = rows[np.isfinite(rows[:, 2]).all(axis=1), 2]
    np.testing.assert_array_equal(fused, [u.estimate.probabilities for u in utterances])

    received = []
    while not received or received[-1][2:3] != ("ended",):
        received.append(osc[1].get(timeout=20))
    assert [message[7] for message in received if message[0] == "/emotion/utterance"] == texts
    assert sum(message[0] == "/emotion/window" for message in received) == len(windows)
    assert [(o.counters.failed, o.counters.dropped) for o in outlets] == [(0, 0)] * 3
