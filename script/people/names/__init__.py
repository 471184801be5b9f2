"""Names: where they stand, how each is used, and which are one person's."""
