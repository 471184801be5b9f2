"""How devices sound that speak: a radio like a radio, a handset like a telephone."""

from __future__ import annotations

from script.model import Device


def device_effects(device: Device | None) -> tuple[str, ...]:
    """The treatments for a device; none for whoever is none, and for a computer: it has a voice of its own."""
    if device is Device.RADIO:
        return ("radio",)
    return ("telephone",) if device is Device.TELEPHONE else ()
