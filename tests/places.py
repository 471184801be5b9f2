"""Where tests find the repository's own stories, and those that lie outside it."""

import os
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
TESTS = REPOSITORY / "tests"
STORIES = TESTS / "stories"
MODERN = STORIES / "modern"
"""Short modern stories with answers, to be tagged and judged."""
LESSONS = STORIES / "lessons"
"""The same, for training to learn from: never judged."""
SHARED = Path(os.environ.get("MAKE_AUDIO_SHARED", REPOSITORY.parent / "shared"))
"""Real books and annotated novels; tests that need them are skipped where it isn't there."""
