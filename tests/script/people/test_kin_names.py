"""Kin under two names are one person, unless the story shows two."""

from __future__ import annotations

from tests.script.tagged_texts import speakers, tagged


def said(*lines: str) -> list[str | None]:
    return speakers("\n\n".join(lines))


def test_her_mother_is_whom_she_calls_mom() -> None:
    told = said(
        '"Late," her mother said.', '"Mom, the bus broke down," said Sasha.', '"As always," Mom said.',
        '"I know," said Sasha.', '"Wash," said her mother.',
    )  # fmt: skip
    assert told == ["Mom", "Sasha", "Mom", "Sasha", "Mom"]


def test_my_mother_is_mum() -> None:
    told = said('"Late," my mother said.', '"Mum, the bus," I said.', '"As always," said Mum.', '"Yes," I said.')
    assert told == ["Mum", "I", "Mum", "I"]


def test_of_two_mothers_it_is_hers_whose_child_calls_so() -> None:
    lines = (
        '"Late," her mother said.', '"Mom, wait," said Anna.', '"Come," said Mom.', '"Oh," said Anna.',
        '"Ben!" said his mother.', '"Yes," said Ben.',
    )  # fmt: skip
    people = {person.name: person.aliases for person in tagged("\n\n".join(lines)).characters}
    assert people["Mom"] == ("her mother",)


def test_her_mother_who_answers_mother_is_another() -> None:
    told = said('"Late," her mother said.', '"Hush," said Mother.', '"Late," said her mother.', '"Oh," said Ann.')
    assert told == ["her mother", "Mother", "her mother", "Ann"]


def test_her_mother_of_another_chapter_is_not_mom() -> None:
    apart = "The rain fell on the roofs of the town all night. " * 60
    told = said('"Late," her mother said.', '"Oh," said Ann.', apart, '"Mom," said Ben.', '"Yes?" said Mom.')
    assert told[0] == "her mother"


def test_helen_s_mother_is_not_helen() -> None:
    told = said('"Late," said Helen.', '"Always," Helen\'s mother said.', '"Come," said the boy\'s uncle.')
    assert told == ["Helen", "Helen's mother", "the boy's uncle"]
