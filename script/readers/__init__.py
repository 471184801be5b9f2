"""One module per kind of story file, and what they share. `script.read` is the way in."""
