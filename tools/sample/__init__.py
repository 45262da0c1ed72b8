"""Sample data for one bureau, from a list of real places: names and codes of places are real, the rest is invented.

Stages: places (the list), towns and land (who polices what), cases (which real-life case falls where),
people and postings, areas, months, meetings (records of generator.model), writing (records as a clerk writes them).
"""
