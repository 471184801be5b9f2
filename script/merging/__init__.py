"""A person's script file and a new tagging of its chapter become one: edits stay, with a base or without."""
