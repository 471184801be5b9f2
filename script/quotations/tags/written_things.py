"""What a sign, a note or a screen shows before a quotation, and what a message says: “…” is read, or written.

Her phone buzzed. “where r u”; A note lay on the mat. “Back by six.”; There was a text from Omar. “…”
"""

from __future__ import annotations

import re

from script.quotations.flat_text import NAME, last_clause, name_key, sentences
from script.quotations.speech_words import FEMALE_NOUNS, GIVEN_GENDER, KIN_NOUNS, MALE_NOUNS, SCREENS, TITLES, word_set
from script.quotations.tags.dialogue_tags import Tag, tag_of
from script.quotations.tags.messages import writer_at
from script.quotations.tags.noun_phrases import OWNERS, Noun, Subject, read_subject
from script.quotations.tags.said_clauses import THINGS, thing_before

_MESSAGE = r"(?:texts?|messages?|e-?mails?|DMs?|notes?|cards?|letters?|postcards?|telegrams?|replies|reply|answer)"
_SOMEBODY = "|".join(sorted(KIN_NOUNS | FEMALE_NOUNS | MALE_NOUNS))
_WHO = rf"(?P<who>{NAME}|(?:[Mm]y|[Hh]is|[Hh]er|the) (?:{_SOMEBODY}|[a-z]+ (?:{_SOMEBODY})))"
_OWNER = rf"(?:[Tt]he|[Mm]y|[Hh]is|[Hh]er|[Oo]ur|[Tt]heir|[Aa]n?|{NAME}(?<='s))"
_DEVICE = rf"(?:{'|'.join(sorted(SCREENS))}|computer)"
_ALERT = (
    r"(?:(?:buzz|ping|vibrat|chim|ding|beep|flash|flicker|blink|glow|light|brighten|updat|refresh)(?:e?s|ed|e)?"
    r"|lit|rattled)"
)
_REST = (
    r"(?: (?!(?:and|as|but|so|while|when|until|because|before|after|who|that|if|he|she|they|we|I|it)\b)[\w'-]+){0,8}"
)
_ALERTED = re.compile(
    rf"(?:(?:Then|And|But|Just then|Again),? )?(?:(?P<owner>{_OWNER}) (?:[a-z]+ )?(?P<device>{_DEVICE})|(?P<it>It))"
    rf" (?:[a-z]+ly )?(?P<alert>{_ALERT})(?: and [a-z]+ed)?{_REST}[.:,—–-]*",
)
"""Her phone buzzed; the screen flickered and changed. It rings for a call."""
_SHINES = re.compile(r"glow|light|lit|brighten")
_FLASHES = re.compile(r"flash|flicker|blink")
_NOBODYS = re.compile(r"[Tt]he|[Aa]n?")
_GLOWS = word_set("watch smartwatch monitor display computer laptop")
"""What gives light without any news."""
_BUZZ = re.compile(
    r"(?:(?:Then|And),? )?(?:[Aa]n?|[Aa]nother|[Tt]he|[Oo]ne more)?(?: (?:second|third|fourth|new|last|next|more))? ?"
    r"(?:[Bb]uzz|[Pp]ing|[Cc]hime|[Bb]eep|[Vv]ibration)[.:!,—–-]*"
)
"""Another buzz."""
_CALL = re.compile(r"[\"“'‘ ]*(?:hello|hey|hi|yes|yeah|speaking|it's me|what)\b *[?!,.—–]", re.IGNORECASE)
"""What somebody says who takes a call."""
_NAMED = re.compile(rf"[^:]*[:—–-] *(?P<who>{NAME})[.:,]*")
_NAME_ALONE = re.compile(rf"(?P<who>{NAME})[.:]")
_NOBODY = r"(?P<nobody>an? (?:unknown|unfamiliar|private|strange|withheld|hidden) (?:number|caller|sender|address))"
_FROM = re.compile(rf"\b{_MESSAGE}(?: [a-z]+){{0,2}} from (?:{_WHO}|{_NOBODY})")
_POSTED = re.compile(r"(?:cards?|letters?|postcards?|telegrams?)\b")
_ONE_FROM = re.compile(
    rf"\b(?:[Ii]t|one|first|second|third|last|next|other|another) (?:one )?(?:was|is|came) from (?:{_WHO}|{_NOBODY})"
)
_ITS = re.compile(
    rf"(?P<who>{NAME}(?='s)|[Hh]is|[Hh]er)(?:'s)? (?:[a-z]+ )?(?:text|message|e-?mail|reply|note|answer) "
    rf"(?:came|popped up|appeared|arrived|flashed|lit)\b{_REST}[.:,—–-]*"
)
_LIT = re.compile(rf" (?:lit|popped|flashed|appeared|came|arrived|lay|was waiting|filled|scrolled)\b{_REST}[ .:,—–-]*$")
_SHOWN = (
    r"(?:signs?|notes?|messages?|texts?|e-?mail|headlines?|screen|display|banner|placard|poster|plaque|card|notice|label"
    r"|caption|inscription|graffiti|sticker|post-it|neon|motto|slogan|subtitle|notification)"
)
_STANDS = (
    r"(?:lay|lies|hung|hangs|stood|stands|read|reads|said|says|ran|runs|flashed|flashes|glowed|glows|appeared|appears"
    r"|popped|pops|scrolled|scrolls|blinked|blinks|changed|changes|flickered|flickers|announced|announces|proclaimed"
    r"|(?:was|is|were|are|had been)(?: (?:pinned|taped|stuck|nailed|tacked|glued|painted|printed|written|scrawled"
    r"|scribbled|carved|engraved|stamped|propped|waiting|tied|chalked|stencilled|stenciled|fixed|clipped|short|simple"
    r"|brief|clear|blunt)| [a-z]+ (?:inches|feet|letters|words)))"
)
_STOOD = re.compile(
    rf"(?:(?:Then|And|But|Now|Suddenly),? )?(?:[Aa]n?|[Tt]he|[Oo]ne|[Aa]nother|[Tt]his|[Tt]hat)"
    rf" (?:[\w'-]+ ){{0,2}}?(?P<thing>{_SHOWN})(?!(?<=display) glow[^:]*$)"
    rf"(?: (?:on|over|above|in|at|by|beside|under|across|behind|outside|beneath) [^,.;:!?]*?)?"
    rf"(?: {_STANDS}\b(?!,?[^.:]*\b(?:he|she|I|they|we|said)\b)[^.;!?]*[.:,—–-]*| *[:—–-]+)"
)
"""A note lay on the mat; the sign over the door: …"""
_ENDS = re.compile(
    r"(?:\b(?:was|were|is|hung|lay|stood|found|there) (?:an?|another|one|two|three|four)"
    r" (?:(?!from\b)[\w'-]+ )??(?P<thing>sign|note|message|text|notice|line|sentence|word|words|headline|banner|label"
    r"|post-it|(?:sheet|piece|scrap|slip) of paper)"
    r"(?: (?:in|on|with|taped|pinned|stuck|nailed|propped|written|scrawled|painted|saying) [^,.;:!?]+)?)[.:]$"
)
"""On the door was a sign; inside was one line in green ink."""
_INK = (
    r"(?:written|scrawled|scribbled|scratched|painted|carved|chalked|typed|printed|sprayed|daubed|engraved|stamped"
    r"|lettered|pencilled|penciled|embroidered|etched|added|wrote)"
)
_PEN = r"(?:ink|pen|pencil|marker|chalk|lipstick|paint|biro|crayon)"
_SOMEWHERE = (
    r" (?:(?:on|across|over|above|inside|under|beneath|below|along|into|around|beside) (?:the|an?|his|her|its|my|our"
    rf"|their|one|each|every|it)\b|(?:in|with)(?: [\w-]+){{0,3}} (?:{_PEN}|letters|capitals|felt[- ]tip|writing"
    r"|handwriting|hand|margins?|corner|dust|snow|sand)\b)"
)
"""Where writing stands, or what it is written with."""
_WRITTEN = re.compile(
    rf"\b(?:[Ss]omebody|[Ss]omeone|[Aa]n? [a-z]+ hand) (?:had |has )?(?:[a-z]+ly )?{_INK}\b[^.;!?]*[.:,]*$"
    r"|^(?:Written|Scrawled|Scribbled|Scratched|Painted|Carved|Printed|Sprayed|Engraved|Stamped)\b[^.;!?]*[.:,]*$"
    r"|(?P<place>^(?:On|In|Inside|Under|Underneath|Across|Above|Over|Below|Beneath)\b[^.;!?]*)?"
    rf"(?P<words>\b(?:[Ww]ords?|[Nn]ames?|[Ss]entence|[Mm]essage|[Ll]ines?|[Ww]arning) )?"
    rf"\b(?:was|were|had been|is|stood) (?:[a-z]+ly )?{_INK}\b(?! by\b)"
    rf"(?(place)|(?(words)|(?=[^.;!?]*{_SOMEWHERE})))[^.;!?]*(?:[:,]|(?(place)\.|:))$"
)
"""Somebody had written; on the lid was painted; a date was scratched on the lid. Not "the road was painted"."""
_INKED = re.compile(
    r"(?:Below|Above|Under|Underneath|Beneath|Beside|Inside|Across|On|And,?|Then,?)\b[^.;!?]*\b(?:in|with) [^.;!?]*\b"
    rf"(?:{_PEN}|felt[- ]tip|letters|capitals|(?:hand)?writing|hand)[:,]"
)
"""Below it, in red felt tip: …"""
_WORN = re.compile(
    rf"(?:{_OWNER}) (?:[\w-]+ ){{0,2}}?(?P<thing>(?i:{'|'.join(sorted(THINGS))}))"
    rf" (?:that )?(?:he|she|they|I|we|{NAME})\b[^.;!?,]* (?:said|read|says|reads)[:,]?"
)
"""The shirt he wore said …"""
_IT_SAID = re.compile(
    r"(?:[^.;!?]*\b)?(?:[Ii]t|[Aa]ll it|[Ww]hich) (?:just |only |simply )?(?:said|read|says|reads)(?: was)?[:,]?"
)
_WRITES = r"(?:typed|texted|wrote|messaged|types|texts|writes|messages)"
_WROTE = re.compile(
    rf" (?:[a-z]+ly )?{_WRITES}"
    r"(?: (?:back|again|out|a|the|one|an|reply|answer|him|her|me|them|fast|quickly|slowly|word|text|message|to)"
    r"| [A-Z]\w+)*[.:,]*$"
)
_HINT = re.compile(
    rf"\b(?:{_DEVICE}|{_MESSAGE}|{_SHOWN}|{'|'.join(sorted(THINGS))}|buzz|ping|chime|beep|vibration|it"
    rf"|{_WRITES}|{_PEN}|felt|capitals|hand|handwriting|{_INK})\b",
    re.IGNORECASE,
)
"""What stands in every sentence that shows anything written: a quick look before all others."""
_LONGEST_NAME = 30
_BACK = 250
"""Characters at most from a note to the "it" that stands for it."""
_BACK_TO_PHONE = 1500
"""Characters at most from a phone to another buzz of it."""


