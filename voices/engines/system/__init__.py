"""The operating system's own voices."""
