"""English figures, dates, sums of money and Roman numerals in words."""