def shown_before(flat: str, start: int, clause: tuple[int, int], end: int) -> Tag | None:
    """What `clause`, the last sentence of the narration `flat[start:end]` before a quotation, shows of writing: the
    writer where one is told, else the thing that is read."""
    if clause[1] - clause[0] > _LONGEST_NAME and not _HINT.search(flat, clause[0], end):
        return None
    if wrote := _writer(flat, start, clause, end):
        return wrote
    thing = _alerted(flat, clause, end) or _stands(flat[clause[0] : end].rstrip()) or _said_by_it(flat, clause, end)
    return _read(flat, thing, clause, end) if thing else None


def shown_at_end(flat: str, start: int, end: int) -> Tag | None:
    """The same of a paragraph that ends with what is shown, before one that is all quotation."""
    clause = last_clause(flat, start, end)
    words = flat[clause[0] : end].rstrip()
    match = _ENDS.search(words)
    if not match:
        return _from(flat, start, clause, end)
    return _read(flat, f"the {match['thing']}", clause, end)


def _read(flat: str, thing: str, clause: tuple[int, int], end: int) -> Tag:
    noun = Noun(Subject.THING, thing, clause[0], end)
    return tag_of(flat, noun, "read", (clause[0], end), clause, sure=True)


def _writer(flat: str, start: int, clause: tuple[int, int], end: int) -> Tag | None:
    """The tag of whoever wrote what comes next."""
    words = flat[clause[0] : end].rstrip()
    named = _NAMED.fullmatch(words) if _ALERTED.match(words) else None
    if named is None and (alone := _NAME_ALONE.fullmatch(words)):
        before = sentences(flat, start, clause[0])
        named = alone if before and _ALERTED.match(flat[before[-1][0] : before[-1][1]].rstrip()) else None
    named = named or _ITS.fullmatch(words)
    if named:
        return _tag_of_writer(flat, named["who"], clause[0] + named.start("who"), clause, end)
    if told := _from(flat, start, clause, end):
        return told
    subject = writer_at(flat, clause[0], end)
    if subject and _WROTE.match(flat[subject.end : end].rstrip()):
        return tag_of(flat, subject, "wrote", (clause[0], end), clause, sure=True)
    return None


