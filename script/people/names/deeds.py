"""Words for what people do, behind their names."""

from __future__ import annotations

import re

from script.quotations.speech_words import word_set

DOES = word_set(
    """was had is has would could took came went sat stood felt looked knew saw gave spat ran rose bent held shook drew
    began lay bit blew caught froze got heard kept leant let made met put read set slept sprang swore threw woke wept"""
)
"""Verbs of people's doings that don't end in "ed"."""
HUMAN = word_set(
    """smiled smiles nodded nods shrugged shrugs laughed laughs frowned frowns sighed sighs grinned grins blinked blinks
    stared stares glanced glances leaned leans leant stood stands sat sits knew knows thought thinks felt feels wanted
    wants looked looks turned turns walked walks ran took takes held holds shook shakes drank drinks ate eats heard
    hears watched watches tried tries decided decides remembered remembers hesitated hesitates paused pauses swallowed
    swallows folded folds crossed crosses rubbed rubs wiped wipes
    scratched scratches pointed points waved waves kissed
    kisses hugged hugs poured pours spoke speaks gave gives put puts picked picks pulled pulls pushed pushes opened
    opens closed closes snorted snorts winced winces flushed blushed blushes gasped gasps whispered whispers cleared
    clears bit reached reaches dropped drops lifted lifts raised raises tilted tilts rolled rolls realized realised
    wondered wonders"""
)
"""What people do, and hardly anything else with a capital."""
MINDS = word_set(
    """smiled smiles nodded nods shrugged shrugs laughed laughs frowned frowns sighed sighs grinned grins stared stares
    glanced glances knew knows thought thinks wanted wants drank drinks ate eats heard hears listened listens watched
    watches decided decides remembered remembers hesitated hesitates swallowed swallows winced winces blushed blushes
    gasped gasps wondered wonders coughed coughs spoke speaks wept weeps walked walks waved waves"""
)
"""What only somebody does who has a mind, whatever they are."""
FOLLOWING = re.compile(r" +(?:[a-z]+ly +)?(?P<word>[^\W_]+)")
