"""The Markdown parser, set so that no words are lost where CommonMark lets them go without a trace."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference, table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from script.quotations.talk_lines import has_cues, set_in_lines

_DEEPEST = 100
"""Lists and quotes inside each other, as the parser counts them (a list is two); each costs Python's stack."""
_DEFINITION = re.compile(r"\[(?:[^\[\]\\]|\\.)*\]:\s*<?(?P<to>[^\s>]*)")
_ADDRESS = re.compile(r"[/#@]|\w[.:]\w")


def markdown_tokens(parser: MarkdownIt, source: str) -> list[Token]:
    """The block tokens of a Markdown text, in document order. The lines of a chat or a play stay lines."""
    tokens = parser.parse(source)
    tokens = [part for index in range(len(tokens)) for part in _with_lines(tokens, index)]
    for number, inline in _lone_numbers(tokens):
        inline.children = [Token("text", "", 0, content=f"{number} "), *(inline.children or ())]
    return tokens


def _with_lines(tokens: Sequence[Token], index: int) -> list[Token]:
    """A token; where it is a paragraph of talk, with its lines kept, or each a paragraph where names stand alone."""
    token = tokens[index]
    if token.type != "inline" or "\n" not in token.content or not set_in_lines(token.content):
        return [token]
    apart = has_cues(token.content) and tokens[index - 1].type == "paragraph_open"
    lines: list[list[Token]] = [[]]
    for child in token.children or ():
        if child.type == "softbreak" and apart and not child.level:
            lines.append([])
        else:
            lines[-1].append(replace(child, type="hardbreak") if child.type == "softbreak" else child)
    start = token.map[0] if token.map else 0
    parts: list[Token] = []
    for number, line in enumerate(lines, start=start):
        if number > start:
            opening = replace(tokens[index - 1], map=[number, number + 1], attrs={})
            parts += [replace(tokens[index + 1]), opening]
        parts.append(replace(token, children=line))
    return parts


def markdown_parser() -> MarkdownIt:
    """CommonMark with tables and struck words. What is nested too deep is text as it is written, a cell beyond the last
    column belongs to that, and "[bea]: hello" is somebody's words, no address of a link."""
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _DEEPEST + 20}).enable(["table", "strikethrough"])
    parser.block.ruler.before("table", "too_deep", _too_deep)
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.at("reference", _reference)
    return parser


def _too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """What lies deeper than the stack allows, as one paragraph."""
    if silent or state.level < _DEEPEST:
        return False
    state.push("paragraph_open", "p", 1).map = [start, end]
    words = state.push("inline", "", 0)
    words.content, words.map, words.children = state.getLines(start, end, 0, False).strip(), [start, end], []
    state.push("paragraph_close", "p", -1)
    state.line = end
    return True


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table whose rows may have more cells than its head."""
    first = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    cells = [token for token in state.tokens[first:] if token.type == "inline"]
    columns = sum(token.type == "th_open" for token in state.tokens[first:])
    for row, line in enumerate(range(start + 2, state.line), start=1):
        found = escapedSplit(state.getLines(line, line + 1, 0, False).strip())
        more = found[1 if found and not found[0] else 0 :][columns:]
        if more:
            cells[row * columns + columns - 1].content += " " + " ".join(cell.strip() for cell in more)
    return True


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Where a link leads, if it is an address."""
    match = _DEFINITION.match(state.src, state.bMarks[start] + state.tShift[start])
    return match is not None and bool(_ADDRESS.search(match["to"])) and reference(state, start, end, silent)


def _lone_numbers(tokens: Sequence[Token]) -> Iterator[tuple[str, Token]]:
    """The numbers that count no items, "1986. What a year": of lists with one item, or that begin elsewhere than at 1;
    each with the token of the words behind it."""
    lists: list[list[int]] = []
    for index, token in enumerate(tokens):
        if token.type in ("ordered_list_open", "bullet_list_open"):
            lists.append([])
        elif token.type == "list_item_open":
            lists[-1].append(index)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            items = lists.pop()
            if token.type == "ordered_list_close" and (len(items) == 1 or tokens[items[0]].info != "1"):
                for item in items:
                    words = next(t for t in tokens[item + 1 :] if t.type in ("inline", "list_item_close"))
                    if words.type == "inline":
                        yield tokens[item].info + tokens[item].markup, words
