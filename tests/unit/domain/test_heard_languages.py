"""Which language an utterance is taken to be in, given the others of its recording."""

from emotion_desktop.domain.heard_languages import HeardLanguages


def guess(**probabilities: float) -> dict[str, float]:
    return probabilities


GERMAN = guess(de=0.97, nl=0.02, en=0.01)
LIKE_DUTCH = guess(nl=0.6, de=0.35, en=0.05)
ENGLISH = guess(en=0.98, de=0.01, nl=0.01)


def heard(*guesses: tuple[dict[str, float], float]) -> HeardLanguages:
    languages = HeardLanguages()
    for probabilities, duration_s in guesses:
        languages.add(probabilities, duration_s)
    return languages


def test_a_short_utterance_is_in_the_language_of_the_recording() -> None:
    languages = heard((GERMAN, 6.0), (LIKE_DUTCH, 0.8), (GERMAN, 4.0))
    assert languages.language_of(LIKE_DUTCH) == "de"
    assert languages.language_of(guess(cy=0.9, de=0.001)) == "de"


def test_long_speech_outweighs_many_short_guesses() -> None:
    languages = heard((LIKE_DUTCH, 0.5), (LIKE_DUTCH, 0.5), (LIKE_DUTCH, 0.5), (GERMAN, 5.0))
    assert languages.language_of(LIKE_DUTCH) == "de"


def test_a_second_language_is_heard_on_strong_evidence_only() -> None:
    languages = heard((GERMAN, 6.0), (GERMAN, 6.0), (ENGLISH, 4.0))
    assert languages.language_of(ENGLISH) == "de"
    languages.add(ENGLISH, 4.0)
    assert languages.language_of(ENGLISH) == "en"
    assert languages.language_of(guess(en=0.5, de=0.4)) == "de"
    assert languages.language_of(LIKE_DUTCH) == "de"


def test_sure_guesses_about_a_moment_prove_nothing() -> None:
    languages = heard((GERMAN, 6.0), (ENGLISH, 0.5), (ENGLISH, 0.5), (ENGLISH, 0.5))
    assert languages.language_of(ENGLISH) == "de"


def test_the_first_utterance_is_taken_as_it_is_guessed() -> None:
    assert HeardLanguages().language_of(LIKE_DUTCH) == "nl"
