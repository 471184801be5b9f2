"""What is no matter of stories: the error base, suggestions for misspelt words, TOML text, web servers."""
