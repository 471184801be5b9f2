"""English words of one spelling and several pronunciations: which one is meant, told by the words around."""
