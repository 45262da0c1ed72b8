"""A bureau's own folder from a list of real places: their names and codes are real.

Stages: places (the list), towns (stations, areas and their land); then either empty (records with what the list knows)
or areas, meetings, reports and sample (invented records of every kind); folder. reference/ holds the texts.
"""
