"""The Cast: who speaks in which voice. Plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from script.model import NARRATOR, Age, Device, Gender
from voices.cast.voice_profile import VoiceProfile


@dataclass(frozen=True, slots=True)
class SpeakerShare:
    """How much one speaker says. `name` is as in `Line.speaker`: a character, `NARRATOR`, or None for unknown."""

    name: str | None
    lines: int
    words: int
    gender: Gender | None = None
    age: Age | None = None
    device: Device | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wrote of one speaker in voices.toml. None: not said."""

    engine: str | None = None
    voice: str | None = None
    like: str | None = None
    """Sounds like this speaker, all else that is said here on top."""
    rate: float | None = None
    pitch: float | None = None
    gain: float | None = None
    pan: float | None = None
    effects: tuple[str, ...] | None = None
    accent: str | None = None
    """A language tag, for a voice that is still to be chosen."""

    def on(self, profile: VoiceProfile) -> VoiceProfile:
        """`profile` with all that was said here."""
        said = {f.name: getattr(self, f.name) for f in fields(VoiceProfile)}
        return replace(profile, **{name: value for name, value in said.items() if value is not None})


@dataclass(frozen=True, slots=True)
class Cast:
    """Speaker → VoiceProfile. `like` says for whom the profile is another speaker's, and whose."""

    narrator: VoiceProfile
    unknown: VoiceProfile
    """For lines whose speaker is not known."""
    characters: Mapping[str, VoiceProfile]
    like: Mapping[str | None, str] = field(default_factory=dict)

    def profile(self, speaker: str | None) -> VoiceProfile:
        """The voice of a line's speaker. A name that isn't in the cast sounds unknown, never like the narrator."""
        if speaker == NARRATOR:
            return self.narrator
        return self.unknown if speaker is None else self.characters.get(speaker, self.unknown)
