"""What would be broken: lines in the wrong voice, for who wrote down only a part of how somebody sounds."""

from __future__ import annotations

from script.model import NARRATOR
from voices.cast import Cast, VoiceProfile, Wish

PLAIN = VoiceProfile("pyttsx3", "en-gb+arthur", rate=0.94, pitch=1.5)


def test_what_was_not_said_stays_as_it_was_chosen() -> None:
    assert Wish().on(PLAIN) == PLAIN
    assert Wish(like="Bob", accent="en-us").on(PLAIN) == PLAIN


def test_what_was_said_goes_before_even_where_it_is_nothing() -> None:
    wish = Wish(rate=1.2, pitch=0.0, effects=())
    assert wish.on(VoiceProfile("pyttsx3", "en-gb+arthur", 0.94, 1.5, effects=("room",))) == VoiceProfile(
        "pyttsx3", "en-gb+arthur", 1.2, 0.0
    )
    assert Wish("hibari", "heart").on(PLAIN) == VoiceProfile("hibari", "heart", 0.94, 1.5)


def test_each_line_has_its_speakers_voice_and_a_strangers_none_of_them() -> None:
    narrator, unknown, bob = (VoiceProfile("pyttsx3", name) for name in ("n", "u", "b"))
    cast = Cast(narrator, unknown, {"Bob": bob})
    assert [cast.profile(name) for name in (NARRATOR, None, "Bob", "Stranger")] == [narrator, unknown, bob, unknown]
