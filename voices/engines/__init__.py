"""The speech engines: spoken text in, clips out. What each is like is known before it is loaded."""

from voices.engines.registry import find_voice, load, names, traits, voice_infos

__all__ = ["find_voice", "load", "names", "traits", "voice_infos"]
