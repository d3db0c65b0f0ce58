"""The models are loaded once, and one at a time has them."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from emotion_desktop.domain.translatable import Message
from emotion_desktop.domain.voice_profile import VoiceProfile
from emotion_desktop.services.engine import EngineCache, EngineLease, LeaseEndedError
from tests.engine_double import EngineDouble

LIVE, QUEUE, VOICE = Message("listening"), Message("analysis"), Message("calibration")
ANNA = VoiceProfile("one", "Anna", datetime(2026, 3, 1, tzinfo=UTC), 24.1, "double", (0.1,) * 7)


@pytest.fixture
def engine() -> EngineDouble:
    return EngineDouble()


@pytest.fixture
def engines(engine: EngineDouble) -> EngineCache[EngineDouble]:
    return EngineCache(lambda: engine)


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


def take(engines: EngineCache[EngineDouble], holder: Message) -> EngineLease[EngineDouble]:
    """Take models that nobody holds."""
    lease = engines.request(holder).wait()
    assert lease is not None
    return lease


def test_a_second_taker_waits_until_the_first_has_released_them(
    engines: EngineCache[EngineDouble],
) -> None:
    assert not engines.busy
    lease = take(engines, LIVE)
    second = engines.request(QUEUE)
    assert (engines.holder, second.held, engines.wanted) == (LIVE, False, True)
    lease.release()
    assert (engines.holder, second.held, engines.wanted) == (QUEUE, True, False)


def test_who_stops_waiting_keeps_what_was_granted_before(
    engines: EngineCache[EngineDouble],
) -> None:
    first, second = engines.request(LIVE), engines.request(QUEUE)
    first.stop_waiting()
    second.stop_waiting()
    assert first.held
    with first:
        assert not engines.wanted
    with pytest.raises(LeaseEndedError), second:
        pytest.fail("it was never granted")
    assert not engines.busy


def test_a_lease_may_be_released_twice_and_takes_nothing_from_the_next(
    engines: EngineCache[EngineDouble],
) -> None:
    first = take(engines, LIVE)
    first.release()
    second = take(engines, QUEUE)
    first.release()
    assert second.held
    with pytest.raises(LeaseEndedError):
        first.load()


def test_whatever_goes_wrong_inside_the_models_are_free_again(
    engines: EngineCache[EngineDouble],
) -> None:
    with pytest.raises(ZeroDivisionError), engines.request(LIVE):
        raise ZeroDivisionError
    assert not engines.busy


def test_models_that_cannot_be_loaded_are_held_by_nobody_and_tried_again() -> None:
    tries = iter([OSError("no such file"), None])

    def load() -> EngineDouble:
        error = next(tries)
        if error is not None:
            raise error
        return EngineDouble()

    engines = EngineCache(load)
    with pytest.raises(OSError, match="no such file"), engines.request(LIVE):
        pytest.fail("there are no models")
    with engines.request(LIVE) as engine:
        assert engine.describe() == {"engine": "double"}


def test_the_next_holder_finds_nothing_of_what_the_last_one_chose(
    engines: EngineCache[EngineDouble], engine: EngineDouble
) -> None:
    with engines.request(LIVE) as held:
        held.use_voice(ANNA)
        held.normalise_speakers(True)
    with engines.request(QUEUE):
        assert engine.voices[-1] is None
        assert engine.comparing[-1] is False


def test_what_models_there_are_can_be_known_while_somebody_has_them(
    engines: EngineCache[EngineDouble],
) -> None:
    with engines.request(LIVE):
        assert engines.models().bundle_id == "double"


def test_taking_and_releasing_never_waits_for_the_models_to_load(
    pool: ThreadPoolExecutor,
) -> None:
    loading, go_on = threading.Event(), threading.Event()

    def load() -> EngineDouble:
        loading.set()
        assert go_on.wait(20)
        return EngineDouble()

    engines = EngineCache(load)
    preloading = pool.submit(engines.models)
    assert loading.wait(20)
    lease = take(engines, LIVE)  # as the GUI thread does
    assert engines.holder == LIVE
    lease.release()
    go_on.set()
    preloading.result(20)


def test_who_waits_gets_the_models_in_the_order_of_asking(
    engines: EngineCache[EngineDouble], pool: ThreadPoolExecutor
) -> None:
    lease = take(engines, LIVE)
    first, second = engines.request(QUEUE), engines.request(VOICE)
    waiting = [pool.submit(request.wait) for request in (second, first)]
    lease.release()
    granted = waiting[1].result(20)
    assert granted is not None
    assert (engines.holder, granted.held) == (QUEUE, True)
    assert not waiting[0].done()
    granted.release()
    last = waiting[0].result(20)
    assert last is not None
    assert engines.holder == VOICE
    last.release()
    assert not engines.busy


def test_a_request_for_free_models_is_granted_at_once(engines: EngineCache[EngineDouble]) -> None:
    request = engines.request(QUEUE)
    assert request.held
    with request as engine:
        assert isinstance(engine, EngineDouble)
    assert not engines.busy


def test_a_request_can_be_withdrawn_before_and_after_it_is_granted(
    engines: EngineCache[EngineDouble], pool: ThreadPoolExecutor
) -> None:
    lease = take(engines, LIVE)
    impatient, patient = engines.request(QUEUE), engines.request(VOICE)
    waiting = pool.submit(impatient.wait)
    impatient.withdraw()
    assert waiting.result(20) is None
    lease.release()
    assert engines.holder == VOICE
    patient.withdraw()  # granted, and nobody came for it
    assert patient.wait() is None
    assert not engines.busy


def test_observers_see_each_change_and_may_take_the_models_themselves(
    engines: EngineCache[EngineDouble],
) -> None:
    seen: list[str | None] = []
    engines.add_observer(lambda: seen.append(engines.holder))
    take(engines, LIVE).release()
    assert seen == [LIVE, None]

    taken = []

    def take_when_free() -> None:
        if not engines.busy:
            taken.append(engines.request(VOICE))

    engines.add_observer(take_when_free)
    take(engines, LIVE).release()
    assert engines.holder == VOICE
    assert len(taken) == 1


def test_an_observer_that_fails_harms_nobody(
    engines: EngineCache[EngineDouble], caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise RuntimeError("the window is gone")

    seen: list[str | None] = []
    engines.add_observer(fail)
    engines.add_observer(lambda: seen.append(engines.holder))
    take(engines, LIVE).release()
    assert seen == [LIVE, None]
    assert "the window is gone" in caplog.text


def test_of_many_at_once_never_two_have_the_models(
    engines: EngineCache[EngineDouble], pool: ThreadPoolExecutor
) -> None:
    alone = threading.Lock()
    together = threading.Barrier(8)

    def work(number: int) -> int:
        together.wait(20)
        had = 0
        for turn in range(50):
            if (number + turn) % 3 == 0:
                request = engines.request(QUEUE)
                if (number + turn) % 2:
                    request.withdraw()
                lease = request.wait()
            else:
                request = engines.request(LIVE)
                if (number + turn) % 4 == 0:
                    request.stop_waiting()
                lease = request.wait()
            if lease is None:
                continue
            assert alone.acquire(blocking=False)
            had += 1
            alone.release()
            lease.release()
        return had

    had = [future.result(60) for future in [pool.submit(work, n) for n in range(8)]]
    assert all(had)
    assert not engines.busy
