"""Sample data for one bureau, from a list of real places: names and codes of places are real, the rest is invented.

Stages: places (the list), towns and land (who polices what), postings and areas, meetings, reports (records of
generator.model), aftermath (what the product makes of them), files. reference/ holds what is invented as words.
"""
