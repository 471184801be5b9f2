"""Documents inside a story that somebody in it wrote: letters, diaries, statements."""
