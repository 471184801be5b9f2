"""The speech engines: spoken text in, clips out."""

from voices.engines.registry import find_voice, load, names, voice_infos

__all__ = ["find_voice", "load", "names", "voice_infos"]
