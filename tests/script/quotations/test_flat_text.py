"""Names are looked up in one spelling, or one person has two voices."""

from __future__ import annotations

from script.quotations.flat_text import name_key


def test_names_are_looked_up_in_one_spelling() -> None:
    assert name_key("Mrs. Bennet’s") == name_key("mrs bennet") == "mrs bennet"
    assert name_key("the Colonel") == "colonel"
    assert name_key("poor Jane") == "jane"
