"""Texts that match a pattern, of the lengths that are asked for."""

from collections.abc import Iterator
from functools import lru_cache

from counterfoil.engine.values.dice import Dice
from counterfoil.engine.values.expressions import (
    Ahead,
    Chars,
    Edge,
    Either,
    Expression,
    Group,
    Repeat,
    Same,
    Sequence,
    parse,
)
from counterfoil.engine.values.flat import Count
from counterfoil.engine.values.patterns import finds
from counterfoil.runtime.patterns import UntranslatablePattern

_TRIES = 12
_BRANCHES = 8
_LONGEST = 2_000
"""Characters beyond which no text is spelled."""
_KINDS = (
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "-_.~",
    "éüñçßøλж日本語",
    " !#$%&'()*+,/:;<=>?@[]^`{|}\"\\",
)


@lru_cache(maxsize=2048)
def spelled(pattern: str, lengths: Count) -> tuple[str, ...]:
    r"""Texts that match: a plain one, the shortest, the longest, then others; none where none is found.

    >>> spelled(r"^[0-9]{3,5}$", Count())
    ('63401', '114', '52298')
    """
    try:
        return tuple(dict.fromkeys(_matching(pattern, lengths)))
    except (UntranslatablePattern, RecursionError):
        return ()


def _matching(pattern: str, lengths: Count) -> Iterator[str]:
    tree = parse(pattern)
    span = _span(tree, {})
    if max(span.least, lengths.least) > _LONGEST:
        return
    for target in _targets(span, lengths, _demand(tree)):
        for attempt in range(_TRIES):
            text = _padded(_Speller(tree, f"{pattern} {target} {attempt}").write(target), lengths)
            if len(text) in lengths and finds(pattern, text):
                yield text
                break
    for turn in range(min(_choices(tree), _BRANCHES)):
        text = _padded(_Speller(tree, pattern, turn).write(span.least), lengths)
        if len(text) in lengths and finds(pattern, text):
            yield text


def _choices(tree: Expression) -> int:
    """How many branches the widest choice has."""
    match tree:
        case Either(branches):
            return max(len(branches), *map(_choices, branches))
        case Sequence(parts):
            return max(map(_choices, parts), default=0)
        case Repeat(part) | Group(part):
            return _choices(part)
        case _:
            return 0


def _targets(span: Count, lengths: Count, demand: int) -> list[int]:
    least = max(span.least, lengths.least, demand)
    limits = [each for each in (span.most, lengths.most, _LONGEST) if each is not None]
    most = max(least, min(limits))
    endless = span.most is None and lengths.most is None
    plain = min(least + 1 if least > 3 else least + 4, most)
    return list(dict.fromkeys([plain, least, least + 40 if endless else most, plain + 1]))


def _padded(text: str, lengths: Count) -> str:
    """A match that is too short, made longer: a pattern without `$` looks anywhere."""
    return text + "x" * min(lengths.least - len(text), _LONGEST)


def _demand(tree: Expression) -> int:
    """How long a text has to be for what must follow its beginning."""
    match tree:
        case Ahead(part):
            return _span(part, {}).least
        case Sequence(parts):
            return max((_demand(each) for each in parts), default=0)
        case Group(part):
            return _demand(part)
        case _:
            return 0


def _span(tree: Expression, groups: dict[str, Count]) -> Count:
    """How many characters a match may have."""
    match tree:
        case Chars(ranges):
            return Count(1, 1) if ranges else Count(_LONGEST, _LONGEST)
        case Sequence(parts):
            return _sum([_span(each, groups) for each in parts])
        case Either(branches):
            spans = [_span(each, groups) for each in branches]
            mosts = [each.most for each in spans if each.most is not None]
            endless = len(mosts) < len(spans)
            return Count(min(each.least for each in spans), None if endless else max(mosts))
        case Repeat(part, least, most):
            span = _span(part, groups)
            endless = most is None or span.most is None
            return Count(
                span.least * least,
                (0 if span.most == 0 else None) if endless else (span.most or 0) * (most or 0),
            )
        case Group(part, names):
            span = _span(part, groups)
            groups.update(dict.fromkeys(names, span))
            return span
        case Same(name):
            return groups.get(name, Count(0, 0))
        case _:
            return Count(0, 0)


