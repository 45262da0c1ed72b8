"""Sample data for one bureau from a list of real places: names and codes of places are real, the rest is invented.

Stages: places (the list), towns (stations, areas and their land), areas, meetings, reports (records of
generator.model), bureau (all records, files and releases), command. reference/ holds the invented texts.
"""
