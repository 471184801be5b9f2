"""EPUB 2 and 3 → Story: the zip container, the package document and its contents, the documents of the spine."""
