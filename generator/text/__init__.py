"""How a text is written and what it means: radicals, numerals, names to be compared, addresses.

The finder's script reads what is typed in the same way; tests/vectors/ holds the examples that both must pass.
"""
