"""Short stories out of corner cases, for results that the stories of tests/stories don't show: how files are laid out,
what a book brings before and after its story, how people write letters and talk."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

RAIN = (
    "The rain had set in early, and by the time that Anna came down to the harbour there was nobody left on the pier "
    "but old Mr Pell, who sat on a barrel under the lamp and mended a net that no fisherman would ever use again. He "
    "looked up when he heard her boots on the planks, and then he looked down again, as if he had seen nobody at all."
)
WIND = (
    "She waited until the wind had dropped. Then she took the lantern from its hook, lit it with the last of her "
    "matches, and carried it along the wall to the place where the boats were drawn up, one beside the other."
)
NIGHT = (
    "It was a long night. Nobody slept in the house on the hill, and in the morning, when the storm was over, the sea "
    "lay as flat as a plate, with all the wreckage of the pier upon it, and the gulls walked up and down."
)


def _wrapped(width: int, *paragraphs: str, indent: str = "") -> str:
    gap = "\n" if indent else "\n\n"
    return gap.join(textwrap.fill(text, width, initial_indent=indent) for text in paragraphs)


_WRAPPED = "\n\n".join(
    (
        "1.",
        _wrapped(72, RAIN, WIND, indent="  "),
        "2.",
        _wrapped(108, NIGHT, RAIN),
        "3.",
        _wrapped(112, WIND, NIGHT),
    )
)
_VERSE = """The Song of the Lamp

by A. N. Keeper

When the lamp on the point was a candle alone,
  And the keeper was only a boy,
He would sing to the ships in a voice of his own,
  And the song that he sang them was joy.

What he sang when the lamp had become what it is now,
     nobody ever could tell me, and I have asked all of them how:
For the ships had gone by and the keeper was old, and forgot,
     and the words of the song that he had, he had not.

  “Sing it!” she said.
  “I cannot,” said he.

    A very long line that is indented as verse is, and yet is nothing but prose that somebody set apart from the rest.

I read it twice.
"""
_CAPITALS = "\n\n".join(
    (
        "THE LAMP",
        "by A. N. Keeper",
        "A STORM COMES UP",
        f"{RAIN} {WIND}",
        "WHAT ANNA FOUND",
        f"{NIGHT} {WIND}",
        "STOP!",
        "“Who is there?” asked Anna.",
        "HOME AGAIN",
        f"{RAIN} {NIGHT}",
        "THE END",
        "If you liked this story, tell a friend.",
    )
)
_ARCHIVED = f"""The Project Gutenberg eBook of The Lamp, by A. N. Keeper

This ebook is for the use of anyone anywhere.

Title: The Lamp

Author: A. N. Keeper

Language: English

*** START OF THE PROJECT GUTENBERG EBOOK THE LAMP ***

Produced by nobody in particular

THE LAMP

BY
A. N. KEEPER

Copyright 1911. All rights reserved. Published by nobody.

CONTENTS

I.   The Rain
II.  In Which Anna Waits until the Wind Has Dropped
III. Morning

PART ONE

_In which there is a storm, and an old man on a pier._

CHAPTER I
THE RAIN

{_wrapped(72, RAIN)}

CHAPTER II

In Which Anna Waits until the Wind Has Dropped, Takes the Lantern from Its
Hook, and Is Seen by an Old Man Who Says So to Nobody

{_wrapped(72, WIND)}

[Illustration: The pier by night]

       *       *       *       *       *

{_wrapped(72, NIGHT)} [1]

[1] It was a Tuesday.

PART TWO

CHAPTER III: MORNING

IT WAS OVER. {_wrapped(72, NIGHT)}

FINIS

Transcriber’s Note: The spelling is as it was.

*** END OF THE PROJECT GUTENBERG EBOOK THE LAMP ***

Licence.
"""
_PAPERS = f"""Chapter 1

Anna broke the seal. It was from her brother, who never wrote.

Gull Point, 3rd May 1815

My dear Anna,

{WIND}

I have no more to tell you. Give my love to Mr Pell.

Ever your brother,

Carl

P.S. Burn this.

She read it aloud, and then she burnt it.

Chapter 2

ANNA’S DIARY

3 May. _Bistritz._—{NIGHT}

4 May.—Nothing. Mr Pell says that he saw a light.

STATEMENT OF JOHN PELL

