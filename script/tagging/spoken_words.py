"""What is spoken, thought and written in a book's paragraphs, before anybody asks by whom."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from script.documents.journals_and_statements import Account, dates_apart, find_accounts, has_conversation
from script.documents.letter_paragraphs import Letter, LetterPart
from script.model import NARRATOR, BlockKind
from script.people.characters import Stretch
from script.quotations.flat_text import name_key
from script.quotations.marks.quotation_marks import Marks, Quote
from script.quotations.marks.quotation_spans import (
    cut_unclosed,
    ends_in_tag,
    find_marks,
    find_quotes,
    outermost,
    with_drawn_marks,
)
from script.quotations.marks.speech_or_citation import is_speech
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Subject
from script.quotations.tags.said_clauses import device_before, thing_before
from script.quotations.tags.tags_after import tag_after
from script.quotations.tags.tags_before import says_at_end, tag_before
from script.quotations.tags.written_things import shown_at_end
from script.quotations.talk_lines import CROWD, TELLER, TalkLine, find_talk_lines
from script.quotations.thoughts import Mark, find_habits, find_thoughts
from script.story import Story, Style
from script.tagging.attribution.attributor import SpokenSpan
from script.tagging.book_texts import BookText, is_blank, trimmed
from script.tagging.marks_of_creatures import settle_marks
from script.tagging.speaking_things import speaking_things, thing_of
from script.tagging.told_by_people import Fixed, Piece, apply_fixed

_BEFORE_IT = 250
"""Characters at most from what is told of to an "it" that stands for it."""
_MARKS = "“”\"«»„‘’'_ "


class SpokenWords:
    """What is spoken, thought and written in the paragraphs, before anybody asks by whom."""

    def __init__(self, story: Story, flat: str, texts: Sequence[BookText], fixed: Sequence[Fixed] = ()) -> None:
        self.text = story.text
        self.flat = flat
        self.texts = texts
        self.marks: Marks = find_marks((story.text[t.start : t.end] for t in texts if not t.heading), story.language)
        self.breaks = [not t.heading and is_blank(story.text[t.start : t.end]) for t in texts]
        self.drawn = outermost((style.start, style.end) for style in story.styles if style.style is Style.QUOTATION)
        """What markup sets in quotation marks."""
        self.quotes, self.continued = self._quotes()
        self.breaks = [lone and not quotes for lone, quotes in zip(self.breaks, self.quotes, strict=True)]
        parts = self._parts()
        self.accounts: list[Account] = []
        self.letters: list[Letter] = []
        self.in_letter = [False] * len(texts)
        """The paragraphs that belong to a writer with what is quoted in them."""
        self._written(parts)
        self.read_out = dates_apart(flat, parts, self.accounts)
        self.talk = self._talk()
        """Lines of plays and chats."""
        self._talk_of: dict[int, list[TalkLine]] = {}
        """These lines by their paragraph."""
        for line in self.talk:
            self._talk_of.setdefault(line.paragraph, []).append(line)
        self.scenes = self._scenes(story.scene_breaks)
        self.thoughts: dict[int, Mark] = {}
        """The spans that are thought, unless their tags say otherwise, by what sets them apart."""
        self.spans: list[SpokenSpan] = []
        self.told: dict[int, str] = {}
        """Who speaks a span, where a person told."""
        self.told_narrated: list[tuple[int, int]] = []
        """What a person gave to the narrator."""
        self._spans(story, fixed)

    def _written(self, parts: Sequence[LetterPart]) -> None:
        """Letters, and accounts: what stands inside a chapter under a title of its own is a letter; a letter that
        fills a chapter is told, but what it quotes stays with its writer, unless people talk in it."""
        accounts, found = find_accounts(self.flat, parts)
        letters: list[Letter] = []
        for account in accounts:
            inside = [letter for letter in found if account.first <= letter.last and letter.first <= account.last]
            same = [letter for letter in inside if account.holds(letter)]
            found = [letter for letter in found if letter not in same]
            plain = account.sent and len(same) == len(inside) and not has_conversation(parts, account)
            if plain and account.apart:
                letters.append(Letter(account.first, account.last, account.teller, "", account.evidence))
                continue
            self.accounts.append(account)
            if plain:
                self._take(account.first, account.last)
        self.letters = sorted([*found, *letters], key=lambda letter: letter.first)
        for letter in self.letters:
            self._take(letter.first, letter.last)

    def _take(self, first: int, last: int) -> None:
        """Gives paragraphs `first` to `last` (inclusive) to their writer, with what is quoted in them."""
        for index in range(first, last + 1):
            self.in_letter[index] = True

    def _talk(self) -> list[TalkLine]:
        """The lines of plays and chats."""
        apart = [n for n, text in enumerate(self.texts) if text.heading or self.breaks[n] or self.in_letter[n]]
        return find_talk_lines(self.text, [(text.start, text.end) for text in self.texts], apart)

    def _prose(self, index: int) -> list[tuple[int, int]]:
        """What no line of a play or chat takes of a paragraph: (start, end), ascending."""
        text = self.texts[index]
        lines = self._talk_of.get(index)
        if not lines:
            return [(text.start, text.end)]
        ends = [text.start, *(line.end for line in lines)]
        starts = [*(line.start for line in lines), text.end]
        between = (trimmed(self.text, start, end) for start, end in zip(ends, starts, strict=True))
        return [part for part in between if part]

    def _quotes(self) -> tuple[list[list[Quote]], set[int]]:
        """Spoken quotations by paragraph; the paragraphs whose first one goes on with the paragraph before."""
        quotes: list[list[Quote]] = []
        continued: set[int] = set()
        open_before = False
        for index, text in enumerate(self.texts):
            if self._is_wall(index):
                quotes.append([])
                continue
            found = find_quotes(self.text, text.start, text.end, self.marks, inside=open_before)
            if self.drawn:
                found = with_drawn_marks(text.start, text.end, found, self.drawn)
            if open_before and found and found[0].start == text.start:
                continued.add(index)
            open_before = False
            if found and found[-1].open:
                following = self._goes_on_at(index, index in continued)
                if following is None or ends_in_tag(self.text, found[-1]):
                    following = None
                    found[-1] = cut_unclosed(self.text, found[-1])
                open_before = following is not None and found[-1].end >= text.end
            if self._is_motto(index, found):
                found = []
            quotes.append([q for q in found if is_speech(self.text, q, text.start, text.end)])
        return quotes, continued

    def _is_motto(self, index: int, quotes: Sequence[Quote]) -> bool:
        """Whether quoted verse is only cited: nobody is said to speak or sing it."""
        text = self.texts[index]
        if text.kind is not BlockKind.VERSE or len(quotes) != 1 or not index:
            return False
        if quotes[0].start > text.start or quotes[0].end < text.end:
            return False
        before = self.texts[index - 1]
        return before.heading or tag_before(self.flat, before.start, before.end) is None

    def _is_wall(self, index: int) -> bool:
        text = self.texts[index]
        blank = self.breaks[index] and not any(mark in self.text[text.start : text.end] for mark in '“"«„')
        return text.heading or blank

    def _goes_on_at(self, index: int, tale: bool) -> int | None:
        """The paragraph that opens again the speech which paragraph `index` leaves open: the next one, or, where it is
        a tale of several paragraphs by now, the first behind a heading or a scene break."""
        following = index + 1
        while tale and following < len(self.texts) and self._is_wall(following):
            following += 1
        if following >= len(self.texts) or self._is_wall(following):
            return None
        start = self.texts[following].start
        drawn = bisect_left(self.drawn, (start, 0))
        goes_on = drawn > 0 and self.drawn[drawn - 1][1] > start
        return following if goes_on or self.text[start] in self.marks.openers else None

    def _parts(self) -> list[LetterPart]:
        parts = []
        for index, text in enumerate(self.texts):
            quotes = self.quotes[index]
            parts.append(
                LetterPart(
                    text.start,
                    text.end,
                    wall=self.breaks[index] or text.heading,
                    heading=text.heading,
                    quoted=bool(quotes),
                    set_off=text.kind is BlockKind.QUOTE,
                    whole=len(quotes) == 1 and quotes[0].start <= text.start and quotes[0].end >= text.end,
                    open=bool(quotes) and quotes[-1].open and index + 1 in self.continued,
                    chapter=text.section,
                    speech=tuple((quote.start, quote.end) for quote in quotes),
                )
            )
        return parts

    def _scenes(self, rules: Sequence[int]) -> list[int]:
        scene = 0
        scenes = []
        for index, text in enumerate(self.texts):
            before = self.texts[index - 1] if index else None
            ruled = before is not None and bisect_right(rules, text.start) > bisect_right(rules, before.start)
            if self.breaks[index] or text.heading or ruled or (before is not None and before.section != text.section):
                scene += 1
            scenes.append(scene)
        return scenes

    def _spans(self, story: Story, fixed: Sequence[Fixed]) -> None:
        ends = [said.end for said in fixed]
        italics = sorted((s.start, s.end) for s in story.styles if s.style is Style.ITALIC)
        told_in = [n for n, t in enumerate(self.texts) if not (self.in_letter[n] or t.heading or self.breaks[n])]
        prose = [(index, *part) for index in told_in for part in self._prose(index)]
        habits = find_habits(self.text, [(start, end) for _, start, end in prose], italics)
        for index, begin, stop in prose:
            # A quotation that isn't closed may run into the lines of a chat.
            quoted = ((max(q.start, begin), min(q.end, stop)) for q in self.quotes[index])
            taken = [(start, end) for start, end in quoted if start < end]
            thoughts = find_thoughts(self.text, begin, stop, italics, taken, habits)
            set_apart = {thought.start: thought.mark for thought in thoughts}
            pieces = sorted(
                [Piece(a, b) for a, b in taken] + [Piece(t.start, t.end, thought=True) for t in thoughts],
                key=lambda piece: piece.start,
            )
            told = _inside(self.text, begin, stop, fixed[bisect_right(ends, begin) :])
            for order, piece in enumerate(apply_fixed(self.text, pieces, told)):
                if piece.speaker == NARRATOR:
                    self.told_narrated.append((piece.start, piece.end))
                    continue
                if piece.thought:
                    self.thoughts[len(self.spans)] = set_apart.get(piece.start, Mark.ITALIC)
                if piece.speaker is not None:
                    self.told[len(self.spans)] = piece.speaker
                opens = order == 0 and begin == self.texts[index].start
                goes_on = opens and index in self.continued and bool(self.spans)
                goes_on = goes_on and all(self._is_wall(k) for k in range(self.spans[-1].paragraph + 1, index))
                self.spans.append(SpokenSpan(piece.start, piece.end, index, goes_on))

    def read_tags(self) -> list[Tag | None]:
        """The dialogue tag of each span. What a sign or a note says is narrated: it is no span any more."""
        tags = [self.tag(index) for index in range(len(self.spans))]
        self._part_speakers(tags)
        self.thoughts, tags = settle_marks(self.thoughts, tags, [span.end for span in self.spans])
        self._let_things_speak(tags)
        read: set[int] = set()
        for index, tag in enumerate(tags):
            if (tag and tag.sure and tag.kind is Subject.THING) or self._is_read_on(index, tag, tags, read):
                read.add(index)
        kept = [index for index in range(len(tags)) if index in self.told or index not in read]
        self._keep(kept)
        return [tags[index] for index in kept]

    def _is_read_on(self, index: int, tag: Tag | None, tags: Sequence[Tag | None], read: set[int]) -> bool:
        """Whether a quotation goes on with what the sign or the letter behind the last one says: “…,” it began. “…”"""
        before = tags[index - 1] if index - 1 in read else None
        if before is None or (tag is not None and tag.sure) or self._beside(index, -1) is None:
            return False
        spans = self.spans
        return spans[index - 1].end <= before.start and before.clause[1] >= spans[index].start and before.verb != ""

    def _let_things_speak(self, tags: list[Tag | None]) -> None:
        """Makes somebody of the things that the book lets speak."""
        alive = speaking_things(self.flat, self.spans, tags)
        for index, tag in enumerate(tags):
            if tag is None or tag.kind is not Subject.THING:
                continue
            if tag.subject == "it" and self._thing_before(index) in alive:
                tags[index] = replace(tag, kind=Subject.PRONOUN)
            elif thing_of(tag) in alive:
                tags[index] = replace(tag, kind=Subject.NOUN)

    def _thing_before(self, index: int) -> str:
        """The note or the sign that is "it" right behind a span."""
        return thing_before(self.flat, *self._before_it(index))

    def _before_it(self, index: int) -> tuple[int, int]:
        """Where that stands of which "it" is told behind a span."""
        start = self.spans[index].start
        return max(0, start - _BEFORE_IT), start

    def _keep(self, kept: Sequence[int]) -> None:
        """Leaves only these spans."""
        self.thoughts = {new: self.thoughts[index] for new, index in enumerate(kept) if index in self.thoughts}
        self.told = {new: self.told[index] for new, index in enumerate(kept) if index in self.told}
        self.spans = [self.spans[index] for index in kept]

    def _part_speakers(self, tags: list[Tag | None]) -> None:
        """Speech doesn't go on where tags name two people: there a closing mark is missing."""
        named: frozenset[str] = frozenset()
        for index, (span, tag) in enumerate(zip(self.spans, tags, strict=True)):
            own = _words_of_name(tag)
            if not index or self.spans[index - 1].paragraph != span.paragraph:
                before = named if span.continues else frozenset[str]()
                if span.continues and own and not before:
                    cut, _ = self._cut(index - 1)
                    inside = tag_after(self.flat, cut.end, self.spans[index - 1].end, self.flat[cut.end - 1])
                    before = _words_of_name(inside)
                if before and own and not before & own:
                    self.spans[index] = replace(span, continues=False)
                    _, self.spans[index - 1] = self._cut(index - 1)
                    tags[index - 1] = self.tag(index - 1)
                    before = own
                named = before
            named = own or named

    def _cut(self, index: int) -> tuple[Quote, SpokenSpan]:
        """A span as it is where it lacks its closing mark."""
        span = self.spans[index]
        cut = cut_unclosed(self.text, Quote(span.start, span.end, open=True))
        return cut, replace(span, end=cut.end)

    def talk_tags(self) -> list[Tag]:
        """The speakers of plays and chats who have no names, as tags would tell them: "the voice", everyone."""
        tags = []
        for line in self.talk:
            crowd = line.name == CROWD
            if crowd or line.name.startswith("the "):
                kind, place = Subject.CROWD if crowd else Subject.NOUN, (line.start, line.said)
                tags.append(Tag(kind, "all" if crowd else line.name, *place, "said", True, line.name, place))
        return tags

    def talk_names(self) -> list[str]:
        """The names of those who speak in plays and chats, once for each of their lines."""
        nameless = {CROWD, TELLER}
        spoken = (line.name for line in self.talk if line.said < line.end)
        return [name for name in spoken if name not in nameless and not name.startswith("the ")]

    def tag(self, index: int) -> Tag | None:
        """The dialogue tag of a span: behind it, else before it, else at the end of the paragraph before."""
        span = self.spans[index]
        text = self.texts[span.paragraph]
        before = self._beside(index, -1)
        after = self._beside(index, 1)
        start = before.end if before else text.start
        behind = self._tag_behind(index, after.start if after else text.end)
        sure = behind is not None and behind.sure
        if behind and sure and not self._opens_sentence(behind, span.end):
            return behind
        ahead = tag_before(self.flat, start, span.start)
        if behind and sure and not (ahead and self._leads_in(ahead, span.start)):
            return behind
        if ahead and (ahead.sure or before is None):
            return ahead
        if ahead is None and before is None and start == span.start:
            ahead = self._tag_in_paragraph_before(index)
            if ahead:
                return ahead
        return behind or ahead

    def _opens_sentence(self, tag: Tag, at: int) -> bool:
        """Whether a tag behind a quotation that ends at `at` begins a sentence of its own, which may be about what
        comes next: “Go.” He said nothing."""
        return self.flat[tag.clause[0]].isupper() and self.flat[max(0, at - 2) : at].strip(_MARKS)[-1:] in (
            ".",
            "!",
            "?",
        )

    def _leads_in(self, tag: Tag, at: int) -> bool:
        """Whether a tag before a quotation surely leads it in: by a verb of saying, with its comma or colon or right
        at the marks."""
        start, before = max(0, at - 4), self.flat[max(0, at - 4) : at].rstrip(" (")
        leads = before[-1:] in (",", ":") or says_at_end(self.flat, tag.clause[0], start + len(before))
        return tag.sure and bool(tag.verb) and leads

    def _beside(self, index: int, step: int) -> SpokenSpan | None:
        """The next span of the paragraph, or the one before."""
        other = index + step
        same = 0 <= other < len(self.spans) and self.spans[other].paragraph == self.spans[index].paragraph
        return self.spans[other] if same else None

    def _tag_behind(self, index: int, stop: int) -> Tag | None:
        span = self.spans[index]
        inner = (
            self.text[span.start : span.end]
            .removesuffix("</q>")
            .rstrip(_MARKS + ("*<>[]:~/" if index in self.thoughts else ""))
        )
        behind = tag_after(self.flat, span.end, stop, inner[-1:] or ".")
        if behind and behind.subject == "it" and self._thing_before(index):
            return replace(behind, kind=Subject.THING)
        if behind and behind.subject == "it" and (device := device_before(self.flat, *self._before_it(index))):
            return replace(behind, kind=Subject.NOUN, subject=f"the {device}")
        return behind

    def _tag_in_paragraph_before(self, index: int) -> Tag | None:
        """The tag at the end of the paragraph before, where that leads in what a span says: "She said:"."""
        number = self.spans[index].paragraph
        last = self.texts[number - 1] if number else None
        if last is None or last.section != self.texts[number].section or last.heading:
            return None
        if self.flat[last.end - 1] not in ":,":
            whole = (
                self.spans[index].start == self.texts[number].start and self.spans[index].end == self.texts[number].end
            )
            return shown_at_end(self.flat, last.start, last.end) if whole else None
        spoken = (span.end for span in self.spans[max(0, index - 3) : index] if span.paragraph == number - 1)
        return tag_before(self.flat, max([last.start, *spoken]), last.end)

    def stretches(self) -> list[Stretch]:
        """The paragraphs cut into what is quoted (or written) and what is narrated."""
        result = []
        spans_of: dict[int, list[SpokenSpan]] = {}
        for span in self.spans:
            spans_of.setdefault(span.paragraph, []).append(span)
        for index, text in enumerate(self.texts):
            if text.heading or self.breaks[index]:
                continue
            lines = self._talk_of.get(index, [])
            if self.in_letter[index] and not lines:
                result.append(Stretch(text.start, text.end, True))
                continue
            taken = [(span.start, span.end, [Stretch(span.start, span.end, True)]) for span in spans_of.get(index, [])]
            taken += [(line.start, line.end, _stretches_of(line)) for line in lines]
            at = text.start
            for start, end, parts in sorted(taken, key=lambda part: part[0]):
                if start > at:
                    result.append(Stretch(at, start, False))
                result += parts
                at = end
            if at < text.end:
                result.append(Stretch(at, text.end, False))
        return result


def _stretches_of(line: TalkLine) -> list[Stretch]:
    """What is said in a line of a play or chat, and the directions amid it; the speaker's name is neither."""
    said = [Stretch(start, end, True) for start, end in line.words()]
    return sorted([*said, *(Stretch(start, end, False) for start, end in line.asides)], key=lambda part: part.start)


def _inside(text: str, start: int, end: int, fixed: Sequence[Fixed]) -> list[Fixed]:
    """What a person said of the words of a paragraph, or of a part of it."""
    told = []
    for said in fixed:
        if said.start >= end:
            break
        if part := trimmed(text, max(said.start, start), min(said.end, end)):
            told.append(replace(said, start=part[0], end=part[1]))
    return told


def _words_of_name(tag: Tag | None) -> frozenset[str]:
    """The words of the name of whom a tag surely means."""
    named = tag is not None and tag.sure and tag.kind is Subject.NAME
    return frozenset(name_key(tag.subject).split()) if tag is not None and named else frozenset()
