"""What a production remembers besides its story: a module for each file."""
