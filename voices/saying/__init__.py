"""A line and its delivery → what an engine is asked to say."""
