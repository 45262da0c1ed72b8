"""Facts: what the records say of a community's month, worked out once for the ranking, the pages and the checks.

Rooms: officers (who was in post), meetings (who met), area_month (a community in a month), measure (kept of due).
"""
