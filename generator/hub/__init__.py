"""One site of many bureaus: each whole under its sub-path, and pages that lead to them.

Stages: read hub.yml -> build every bureau by an executor -> read what their sites have published -> the hub's pages.
"""
