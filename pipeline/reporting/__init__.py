"""What a production consists of, as plain data for tables and JSON: chapters, speakers, doubts, warnings, files."""
