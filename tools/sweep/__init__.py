"""Query the finder for every street, lane, estate and community of a city in all the ways people write them."""
