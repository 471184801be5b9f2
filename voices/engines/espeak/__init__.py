"""The engine that comes along: pyttsx3 in front, espeak-ng from its wheel underneath."""
