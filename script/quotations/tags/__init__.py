"""The words around a quotation that name its speaker, and what they are made of: noun phrases, verbs of saying."""
