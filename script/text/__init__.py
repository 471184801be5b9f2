"""What holds for any text: alignment, visible characters, the words of headings, languages, phonetic alphabets."""
