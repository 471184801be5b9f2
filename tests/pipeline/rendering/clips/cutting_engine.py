"""An engine that does what engines do on bad days."""

from dataclasses import replace

from voices.engines.speech_engine import Clip, Engine, Utterance, VoiceInfo


class CuttingEngine:
    """An engine with a fault: it gives a tenth of the sound, or stumbles over a word."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.traits = engine.traits

    def version(self, voice: str, delivery: str | None = None) -> str:
        return "1"

    def voices(self) -> tuple[VoiceInfo, ...]:
        return self.engine.voices()

    def find(self, voice: str) -> str:
        return voice

    def synthesize(self, utterance: Utterance) -> Clip:
        if "stumble" in utterance.text:
            raise IndexError(7)
        clip = self.engine.synthesize(utterance)
        return replace(clip, samples=clip.samples[: len(clip.samples) // 10])
