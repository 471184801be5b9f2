"""What the neural engines are like."""

from __future__ import annotations

from voices.engines.engine_traits import EngineTraits, Pace


def _has_kokoro_model() -> bool:
    from voices.engines.neural.kokoro_model import has_model

    return has_model()


HIBARI = EngineTraits(
    name="hibari",
    what="a neural narrator for English, and voices made of it; quick",
    pace=Pace(letter=0.086, line=0.13, speed=65.0, start=1.5),
    extra="neural",
    language="en",
    needs=("hibari", "onnxruntime"),
    takes_melody=True,
    takes_context=True,
    takes_tags=True,
    tells_words=True,
    own_readings=True,
    even=True,
)
KOKORO = EngineTraits(
    name="kokoro",
    what="28 neural voices for English, and blends of them; about as fast as speech",
    pace=Pace(letter=0.092, line=0.43, speed=0.93, start=3.5),
    extra="kokoro",
    language="en",
    needs=("hibari", "onnxruntime"),
    has_model=_has_kokoro_model,
    pack="kokoro-voices",
    voices_by="get them with: make-audio voices install kokoro-voices",
    takes_melody=True,
    tells_words=True,
    own_readings=True,
    even=True,
    level_reach=3.0,
)
PIPER = EngineTraits(
    name="piper",
    what="any Piper voice, many languages; eight times as fast as speech",
    pace=Pace(letter=0.076, line=0.18, speed=9.5, start=1.5),
    extra="piper",
    needs=("piper", "onnxruntime"),
    voices_by="get one with: make-audio voices install piper-NAME --from FILE",
)
