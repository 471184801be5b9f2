"""The speech engines: spoken text in, clips out."""

from voices.engines.registry import load, names, narrator, voice_infos

__all__ = ["load", "names", "narrator", "voice_infos"]
