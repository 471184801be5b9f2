"""One module per kind of story file, and what they share. `script.reading.story_reader` is the way in."""
