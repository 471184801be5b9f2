"""How words are said: lexicon.toml, PLS lexicons, and the names that voices probably say wrongly."""

from voices.lexicon.entries import Lexicon, LexiconEntry

__all__ = ["Lexicon", "LexiconEntry"]
