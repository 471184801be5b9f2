"""Files written whole or not at all, and one run at a time."""
