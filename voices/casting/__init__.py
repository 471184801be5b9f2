"""Casting: a voice for every speaker, so that a listener can tell them apart.

Greedy, the most talkative first: each gets the voice of their gender and age that is farthest, by measured timbre, from
the narrator, from whom they talk with and from the rest of the cast. For the most talkative it searches on until every
two are well apart, first among the voices that sound best and have the book's accent. Nothing is drawn by lot: the
same story gives the same cast, in whatever order its speakers and the voices come.
"""

from voices.casting.candidates import PITCHES, Distance, Voice
from voices.casting.choosing import choose_voices
from voices.casting.roles import PRINCIPALS

__all__ = ["PITCHES", "PRINCIPALS", "Distance", "Voice", "choose_voices"]
