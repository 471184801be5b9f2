"""The neural engines hibari, Kokoro and Piper, and the way from text to their phonemes."""
