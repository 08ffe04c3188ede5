"""What changed between two programs, as rules: order and texts do not count.

`canonical` writes every rule in one way, `matching` finds which parts of two rules
belong together, `edits` says what differs between them, `sentences` says it in words.
"""

from .programs import RuleChange, differences, rules_of

__all__ = ["RuleChange", "differences", "rules_of"]
