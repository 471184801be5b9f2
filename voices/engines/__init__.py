"""The speech engines: spoken text in, clips out."""

from voices.engines.registry import load, names, voice_infos

__all__ = ["load", "names", "voice_infos"]
