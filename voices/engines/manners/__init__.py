"""Deliveries as people play them: what a clip of plain speech becomes, for every engine alike. Pure functions."""
