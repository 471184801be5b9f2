"""What would be broken: somebody of a series who is taken for somebody else, or not known again."""

from __future__ import annotations

from script.model import NARRATOR, Character
from voices.cast.cast import Wish
from voices.cast.series_voices import laid_over, named_as_here, told_by

LIZZY, DARCY, JANE = Wish("e", "lizzy"), Wish("e", "darcy"), Wish("e", "jane")
SERIES: dict[str | None, Wish] = {"Elizabeth": LIZZY, "Mr. Darcy": DARCY, "Jane": JANE, None: Wish("e", "nobody")}


def test_a_character_is_known_by_name_in_any_case_or_by_an_alias_of_either_side() -> None:
    here = [Character("ELIZABETH"), Character("Fitzwilliam", ("Darcy", "Mr. Darcy")), Character("Jenny")]
    wishes = named_as_here(SERIES, {"Jenny": "Jane"}, here)
    assert wishes == {"ELIZABETH": LIZZY, "Fitzwilliam": DARCY, "Jenny": JANE, None: Wish("e", "nobody")}


def test_a_name_goes_before_an_alias_and_two_possible_people_are_nobody() -> None:
    namesakes = named_as_here(SERIES, {}, [Character("Aunt", ("Jane",)), Character("Jane")])
    assert namesakes["Jane"] == JANE
    assert "Aunt" not in namesakes
    assert "Both" not in named_as_here(SERIES, {}, [Character("Both", ("Jane", "Elizabeth"))])


def test_likeness_follows_the_names_of_this_book() -> None:
    wishes = named_as_here({**SERIES, "Ghost": Wish(like="Elizabeth")}, {}, [Character("Eliza", ("Elizabeth",))])
    assert wishes["Ghost"] == Wish(like="Eliza")


def test_a_books_own_voice_takes_nothing_of_the_shared_one_and_other_keys_go_on_top() -> None:
    shared: dict[str | None, Wish] = {"A": Wish("e", "a", rate=0.9), "B": Wish("e", "b", rate=0.9)}
    own: dict[str | None, Wish] = {"A": Wish("e", "other"), "B": Wish(pitch=1.0), "C": Wish("e", "c")}
    assert laid_over(own, shared) == {
        "A": Wish("e", "other"),
        "B": Wish("e", "b", rate=0.9, pitch=1.0),
        "C": Wish("e", "c"),
    }


def test_the_narrator_is_the_teller_unless_the_book_says_otherwise() -> None:
    wishes: dict[str | None, Wish] = {**SERIES, NARRATOR: Wish("e", "reader")}
    assert told_by(wishes, (), "Jane")[NARRATOR] == Wish(like="Jane")
    assert told_by(wishes, (NARRATOR,), "Jane")[NARRATOR] == Wish("e", "reader")
    assert told_by(wishes, (), "Stranger") == told_by(wishes, (), None) == wishes
