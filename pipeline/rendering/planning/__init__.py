"""Before anything is rendered: what must be spoken and mixed, and about how long that takes."""
