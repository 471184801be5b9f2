"""Short files to judge by: a preview of a line, a text or a voice, an audition of the cast."""
