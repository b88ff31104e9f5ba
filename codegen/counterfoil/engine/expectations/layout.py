"""Where the interactions of a file stand in its text, so that one is replaced and the others stay as they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

_DEEPER = (yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken)
_STRUCTURE = (*_DEEPER, yaml.BlockEndToken, yaml.KeyToken)
"""Tokens that stand for no characters of their own."""
_FLOW_OPENS = (yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken)
_FLOW_CLOSES = (yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
_ENDS = (yaml.DocumentEndToken, yaml.StreamEndToken)


@dataclass(frozen=True, slots=True)
class Layout:
    """The list of interactions in a YAML text in block style."""

    lines: tuple[str, ...]
    """Of the text, each with its end."""
    column: int
    """Of the dashes, from 0."""
    end: int
    """The line before which another interaction goes."""
    items: tuple[range, ...] = ()
    """The lines of each interaction, from its dash to the last line that is its own."""

    @property
    def newline(self) -> str:
        """How the text ends its lines."""
        return "\r\n" if self.lines[0].endswith("\r\n") else "\n"

    def with_comments(self, index: int) -> range:
        """The lines of an interaction, with the comments right above it and the blank lines above those."""
        start = self.items[index].start
        first = self.items[index - 1].stop if index else start
        while start > first and self.lines[start - 1].lstrip().startswith("#"):
            start -= 1
        while start > first and not self.lines[start - 1].strip():
            start -= 1
        return range(start, self.items[index].stop)


def layout_of(text: str) -> Layout | None:
    """Where the interactions are in a YAML text; None where they are no list in block style."""
    tokens = list(yaml.scan(text, Loader=getattr(yaml, "CLoader", yaml.Loader)))
    start = _value_index(tokens)
    if start is None:
        return None
    if isinstance(tokens[start], yaml.BlockSequenceStartToken):
        start += 1
    if isinstance(tokens[start], yaml.BlockEntryToken):
        return _block(text, tokens[start:])
    if isinstance(tokens[start], yaml.FlowSequenceStartToken):
        return _empty(text, tokens[start], tokens[start + 1])
    return None


def _value_index(tokens: Sequence[yaml.Token]) -> int | None:
    """The index of the token that begins the value of `interactions`, a key of the outermost mapping."""
    depth = 0
    for index, token in enumerate(tokens):
        depth += isinstance(token, _DEEPER) - isinstance(token, yaml.BlockEndToken)
        is_key = index > 0 and isinstance(tokens[index - 1], yaml.KeyToken)
        if depth == 1 and is_key and getattr(token, "value", None) == "interactions":
            return index + 2
    return None


def _block(text: str, tokens: Sequence[yaml.Token]) -> Layout:
    lines = tuple(text.splitlines(keepends=True))
    column = tokens[0].start_mark.column
    items = tuple(
        range(start, _after_comments(lines, stop, column)) for start, stop in _spans(tokens, column)
    )
    return Layout(lines, column, items[-1].stop, items)


def _spans(tokens: Sequence[yaml.Token], column: int) -> Iterator[tuple[int, int]]:
    """First line of each item, and the line after the last that says something."""
    starts: list[int] = []
    stops: list[int] = []
    flows = 0
    for token in tokens:
        flows += isinstance(token, _FLOW_OPENS)
        outside = not flows and token.start_mark.column <= column
        if isinstance(token, _ENDS) or (outside and isinstance(token, yaml.KeyToken)):
            break
        if outside and isinstance(token, yaml.BlockEntryToken):
            starts.append(token.start_mark.line)
            stops.append(token.start_mark.line + 1)
        elif not isinstance(token, _STRUCTURE):
            mark = token.end_mark
            stops[-1] = max(stops[-1], mark.line + (mark.column > 0))
        flows -= isinstance(token, _FLOW_CLOSES)
    return zip(starts, stops, strict=True)


def _after_comments(lines: Sequence[str], stop: int, column: int) -> int:
    """The line after the comments that follow inside the item's indentation."""
    while stop < len(lines):
        text = lines[stop].lstrip()
        if not text.startswith("#") or len(lines[stop]) - len(text) <= column:
            break
        stop += 1
    return stop


def _empty(text: str, opening: yaml.Token, closing: yaml.Token) -> Layout | None:
    """The layout of a text whose list is `[]`, which is taken away."""
    first, last = opening.start_mark, closing.end_mark
    if not isinstance(closing, yaml.FlowSequenceEndToken) or first.line != last.line:
        return None
    lines = text.splitlines(keepends=True)
    line = lines[first.line]
    before, after = line[: first.column].rstrip(" "), line[last.column :]
    lines[first.line] = f"{before}{after}"
    if not lines[first.line].strip():
        del lines[first.line]
        return Layout(tuple(lines), 2, first.line)
    return Layout(tuple(lines), 2, first.line + 1)
