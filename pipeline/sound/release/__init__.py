"""One module for each format of the finished files, and the tags and cover that they share."""