def _from(flat: str, start: int, clause: tuple[int, int], end: int) -> Tag | None:
    """A text from Omar; the next one was from his mother."""
    match = _FROM.search(flat, *clause)
    if match is None and thing_before(flat, max(0, clause[0] - _BACK), clause[0]):
        match = _ONE_FROM.search(flat, *clause)
    if match is None or (flat[match.end() : end].strip(" .:,—–-") and not _LIT.match(flat, match.end(), end)):
        return None
    if match["nobody"] or (_POSTED.match(flat, match.start()) and _may_be_place(match["who"])):
        return _read(flat, "the message", clause, end)
    return _tag_of_writer(flat, match["who"], match.start("who"), clause, end)


def _may_be_place(who: str) -> bool:
    """Whether a name may be a place's: a card comes from Lisbon as well as from Ines."""
    words = name_key(who).split()
    return who[0].isupper() and not any(word in GIVEN_GENDER or word in TITLES for word in words)


def _tag_of_writer(flat: str, who: str, at: int, clause: tuple[int, int], end: int) -> Tag:
    pronoun = OWNERS.get(who.lower())
    noun = Noun(Subject.PRONOUN, pronoun, at, at + len(who)) if pronoun else None
    if noun is None:
        noun = read_subject(flat, at, at + len(who)) or Noun(Subject.NAME, who, at, at + len(who))
    return tag_of(flat, noun, "wrote", (clause[0], end), clause, sure=True)


