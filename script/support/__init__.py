"""What is no matter of stories: the error base, suggestions for misspelt words, file locks, TOML text, web servers."""
