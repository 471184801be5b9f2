"""Stories of tests/stories/modern with answers beside them (who says each stretch), and what a Script gets right.

python -m tests.answered_stories [STORY …] [--wrong] [--rules]
"""
