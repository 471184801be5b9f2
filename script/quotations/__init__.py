"""What is said and how the text says so: quotation marks, thoughts, and the words around them that name a speaker."""
