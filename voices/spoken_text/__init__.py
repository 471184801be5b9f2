"""Printed text → text that a speech engine reads as a person would, with a map back to the print. A plain function."""

from voices.spoken_text.mapped_text import SpokenText
from voices.spoken_text.prepare import can_be_said, speak

__all__ = ["SpokenText", "can_be_said", "speak"]
