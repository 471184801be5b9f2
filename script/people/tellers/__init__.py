"""Who says "I" in the narration, and what they are called."""
