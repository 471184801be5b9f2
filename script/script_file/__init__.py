"""The Script of a chapter as text that people edit, and as JSON for the production and other programs."""
