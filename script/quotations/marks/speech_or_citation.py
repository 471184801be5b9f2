"""Whether a quotation is spoken, rather than a title, an inscription or words held at arm's length."""

from __future__ import annotations

import re
from collections.abc import Sequence

from script.quotations.marks.quotation_marks import CONTEXT, SENTENCE_END, Quote
from script.quotations.speech_words import SAY, SAY_BARE, SAY_CORE, SAY_GERUND, word_set
from script.quotations.tags.narrated_tags import tag_follows

_SMALL_WORDS = re.compile(r"[\w’'-]+")


def is_speech(text: str, quote: Quote, start: int, end: int) -> bool:
    """Whether a quotation in the paragraph `text[start:end]` is spoken, rather than a title, an inscription, a word as
    word or a phrase held at arm's length."""
    inner = text[quote.start : quote.end].strip("“”„\"«»‘’'‚‹›「」『』 \n\t_")
    words = _SMALL_WORDS.findall(inner)
    if not words or quote.open:
        return bool(inner) or quote.open
    before = text[max(start, quote.start - CONTEXT) : quote.start].rstrip("_ \n\t(")
    after = text[quote.end : min(end, quote.end + CONTEXT)].lstrip("_ \n\t")
    if _is_cited(words, inner, before, after):
        return False
    if not before:
        return not _is_subject(words, inner, after)
    if before[-1] in SENTENCE_END + '”"»’—–':
        return not _is_label(words, inner, after)
    return _has_tag_behind(inner, after) or _is_said_amid(words, inner, before, after)


def _has_tag_behind(inner: str, after: str) -> bool:
    """Whether a tag goes on behind a quotation; what begins another sentence is none."""
    return tag_follows(after) and not (inner[-1] == "." and after[:1].isupper())


def _is_said_amid(words: Sequence[str], inner: str, before: str, after: str) -> bool:
    """Whether a quotation in the middle of a sentence is spoken: led in, whole, or long."""
    previous = before[-1]
    if previous in ":,;-":
        return not (_is_aside(words, inner, before) and (previous == "," or after[:1].islower()))
    if _UNSAID.search(before) and len(words) <= _LONG:
        return False
    last_words = [word.lower() for word in _SMALL_WORDS.findall(before[-40:])[-2:]]
    if any(word in SAY_CORE | _UTTER for word in last_words) and last_words[-1] != "called":
        return inner[-1] in ".!?…,—–-" or len(words) > 3
    if _WITH_A.search(before) and inner[0].isupper() and inner[-1] in ".!?…":
        return True
    return _is_sentence(words, inner, after)


def _is_aside(words: Sequence[str], inner: str, before: str) -> bool:
    """Whether a few small words behind a comma or a colon are only mentioned: nobody is told to say or write them."""
    if _IN_WORDS.search(before):
        return True
    if len(words) > 3 or not inner[0].islower() or inner[-1] in "!?…,—-":
        return False
    sentence = re.split(r"[.!?…][”\"’]* ", before)[-1]
    said = any(word.lower() in _TOLD for word in _SMALL_WORDS.findall(sentence))
    return inner[-1] != "." or not said


def _is_sentence(words: Sequence[str], inner: str, after: str) -> bool:
    """Whether words are whole or long enough to be said, wherever they stand."""
    if inner[-1] in ".!?…—–" or (after and len(words) > 6):
        return (inner[0].isupper() and (len(words) > 2 or inner[-1] in "!?")) or len(words) > 8
    return len(words) > 6