I, John Pell, keeper of the light, say this of my own free will.

I sat under the lamp. “Come here,” I said to her, but she did not come.

(Signed) John Pell

TELEGRAM

From: Carl
To: Anna

ARRIVE TUESDAY STOP BRING LANTERN STOP

* * *

Paul [10:04]: where are you
Anna [10:05]: on the pier lol

Paul: Then stay there.
Anna: (laughing) I shall.
Paul: Good.
"""
_TALK = """Anna, Paul and Mrs Pell sat in the kitchen. Clara, a girl of nine, stood by the door. Nobody looked up.

“It is late,” said Anna.

“It is,” Paul said, yawning, “and it rains. I shall stay.”

“You shall not!” cried Mrs Pell. She struck the table. “Not in my house.”

“Where else?” he whispered.

“In the boat,” she said. Clara laughed.

“Aunt,” said the girl, “let him stay.”

“Hush, Clara.”

“But, Anna—”

“Not a word more from you, Paul.”

_She hates me_, thought Paul. He looked at Anna. Why did she not speak?

“Well?”

“Well what?”

“Will you speak for me?”

“I will not.”

He got up. The old woman, who had watched him, smiled. “Good night,” she said softly. “The door is there.”

“And the key?” “On the nail,” said Anna.

“I met a man on the road,” Paul began,

“who had no hat,

“and no coat; and he said to me, ‘Turn back.’ So I did,” he ended.

The boy laughed. “Who is Paul?” he asked, for he had just come in.

‘Nobody’s friend,’ muttered Mrs Pell. ‘Don’t ask.’

— I shall go, then, said Paul.

« Go », said Anna.

"Must he?" Clara sobbed. "Mother said he could stay" - she wiped her eyes - "until Tuesday."

“He must,” they all said together.

Somebody knocked. “Open!”

“Who’s there?” said Mrs Pell and Anna in one breath.

“It’s I, Captain Brandt,” came a voice from without. “Let me in!”
"""
_PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>The Lamp - Chapter 1 - by keeper</title>
<meta name="author" content="A. N. Keeper"><style>p {{ color: red }}</style></head><body>
<nav><ul><li><a href="#a">One</a></li><li><a href="#b">Two</a></li></ul></nav>
<h1>The Lamp</h1><p class="byline">by A. N. Keeper</p>
<h2 id="a">One<br>The Rain</h2>
<p>{RAIN}</p><p>&nbsp;</p><p>“<em>Who</em> is there?” said <b>Anna</b>.<sup><a href="#n1">1</a></sup></p>
<hr><p>{WIND}<span hidden>Hidden.</span><span class="pagenum">[7]</span></p>
<blockquote><p>My dear Anna,</p><p>Come home.</p><p>Carl</p></blockquote>
<p>When the lamp was a candle,<br>and the keeper a boy,<br>he would sing to the ships,<br>and the song was joy.</p>
<p>Mr Pell<br>Gull Point</p>
<ul><li>a net</li><li>a lamp</li></ul>
<table><tr><th>Day</th><th>Light</th></tr><tr><td>Monday</td><td>none</td></tr></table>
<p>* * *</p>
<h2 id="b">Two</h2><p><i>I shall go home</i>, she thought.</p><p>Brave<wbr>ly<br>she went.</p><pre>  far
    away</pre><p><del>Not this.</del><ins>This.</ins> <q>Yes,</q> said Paul. <ruby>灯<rt>lamp</rt></ruby></p>
<section class="footnotes"><p id="n1">1. It was a Tuesday.</p></section>
<p>Please review! Like and subscribe.</p><script>var x = 1;</script></body></html>
"""
_MARKED = f"""---
title: The Lamp
author: A. N. Keeper
---

# One: *The Rain*

{RAIN} *Nobody* at **all**.

> My dear Anna,
>
> come home.

- a net
- a lamp

***

“I did _not_,” said Anna\\* [^1].

## Two

{NIGHT}

[^1]: She did.
"""

STORIES: Mapping[str, str] = {
    "wrapped.txt": _WRAPPED,
    "verse.txt": _VERSE,
    "capitals.txt": _CAPITALS,
    "archived.txt": _ARCHIVED,
    "papers.txt": _PAPERS,
    "talk.txt": _TALK,
    "page.html": _PAGE,
    "marked.md": _MARKED,
}
"""By file name."""
