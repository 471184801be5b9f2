"""Who speaks in italics or brackets: what the tags of some of these words say of those without a tag."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from script.quotations.speech_words import SAY_CORE, THINK, WRITE
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Subject
from script.quotations.thoughts import Mark

_OFTEN = 2


def says_how(tag: Tag) -> bool:
    """Whether a tag tells if unquoted words are heard: it is sure, or its verb is hardly ever anything else."""
    return tag.sure or tag.verb in SAY_CORE | THINK | WRITE


def settle_marks(
    thoughts: Mapping[int, Mark], tags: Sequence[Tag | None], ends: Sequence[int]
) -> tuple[dict[int, Mark], list[Tag | None]]:
    """Which spans of `thoughts` (span → what sets it apart) stay unheard, and the tags of all spans, whose ends are
    `ends`. Words in marks that are said as a rule are heard; where only one creature has tags with them, all are its
    words."""
    unheard, tags = dict(thoughts), list(tags)
    for mark in Mark:
        spans = [index for index, its in thoughts.items() if its is mark]
        tagged = [tag for index in spans if (tag := tags[index]) and says_how(tag)]
        if not _mostly_heard(mark, tagged):
            continue
        owner = _only_user(tagged)
        for index in spans:
            tag = tags[index]
            if tag is None or not tag.thinks:
                del unheard[index]
            if tag is None and owner is not None:
                words, clause = f"{mark.value} of {owner.subject}", (ends[index], ends[index])
                tags[index] = replace(owner, verb="said", sure=True, words=words, clause=clause)
    return unheard, tags


def _mostly_heard(mark: Mark, tagged: Sequence[Tag]) -> bool:
    heard = sum(not tag.thinks for tag in tagged)
    return 2 * heard > len(tagged) and (mark is not Mark.ITALIC or heard >= _OFTEN)


def _only_user(tagged: Sequence[Tag]) -> Tag | None:
    """A tag of the one who says all that is said in some marks, where their tags name one, more than once.

    "The dragon" and "the voice" there are whoever has the only name; what somebody else thinks stays theirs.
    """
    heard = [tag for tag in tagged if not tag.thinks and tag.kind in (Subject.NAME, Subject.NOUN)]
    named = [tag for tag in heard if tag.kind is Subject.NAME]
    users = {tag.subject.lower() for tag in named or heard}
    return (named or heard)[0] if len(heard) >= _OFTEN and len(users) == 1 else None
