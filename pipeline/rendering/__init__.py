"""Script files → finished sound: the one way that whole runs, single chapters and previews take."""
