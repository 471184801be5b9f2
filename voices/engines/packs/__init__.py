"""Packs: voices and models that come from elsewhere, each file checked to the bit before it is installed."""

from voices.engines.packs.pack_catalogue import ANY_PIPER, Pack, engine_of, is_there, known_packs
from voices.engines.packs.pack_errors import PackError, UnknownPackError
from voices.engines.packs.pack_offers import Offer, home, install, offered

__all__ = [
    "ANY_PIPER",
    "Offer",
    "Pack",
    "PackError",
    "UnknownPackError",
    "engine_of",
    "home",
    "install",
    "is_there",
    "known_packs",
    "offered",
]
