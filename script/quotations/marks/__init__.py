"""The marks that open and close speech in a book, and where each quotation begins and ends."""
