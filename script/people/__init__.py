"""Who is in a story: characters, their names, and which names are one person's."""
