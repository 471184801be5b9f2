"""The folder of one book: where each thing lies in it, what people wrote there, what it remembers."""
