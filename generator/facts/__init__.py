"""Facts about a community's month, computed once for the ranking, the pages and the checks.

Modules: officers (who was in post), meetings (who met), area_month (a community in a month), upkeep (charts, ledgers
and days kept), declared (what a visitor can look at), confirmation (what was seen of it), measure (attained of due).
"""
