"""Clips → files: the jobs that mix, master and encode chapters and the book."""
