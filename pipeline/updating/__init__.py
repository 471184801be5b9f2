"""A story or an edit is taken up: read, tag, merge, cast; all files of a production change together or not at all."""
