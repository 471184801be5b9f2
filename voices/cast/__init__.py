"""Who sounds how: the Cast and its profiles, voices.toml, and the cast that a series shares."""
