"""What would be broken: somebody else heard than was meant, or a whole name to be typed where a part says it all."""

from __future__ import annotations

import pytest

from pipeline.listening.name_lookup import find_name, names_of, only_one, shown, speaker_called
from script.support.errors import EditError

CAST = names_of(["narrator", "Arthur Wren", "Mr Bennet", "Mrs Bennet", "Jane", "Jane Fairfax", None])


def test_a_whole_name_needs_no_capitals_and_is_not_worth_a_word() -> None:
    said: list[str] = []
    assert speaker_called(" mrs  bennet ", CAST, said.append) == "Mrs Bennet"
    assert speaker_called("jane", CAST, said.append) == "Jane"
    assert not said
    assert find_name("bennet", CAST) is None


@pytest.mark.parametrize("name", ["unknown", "Unknown", "?", "@?"])
def test_those_nobody_knows_are_found_as_voices_and_scripts_call_them(name: str) -> None:
    assert speaker_called(name, CAST, print) is None
    assert shown(None) == "unknown"
    with pytest.raises(EditError):
        speaker_called(name, names_of(["Jane"]), print)
    assert speaker_called("unknown", names_of(["Unknown", None]), print) == "Unknown"


@pytest.mark.parametrize("name", ["Mrs Pell", "mrs pell", "@Mrs Pell", " MRS  Pell\n"])
def test_a_speaker_is_found_whatever_the_letter_case_and_the_white_space(name: str) -> None:
    assert speaker_called(name, names_of(["Wil", "Mrs\u00a0Pell"]), print) == "Mrs\u00a0Pell"


def test_a_part_that_one_alone_has_is_taken_and_said() -> None:
    said: list[str] = []
    assert speaker_called("arthur", CAST, said.append) == "Arthur Wren"
    assert said == ['"arthur" is taken for Arthur Wren.']


def test_of_several_none_is_taken_and_all_are_named() -> None:
    said: list[str] = []
    with pytest.raises(EditError, match=r'Several are called "bennet": Mr Bennet, Mrs Bennet\. Write the whole name'):
        speaker_called("bennet", CAST, said.append)
    with pytest.raises(EditError, match=r"en-gb\+5 and 3 more"):
        only_one("gb", [f"en-gb+{number}" for number in range(9)], said.append)
    assert not said


@pytest.mark.parametrize(("name", "hint"), [("Mrs Bell", 'mean "Mrs Pell"'), ("Zzyzx", "everybody who does")])
def test_nobodys_name_is_answered_with_who_may_be_meant(name: str, hint: str) -> None:
    with pytest.raises(EditError, match=hint):
        speaker_called(name, names_of(["Wil", "Mrs Pell"]), print)
    assert only_one(name, ["Wil", "Mrs Pell"], print) is None
