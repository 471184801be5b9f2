"""What would be broken: names that nobody lists, or a list of ordinary words."""

from __future__ import annotations

from voices.lexicon.doubtful_names import Name, doubtful_names

STORY = """
Then Nynaeve came. “Oh, Nynaeve!” said Elizabeth. Nynaeve’s horse and the Daenerys of Qxyzzle were late.
Ayuntamiento was the first word. NYARLATHOTEP stood over the door. So Tom met Kvothe, and the Kvothes.
Then the Phlegmwjk barked: a phlegmwjk always does.
"""


def test_names_are_listed_with_how_often_they_stand_there_the_most_frequent_first() -> None:
    assert doubtful_names([STORY]) == (
        Name("Nynaeve", 3),
        Name("Daenerys", 1),
        Name("Kvothe", 1),
        Name("Qxyzzle", 1),
    )


def test_what_stands_in_several_lines_is_one_name() -> None:
    assert doubtful_names(["the Nynaeve", "said Nynaeve", "Nynaeve"]) == (Name("Nynaeve", 3),)
    assert doubtful_names(["Nynaeve. Then Tom.", ""]) == ()
    assert doubtful_names(["Mrs. Nynaeve. Nynaeve!", "They’ve. They’ve."]) == (Name("Nynaeve", 2),)
