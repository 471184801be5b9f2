"""How each line is said, as the text tells it: `line_deliveries.find_deliveries` is the way in."""
