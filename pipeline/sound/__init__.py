"""Clips → finished sound: place, level, add effects, mix, master, encode. Knows samples and files, no productions."""
