"""What comes with make-audio for its engines: tables of voices and packs, and what was measured of voices once."""
