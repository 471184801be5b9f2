"""How words are said: lexicon.toml, PLS lexicons, and the names that voices probably say wrongly."""