def _alerted(flat: str, clause: tuple[int, int], end: int) -> str:
    """The phone or the screen that shows what comes next; nothing where somebody takes a call."""
    words = flat[clause[0] : end].rstrip()
    match = _ALERTED.fullmatch(words) or _BUZZ.fullmatch(words)
    if not match or _CALL.match(flat, end):
        return ""
    if match.re is _ALERTED and match["device"]:
        return f"the {match['device']}" if _is_news(match) else ""
    back = _BACK_TO_PHONE if match.re is _BUZZ else _BACK
    told = re.findall(rf"\b{_DEVICE}\b", flat[max(0, clause[0] - back) : clause[0]])
    return f"the {told[-1]}" if told else ""


def _is_news(alerted: re.Match[str]) -> bool:
    """Whether a device shows something new: any that buzzes, a phone, somebody's own; not in "a watch glowed"."""
    if alerted["device"] not in _GLOWS or not _NOBODYS.fullmatch(alerted["owner"]):
        return True
    if _FLASHES.match(alerted["alert"]):
        return alerted["owner"].lower() == "the" and alerted["device"] != "watch"
    return not _SHINES.match(alerted["alert"])


def _stands(words: str) -> str:
    """The sign or the note that stands somewhere, or that somebody wrote."""
    match = _STOOD.fullmatch(words) or _ENDS.search(words) or _WORN.fullmatch(words)
    if match:
        return f"the {match['thing']}"
    return "the writing" if _WRITTEN.search(words) or _INKED.fullmatch(words) else ""


def _said_by_it(flat: str, clause: tuple[int, int], end: int) -> str:
    """The note that is "it" in "It said: “…”"."""
    words = flat[clause[0] : end].rstrip()
    if not _IT_SAID.fullmatch(words):
        return ""
    thing = thing_before(flat, max(0, clause[0] - _BACK), clause[0] + len(words))
    return f"the {thing}" if thing else ""
