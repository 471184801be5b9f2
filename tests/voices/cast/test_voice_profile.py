"""What would be broken: a profile that changes a voice although nothing was said of it, or beyond all sense."""

from __future__ import annotations

from voices.cast.voice_profile import GAINS, PANS, PITCHES, RATES, VoiceProfile


def test_a_profile_of_which_nothing_is_said_is_the_voice_as_it_is() -> None:
    plain = VoiceProfile("pyttsx3", "en-gb+arthur")
    assert (plain.rate, plain.pitch, plain.gain, plain.pan, plain.effects) == (1.0, 0.0, 0.0, 0.0, ())


def test_what_is_normal_lies_within_what_a_person_may_say() -> None:
    plain = VoiceProfile("pyttsx3", "en-gb+arthur")
    ranges = {"rate": RATES, "pitch": PITCHES, "gain": GAINS, "pan": PANS}
    assert all(low < getattr(plain, name) < high for name, (low, high) in ranges.items())
    assert all(low == -high for low, high in (PITCHES, GAINS, PANS))