_OBJECT = (
    r"(?:him|her|it|them|me|us|you|this|that|himself|herself|itself|themselves|myself|yourself|[A-Z][\w’'-]+"
    r"|(?:the|this|that|these|those|his|her|my|their|our|its|an?) [\w’'-]+(?: [\w’'-]+)?)"
)
_NAMING = re.compile(
    r"\b(?P<verb>call(?:s|ed|ing)?|nam(?:es?|ed|ing)|nicknam(?:es?|ed|ing)|dub(?:s|bed|bing)?|term(?:s|ed)?|titled?|"
    rf"christen(?:s|ed)?|label(?:s|l?ed)?|styl(?:es?|ed)|brand(?:s|ed)|rechristened)(?P<object> {_OBJECT})?$"
)
_CITING = re.compile(
    r"\b(?:words?|phrase|terms?|name|title|letters|label|slogan|motto|captions?|legend|inscription|entitled|titled|marked|"
    r"labell?ed|stamped|reading|lettered|printed|spelled|spelling|embroidered|expression|nickname)$"
)
_UTTERED = re.compile(
    r"\b(?:utter|said|say|spoke|speak|spoken|repeat|breathe|whisper|heard?|answer|cri)\w*(?: [\w’'-]+){0,4}$"
)
_ATTACHED = word_set(
    """the a an this that his her my our your their its no some any every of as is was were like than to into for about
    not so too very be being been meant means mean"""
)
_CARRIERS = re.compile(
    r"(?:[\w’'-]+ )?(?:signs?|shirts?|t-shirts?|hoodie|sweatshirt|stickers?|buttons?|badges?|posters?|banners?|stamps?|"
    r"labels?|mugs?|plaques?|magnets?|tattoo|look|looks|cards?|emoji|pins?|cap|jersey)\b"
)
_CARRIED = re.compile(
    r"\b(?:the|an?|this|that|his|her|my|our|your|their|its|one|'s|’s)(?: [\w-]+){0,2}$", re.IGNORECASE
)
_IN_WORDS = re.compile(r"\bin (?:[\w’'-]+[’']s|his|her|their|my|your|our) (?:own )?words,$")
_NOT = r"(?:never|not|nobody(?: else)?|no one(?: else)?|[a-z]+n[’']t)"
_MIGHT = r"(?:if [\w’'-]+|would|could|might|should|must|may|can|cannot)"
_UNSAID = re.compile(
    rf"\b(?:(?:want(?:ed|s)?|mean[ts]?|about|going|try|tried|trying|hope[ds]?|longed|fail(?:ed|s)?|forg[eo]t|refused?"
    rf"|unable|need(?:ed|s)?|supposed|afraid|ready|learned|learnt"
    rf"|(?:{_NOT}|{_MIGHT}|[\w]+[’'](?:d|ll)|will)(?: (?:have|be|been|ever|even))*"
    r" (?:had?|have|has|able|dared?|managed?|brave enough|bold enough)) (?:ever |even )?to"
    rf"|{_NOT}(?: (?:{_MIGHT}|have|had|has|did|ever|even|once|actually|just))*"
    rf"|{_MIGHT}(?: (?:(?:only |just )?have|had|has|ever|even|once|actually))*)"
    r" (?:say|says|said|answer|answered|shout|shouted|reply|replied|whisper|whispered|call out)$",
    re.IGNORECASE,
)
"""What was not said then: "She had wanted to say “please”"; "Nobody had said “stop”". Who has to say it, is able to or
can only whisper says it."""
_UTTER = word_set("answer shout reply whisper")
"""Verbs of saying that are nouns as well."""
_TOLD = SAY | SAY_GERUND | SAY_BARE
_WITH_A = re.compile(r"\bwith an?$")
"""“He answered with a “No, sir.””"""
_LONG = 8


def _is_cited(words: Sequence[str], inner: str, before: str, after: str) -> bool:
    """Whether a quotation is a part of the sentence around: what somebody is called, the words on a shirt. American
    printers set the sentence's own comma and full stop inside the marks, where they prove nothing."""
    loud = inner[-1] in "!?"
    if _is_named_so(before, loud):
        return True
    if not before or not before[-1].isalnum():
        return False
    if _CITING.search(before):
        return not _UTTERED.search(before) and not tag_follows(after)
    if _CARRIERS.match(after) and _CARRIED.search(before):
        return True
    if before.rsplit(maxsplit=1)[-1].lower() not in _ATTACHED:
        return False
    return not loud and len(words) <= _LONG and not _has_tag_behind(inner, after) and not _WITH_A.search(before)


def _is_named_so(before: str, loud: bool) -> bool:
    """Whether something is called by the words; `loud` ones are called out."""
    naming = _NAMING.search(before)
    return naming is not None and (bool(naming["object"]) or not (loud and naming["verb"].startswith("call")))


def _is_subject(words: Sequence[str], inner: str, after: str) -> bool:
    """ "Emma" is a novel: a short title that a sentence starts with."""
    return len(words) <= 6 and inner[-1].isalnum() and after[:1].islower() and not tag_follows(after)


def _is_label(words: Sequence[str], inner: str, after: str) -> bool:
    return len(words) <= 4 and inner[-1].isalnum() and after[:1].islower() and not tag_follows(after)
