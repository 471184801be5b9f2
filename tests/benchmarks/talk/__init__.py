"""Whether talk flows, measured in finished books: joins, words at the edges of lines, times."""
