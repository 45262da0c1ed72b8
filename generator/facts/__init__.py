"""Facts: what the records say of a community's month, worked out once for the ranking, the pages and the checks.

Modules: officers (who was in post), meetings (who met), area_month (a community in a month), upkeep (charts, ledgers
and days kept), measure (kept of due).
"""
