"""A person's script file and a new tagging of its chapter, merged three ways.

Every visible character has a label (speaker, kind, delivery, heading) and a gap before it (nothing, space, new line,
new paragraph). What a person changed against the base wins; the rest is the new tagging's. Where person and story
changed the same words, the person's stay, with a note that says what the story has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from script.merging.character_row import NEW_LINE, NEW_PARAGRAPH, CharacterRow
from script.merging.merge_sides import Difference, SideRun, Sides, align_sides, stretches
from script.merging.merged_sheet import merged_label, merged_sheet
from script.merging.notes import corrected_and_elsewhere, corrected_and_gone, gone, story_has
from script.merging.settled_text import SettledText
from script.script_file.script_sheet import Label, LabelledSpan, Mark, Sheet
from script.script_file.script_writer import write_sheet


def merge_sheets(base: Sheet, mine: Sheet, new: Sheet) -> tuple[Sheet, tuple[str, ...]]:
    """The person's sheet `mine`, whose chapter the tagger left as `base`, brought up to `new`.

    Returns (the merged sheet, the notes that it got about what could not be merged).
    """
    sides = align_sides(CharacterRow(base), CharacterRow(mine), CharacterRow(new))
    merging = _Merging(sides)
    merged = merging.sheet()
    result = CharacterRow(merged)
    twice, never = frozenset(merging.read_twice(result)), frozenset(merging.read_never(result))
    if twice or never:
        merging = _Merging(sides, twice, never)
        merged = merging.sheet()
    return merged, merging.notes


class _Merging:
    """One run of `merge_sheets`: decides whose text is read where the sides differ."""

    def __init__(self, sides: Sides, left_out: Set[int] = frozenset(), read_in: Set[int] = frozenset()) -> None:
        """`left_out`: the numbers of lines of the story that are told where they would stand, not read; `read_in`: of
        disputed ones that are read, not told."""
        self._base, self._mine, self._new = sides.base, sides.mine, sides.new
        self._sides = sides
        self._left_out = left_out
        self._read_in = read_in
        self._to_base = sides.to_mine.swapped()
        self._settled = SettledText()
        self._alone: list[int] = []
        """The lines of the result that are the story's alone, by their numbers there."""
        self._disputed: list[int] = []
        """The lines of the story that are told because the person has other words there, by their numbers there."""
        self._gone: list[tuple[LabelledSpan, Label, int]] = []
        """(a person's line that the story has there no more, its label in the base, the place in the result)."""

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(note.value for note in self._settled.notes)

    def sheet(self) -> Sheet:
        """The merged script file. To be asked once."""
        for stretch in stretches(self._sides):
            if isinstance(stretch, Difference):
                self._settle(stretch)
            else:
                self._settled.add(stretch)
        self._find_gone()
        return merged_sheet(self._sides, self._settled)

    def read_twice(self, result: CharacterRow) -> Iterator[int]:
        """The lines of the story alone (their numbers there) that the result has oftener than person and story: they
        stand elsewhere in the person's file, as when both have moved a paragraph."""
        known: Counter[str] = Counter()
        for number in self._alone:
            text = self._new.spans[number].visible
            if text in self._mine.text:
                known[text] += 1
                most = max(self._mine.count_words(text), self._new.count_words(text))
                if result.count_words(text) - known[text] >= most:
                    yield number

    def read_never(self, result: CharacterRow) -> Iterator[int]:
        """The disputed lines of the story (their numbers there) that the result has less often than person and story:
        the person has left them where the story has them no more."""
        known: Counter[str] = Counter()
        for number in self._disputed:
            text = self._new.spans[number].visible
            known[text] += 1
            if result.count_words(text) + known[text] <= min(self._mine.count_words(text), self._new.count_words(text)):
                yield number

    def _settle(self, difference: Difference) -> None:
        """Decides whose text stands in a difference."""
        base, mine, new = (
            self._base.cut(difference.base),
            self._mine.cut(difference.mine),
            self._new.cut(difference.new),
        )
        if mine == new:
            self._settled.add(SideRun(-1, difference.mine.start, difference.new.start, len(mine)))
        elif new == base:
            self._settled.leave_out(new=difference.new)
            self._settled.add(SideRun(-1, difference.mine.start, -1, len(mine)))
        elif mine == base:
            self._tell_lost_labels(difference)
            self._settled.leave_out(mine=difference.mine)
            self._add_new(difference.new, difference.mine.stop)
        elif (same := self._mine.find_words(difference.mine, new)) is not None:
            # The story's words are among the person's, as when this merge was made before.
            end = same + len(new)
            self._settled.add(SideRun(-1, difference.mine.start, -1, same - difference.mine.start))
            self._settled.add(SideRun(-1, same, difference.new.start, len(new)))
            self._settled.add(SideRun(-1, end, -1, difference.mine.stop - end))
        elif not base and all(
            side.holds_whole(places, NEW_LINE)
            for side, places in ((self._mine, difference.mine), (self._new, difference.new))
        ):
            self._keep_both(difference)
        elif (untouched := self._untouched(difference)) and self._goes_without(difference, untouched):
            self._keep_touched(difference, untouched)
        else:
            self._keep_mine(difference)

    def _keep_both(self, difference: Difference) -> None:
        """The person's lines and the story's. The person's come first, unless their paragraph goes on after them."""
        begins = self._mine.gap(difference.mine.stop) < self._new.gap(difference.new.stop)
        if begins:
            self._add_new(difference.new, difference.mine.start)
        self._settled.add(SideRun(-1, difference.mine.start, -1, len(difference.mine)))
        if not begins:
            self._add_new(difference.new, difference.mine.stop)

    def _untouched(self, difference: Difference) -> list[range]:
        """Where the person's file has lines of the base in a difference, word for word, divided or joined as they may
        be: whole ones, and what is in the difference of those that begin before it or end after it."""
        found = []
        for line in self._mine.line_parts(difference.mine):
            at = self._to_base.run(line.start, line.stop)
            if at is not None and self._base.holds_lines(range(at, at + len(line)), difference.base):
                found.append(line)
        for line in self._base.line_parts(difference.base):
            at = self._sides.to_mine.run(line.start, line.stop)
            if at is not None and self._mine.holds_lines(range(at, at + len(line)), difference.mine):
                found.append(range(at, at + len(line)))
        whole: list[range] = []
        for lines in sorted(found, key=lambda lines: (lines.start, -lines.stop)):
            if not whole or lines.start >= whole[-1].stop:
                whole.append(lines)
        return whole

    def _goes_without(self, difference: Difference, untouched: Sequence[range]) -> bool:
        """Whether the story's words can come in the place of the `untouched` lines: the person has words of their own
        beside these, to stay there, or did nothing but add. If they only deleted, the story's may be what they wanted
        gone."""
        size = sum(map(len, untouched))
        return not difference.new or size == len(difference.base) or size < len(difference.mine)

    def _keep_touched(self, difference: Difference, untouched: Sequence[range]) -> None:
        """The person's lines stay, and the story's come in the place of those that the person had left as they were."""
        places = [self._to_base.to(lines.start) or 0 for lines in untouched]
        known = {
            number
            for lines, place in zip(untouched, places, strict=True)
            for number in self._base.spans_over(range(place, place + len(lines)))
        }
        changed = [self._base.spans[n].text for n in self._base.spans_over(difference.base) if n not in known]
        note = gone(" ".join(changed)) if changed else None
        at = difference.mine.start
        for lines, place in zip(untouched, places, strict=True):
            if note is not None and at < lines.start:
                self._tell(self._line_place(at), note)
                note = None
            self._settled.add(SideRun(-1, at, -1, lines.start - at))
            if lines is untouched[0]:
                self._add_new(difference.new, lines.start)
            self._tell_lost_labels(Difference(range(place, place + len(lines)), lines, range(0)))
            self._settled.leave_out(mine=lines)
            at = lines.stop
        if note is not None:
            self._tell(self._line_place(at), note)
        self._settled.add(SideRun(-1, at, -1, difference.mine.stop - at))

    def _keep_mine(self, difference: Difference) -> None:
        """Both changed the same: the person's words, a note with the story's, and the paragraphs that the story has
        beyond the disputed ones."""
        disputed, added = self._apart_from_added(difference)
        mine, both = difference.mine, range(difference.mine.stop, difference.mine.stop)
        if added and self._mine.cut(mine).endswith(self._new.cut(added)):
            both = range(mine.stop - len(added), mine.stop)
            mine = range(mine.start, both.start)
        lines = dict(self._new.spans_in(disputed)) if self._mine.gap(mine.stop) >= NEW_LINE else {}
        read = {number: line for number, line in lines.items() if number in self._read_in}
        if not disputed:
            self._tell(self._line_place(mine.start), gone(self._base.lines(difference.base)))
        elif self._new.cut(disputed) != self._mine.cut(mine):
            self._disputed += lines
            self._tell_disputed(disputed, mine.start, read)
        self._add_disputed(disputed, mine, read)
        if both:
            self._settled.add(SideRun(-1, both.start, added.start, len(both)))
        elif self._mine.text.startswith(self._new.cut(added), difference.mine.stop):
            # The person's file has them already, as when this merge was made before.
            self._settled.leave_out(new=added)
        else:
            self._add_new(added, difference.mine.stop)

    def _apart_from_added(self, difference: Difference) -> tuple[range, range]:
        """(what of the story stands against the person's words, the paragraphs that it has beyond). If the story's last
        paragraph goes on in words that both have, all stands against them: half a paragraph would stand within the
        person's line, once more with each merge."""
        beside = self._base.paragraphs(difference.base)
        whole = self._new.gap(difference.new.stop) == NEW_PARAGRAPH
        tail = self._new.after_paragraphs(difference.new, max(beside, 1)) if whole else difference.new.stop
        return range(difference.new.start, tail), range(tail, difference.new.stop)

    def _tell_disputed(self, disputed: range, mine_at: int, read: Mapping[int, range]) -> None:
        """A note with the story's disputed lines, but for those that are read."""
        told = self._new.spans_over(disputed)
        if text := " ".join(self._new.spans[number].text for number in told if number not in read):
            self._tell(self._line_place(mine_at), story_has(text))

    def _add_disputed(self, disputed: range, mine: range, read: Mapping[int, range]) -> None:
        """The person's words, and of the story's in their place the lines `read`."""
        at = next(iter(read.values())).start if read else disputed.stop
        self._settled.leave_out(new=range(disputed.start, at))
        self._settled.add(SideRun(-1, mine.start, -1, len(mine)))
        for number, line in read.items():
            self._settled.leave_out(new=range(at, line.start))
            self._alone.append(number)
            self._settled.add(SideRun(-1, -1, line.start, len(line)))
            at = line.stop
        self._settled.leave_out(new=range(at, disputed.stop))

    def _tell_lost_labels(self, difference: Difference) -> None:
        """Keeps in mind the lines that a person had said something about, and that the story has there no more."""
        for number, line in self._mine.spans_in(difference.mine):
            span, before = (
                self._mine.spans[number],
                self._base.label(difference.base.start + line.start - difference.mine.start),
            )
            if span.label != before:
                self._gone.append((span, before, self._settled.size))

    def _find_gone(self) -> None:
        """What a person had said about a line goes with it to where the story alone has it; notes about the others."""
        for span, before, place in self._gone:
            there = [number for number in self._alone if self._new.spans[number].visible == span.visible]
            if len(there) == 1 and there[0] not in self._settled.relabelled:
                self._settled.relabelled[there[0]] = merged_label(before, span.label, self._new.spans[there[0]].label)
                continue
            line = write_sheet(Sheet((replace(span, opens=True),), ())).strip()
            moved = self._new.count_words(span.visible) >= self._base.count_words(span.visible) > 0
            self._tell(place, corrected_and_elsewhere(line) if moved else corrected_and_gone(line))

    def _line_place(self, mine_at: int) -> int:
        """Where in the result the person's line begins that has `mine_at`, the next of theirs that is settled."""
        if self._mine.gap(mine_at) >= NEW_LINE:
            return self._settled.size
        return self._settled.mine_places.of(self._mine.starts[self._mine.span(mine_at)])[0]

    def _tell(self, place: int, text: str) -> None:
        """A note, unless the person's file has it from an earlier merge."""
        if not any(mark.kind is None and mark.value == text for mark in self._mine.marks):
            self._settled.notes.append(Mark(place, None, text))

    def _add_new(self, places: range, mine_at: int) -> None:
        """What the story alone has, before the person's `mine_at`."""
        at = places.start
        for number, line in self._new.spans_in(places):
            if number in self._left_out:
                self._settled.add(SideRun(-1, -1, at, line.start - at))
                self._tell(self._line_place(mine_at), story_has(self._new.spans[number].text))
                self._settled.leave_out(new=line)
                at = line.stop
            else:
                self._alone.append(number)
        self._settled.add(SideRun(-1, -1, at, places.stop - at))
