"""Story → Script: every stretch of text gets its speaker. `story_tagger.tag_story` is the way in."""
