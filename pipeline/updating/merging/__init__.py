"""The script files of a story read anew: which is whose, what moved, split or joined, and what people made of it."""
