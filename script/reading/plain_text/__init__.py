"""Plain text → Story: paragraphs from lines, chapters from headings that nothing marks."""
