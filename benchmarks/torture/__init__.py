"""What a site withstands, counted: each module is one row of RELIABILITY.md; `make torture` runs them all."""
