"""hibari: its network, the voices made of it, and how they say a piece of a sentence."""
