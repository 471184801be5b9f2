"""What people corrected: found in their script files, remembered by its words, told to the tagger as certain."""
