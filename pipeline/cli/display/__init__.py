"""What the command prints: progress, tables, numbers as people read them."""
