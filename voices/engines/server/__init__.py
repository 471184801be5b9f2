"""Speech from servers with an OpenAI-compatible API."""
