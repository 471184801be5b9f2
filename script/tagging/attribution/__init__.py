"""Saying who speaks: one interface, and the taggers behind it."""
