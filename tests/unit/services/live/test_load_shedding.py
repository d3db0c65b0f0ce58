"""When the pipeline gives way and takes back, without a clock and without sound."""

import itertools

from emotion_desktop.domain.live_events import LOAD_LEVELS
from emotion_desktop.domain.live_options import LiveOptions
from emotion_desktop.services.live.load_shedding import (
    LoadLimits,
    LoadPolicy,
    SpareTime,
    WorkItem,
    service_levels,
)

PERIOD_S = LoadLimits().period_s


class Machine:
    """A machine that works through windows and keeps the time."""

    def __init__(self, options: LiveOptions | None = None) -> None:
        choices = service_levels(options or LiveOptions(), smaller_recogniser=True)
        self.policy = LoadPolicy(choices)
        self.now_s = 0.0

    def work(self, share: float, duration_s: float, *, late_s: float = 0.0) -> list[str]:
        """Be busy for `share` of each half second; return the levels that were changed to."""
        levels = []
        for _ in range(round(duration_s / 0.5)):
            started_s, self.now_s = self.now_s, self.now_s + 0.5
            work = WorkItem(started_s - late_s, started_s, started_s + 0.5 * share)
            if self.policy.observe(work):
                levels.append(self.policy.service_level.level)
        return levels


def test_a_machine_that_never_rests_gives_up_everything_in_the_stated_order() -> None:
    machine = Machine()
    levels = machine.work(1.0, 20 * PERIOD_S)
    # Half a second, one, two: the hop is doubled twice.
    assert [level for level, _ in itertools.groupby(levels)] == list(LOAD_LEVELS[1:])
    assert machine.policy.service_level.hop_s == 2.0
    assert not machine.policy.service_level.words


def test_what_does_not_apply_is_left_out() -> None:
    options = LiveOptions(hop_s=2.0, provisional_words=False)
    levels = [
        service_level.level for service_level in service_levels(options, smaller_recogniser=False)
    ]
    assert levels == ["full", "no words"]


def test_the_hop_is_doubled_up_to_two_seconds() -> None:
    hops_s = [
        service_level.hop_s
        for service_level in service_levels(LiveOptions(hop_s=0.75), smaller_recogniser=False)
    ]
    assert hops_s == [0.75, 0.75, 1.5, 2.0, 2.0]


def test_between_too_much_and_room_nothing_changes() -> None:
    machine = Machine()
    machine.work(1.0, PERIOD_S)
    assert machine.work(0.6, 60 * PERIOD_S) == []
    assert machine.policy.service_level.level == "no provisional words"


def test_room_for_several_periods_gives_everything_back_step_by_step() -> None:
    machine = Machine()
    down = machine.work(1.0, 20 * PERIOD_S)
    assert machine.work(0.1, 2 * PERIOD_S) == []  # too soon
    up = machine.work(0.1, 100 * PERIOD_S)
    assert up == [*reversed(down[:-1]), "full"]


def test_silence_proves_nothing() -> None:
    machine = Machine()
    machine.work(1.0, PERIOD_S)
    for _ in range(5):
        machine.now_s += 600.0
        assert machine.work(0.9, PERIOD_S / 2) == []
    assert machine.policy.service_level.level == "no provisional words"


def test_work_that_waits_too_long_is_too_much_whatever_its_share() -> None:
    machine = Machine()
    assert machine.work(0.1, 2 * PERIOD_S, late_s=0.5) == []
    assert machine.work(0.1, 2 * PERIOD_S, late_s=5.0)[:1] == ["no provisional words"]


def test_work_that_waited_at_the_old_level_does_not_count_against_the_new_one() -> None:
    machine = Machine()
    late = machine.work(0.1, 6 * PERIOD_S, late_s=5.0)
    # What arrived 5 s before its start came before the change for more than one period.
    assert len(late) <= 3


def test_what_was_taken_back_in_vain_is_tried_later_and_later() -> None:
    machine = Machine()
    machine.work(1.0, PERIOD_S)
    waits_s = []
    for _ in range(4):
        begin_s = machine.now_s
        while machine.policy.service_level.level != "full":
            machine.work(0.2, 0.5)
        waits_s.append(machine.now_s - begin_s)
        while machine.policy.service_level.level == "full":
            machine.work(1.0, 0.5)
    assert all(later > 1.5 * sooner for sooner, later in itertools.pairwise(waits_s))


def test_provisional_words_must_fit_in_before_the_next_window() -> None:
    spare = SpareTime()
    assert spare.fits(5.0, 0.0)  # nothing is known yet
    spare.window_arrived(0.0)
    spare.window_arrived(0.5)
    spare.note_cost(sound_s=5.0, busy_s=0.4)
    assert spare.fits(5.0, 0.55)
    assert not spare.fits(5.0, 0.7)
    assert spare.fits(1.0, 0.7)  # less sound takes less time
    spare.window_arrived(1.0)
    assert not spare.fits(5.0, 1.2)


def test_one_slow_moment_does_not_end_provisional_words_for_good() -> None:
    spare = SpareTime()
    spare.window_arrived(0.0)
    spare.window_arrived(0.5)
    spare.note_cost(sound_s=5.0, busy_s=10.0)
    refusals = 0
    while not spare.fits(1.0, 0.55):
        spare.note_refusal()
        refusals += 1
        assert refusals < 60
    assert refusals > 0
