"""Which words of a sentence tell of the speaker: else who is only beside them is heard in their voice."""

from __future__ import annotations

from script.deliveries.clause_words import ClauseWords
from script.deliveries.speaker_words import SpeakerWords

SHE = SpeakerWords(frozenset(("she",)), frozenset(("her",)), frozenset(("ann",)))


def mine(clause: str) -> str:
    """The words that tell of her, of a clause with "she" for its subject."""
    at = clause.index("she")
    words = ClauseWords(clause, 0, len(clause), SHE, (at, at + 3))
    return " ".join(words.text(index) for index in range(len(words)) if words.mine[index])


def test_another_subject_ends_what_is_told_of_the_speaker() -> None:
    assert mine("she said as he laughed") == "she said"
    assert mine("she said, as she laughed") == "she said , as she laughed"
    assert mine("she said, and the crowd roared") == "she said ,"
    assert mine("she said, like a man in pain, smiling") == "she said , , smiling"


def test_a_word_is_denied_within_its_phrase_alone() -> None:
    words = ClauseWords("she did not stop, laughing", 0, 26, SHE, (0, 3))
    assert words.denied(words.index_of("stop"))
    assert not words.denied(words.index_of("laughing"))
    helpless = ClauseWords("she could not help laughing", 0, 27, SHE, (0, 3))
    assert not helpless.denied(helpless.index_of("laughing"))
