"""Worker processes: tasks handed out, replies taken in, lost workers replaced."""
