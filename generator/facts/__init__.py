"""Facts about a community's month, computed once for the ranking, the pages and the checks.

Modules: officers (who was in post), meetings (who met), area_month (a community in a month), upkeep (charts, ledgers
and days kept), measure (attained of due).
"""
