"""Who speaks, by rules: what a turn is, what its tag says, what speaks for each candidate, and the decision."""

from script.tagging.attribution.rules.rule_attributor import RuleAttributor, RuleReading

__all__ = ["RuleAttributor", "RuleReading"]