def _sum(spans: list[Count]) -> Count:
    mosts = [each.most for each in spans]
    least = sum(each.least for each in spans)
    return Count(least, None if None in mosts else sum(each or 0 for each in mosts))


class _Speller:
    """Writes one text; what must follow later is woven in wherever a set takes it."""

    def __init__(self, tree: Expression, key: str, turn: int | None = None) -> None:
        self._tree = tree
        self._dice = Dice(key)
        self._turn = turn
        self._groups: dict[str, str] = {}
        self._wishes: list[str] = []
        self._wish(tree)

    def write(self, target: int) -> str:
        """A text of about `target` characters."""
        return self._part(self._tree, target)

    def _part(self, tree: Expression, target: int) -> str:
        match tree:
            case Chars(ranges):
                return self._character(tree) if ranges else ""
            case Sequence(parts):
                sizes = _shares([_span(each, {}) for each in parts], target)
                return "".join(map(self._part, parts, sizes))
            case Either(branches):
                if self._turn is not None:
                    branch = branches[self._turn % len(branches)]
                    return self._part(branch, max(target, _span(branch, {}).least))
                fitting = [each for each in branches if target in _span(each, {})]
                return self._part(self._dice.choice(fitting or branches), target)
            case Repeat(part, least, most):
                span = _span(part, {})
                if span.most == 0:
                    return self._part(part, 0)
                count = _times(span, least, most, target)
                sizes = [target // count + (n < target % count) for n in range(count)]
                return "".join(self._part(part, size) for size in sizes)
            case Group(part, names):
                text = self._part(part, target)
                self._groups.update(dict.fromkeys(names, text))
                return text
            case Same(name):
                return self._groups.get(name, "")
            case Ahead() | Edge():
                return ""

    def _character(self, among: Chars) -> str:
        for index, wish in enumerate(self._wishes):
            if wish in among:
                return self._wishes.pop(index)
        return self._dice.choice(_friendly(among))

    def _wish(self, tree: Expression) -> None:
        match tree:
            case Ahead(part):
                text = _Speller(part, "ahead").write(_span(part, {}).least)
                # `(?=.{8,})` asks for a length, which any text of that length has.
                self._wishes += [] if _all_wide(part) else list(text)
            case Sequence(parts):
                for each in parts:
                    self._wish(each)
            case Group(part):
                self._wish(part)
            case _:
                pass


def _all_wide(tree: Expression) -> bool:
    match tree:
        case Chars():
            return len(_friendly(tree)) > 35
        case Sequence(parts):
            return all(_all_wide(each) for each in parts)
        case Repeat(part):
            return _all_wide(part)
        case _:
            return isinstance(tree, Edge)


def _shares(spans: list[Count], target: int) -> list[int]:
    """The sizes of parts that together are `target` long, as far as their spans allow."""
    sizes = [span.least for span in spans]
    extra = target - sum(sizes)
    while extra > 0:
        open_parts = [
            n for n, span in enumerate(spans) if span.most is None or sizes[n] < span.most
        ]
        if not open_parts:
            break
        each = max(1, extra // len(open_parts))
        for n in open_parts:
            most = spans[n].most
            more = min(each, extra, extra if most is None else most - sizes[n])
            sizes[n] += more
            extra -= more
    return sizes


def _times(span: Count, least: int, most: int | None, target: int) -> int:
    count = least
    while (most is None or count < most) and (
        (span.most is not None and count * span.most < target) or count == 0 < target
    ):
        if (count + 1) * span.least > target and count >= least:
            break
        count += 1
    return min(count, _LONGEST)


@lru_cache(maxsize=1024)
def _friendly(among: Chars) -> str:
    """The characters of a set that are easiest to read."""
    kinds = ["".join(each for each in kind if each in among) for kind in _KINDS]
    lower, digits, upper = kinds[:3]
    if lower or digits or upper:
        return (lower or upper) + digits
    found = kinds[3] or kinds[4] or kinds[5]
    return found or "".join(chr(first) for first, _ in among.ranges if not _is_surrogate(first))


def _is_surrogate(code: int) -> bool:
    return 0xD800 <= code < 0xE000
