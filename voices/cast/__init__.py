"""Who sounds how: the Cast and its profiles, voices.toml, and the cast that a series shares."""

from voices.cast.cast import Cast, SpeakerShare, Wish
from voices.cast.voice_profile import VoiceProfile

__all__ = ["Cast", "SpeakerShare", "VoiceProfile", "Wish"]
