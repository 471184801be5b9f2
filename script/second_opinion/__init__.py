"""A chat model is asked about doubtful speakers."""
