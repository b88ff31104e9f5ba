"""Faults of texts and numbers: just beyond a bound, or almost of a form."""

from collections.abc import Iterator
from fractions import Fraction

from counterfoil.engine.asserted import bounds
from counterfoil.engine.values.faulty import Fault, Kind
from counterfoil.engine.values.flat import Count, Flat
from counterfoil.engine.values.formats import SAMPLES, Samples, has_format
from counterfoil.engine.values.numbers import fraction, json_number
from counterfoil.engine.values.options import shown
from counterfoil.engine.values.patterns import finds
from counterfoil.engine.values.spelling import spelled
from counterfoil.engine.values.texts import LONGEST
from counterfoil.model import Json


def number_faults(flat: Flat, value: Json) -> Iterator[Fault]:
    """Numbers one step beyond each bound, and off the step."""
    numbers = flat.numbers
    sides = (
        ("minimum", "below its minimum", numbers.first(), numbers.least, numbers.least_open, -1),
        (
            "maximum",
            "above its maximum",
            numbers.last(),
            numbers.greatest,
            numbers.greatest_open,
            1,
        ),
    )
    for keyword, words, edge, bound, is_open, sign in sides:
        if edge is None or bound is None:
            continue
        beyond = bound if is_open and edge != bound else edge + sign * numbers.grain
        wrong = json_number(beyond)
        if wrong is None:
            continue
        if bound in (bounds(flat.sized) or ()):
            yield Fault(wrong, Kind.OUT_OF_RANGE, "format", f"one beyond {flat.sized}")
        elif is_open:
            named = f"exclusive{keyword.capitalize()}"
            yield Fault(
                wrong, Kind.OUT_OF_RANGE, named, f"at its exclusive {keyword} {shown(wrong)}"
            )
        else:
            yield Fault(wrong, Kind.OUT_OF_RANGE, keyword, f"one step {words}, {shown(wrong)}")
    if numbers.step is not None and (flat.type == "number" or numbers.step != 1):
        yield from _off_step(flat, fraction(value))


def _off_step(flat: Flat, value: Fraction) -> Iterator[Fault]:
    step = flat.numbers.step or Fraction(1)
    small = Fraction(1) if flat.type == "integer" else step / 2
    for other in (value + small, value - small, value + step / 10):
        wrong = json_number(other)
        if wrong is not None and other % step:
            words = f"as {shown(wrong)}, which is no multiple of {json_number(step)}"
            yield Fault(wrong, Kind.STEP, "multipleOf", words)


def text_faults(flat: Flat, value: Json) -> Iterator[Fault]:
    """Texts too short, too long, of another pattern or format."""
    for form in flat.formats:
        for wrong in SAMPLES.get(form, Samples(())).wrong:
            if all(finds(each, wrong) for each in flat.patterns) and len(wrong) in flat.lengths:
                yield Fault(wrong, Kind.FORMAT, "format", f"as {shown(wrong)}, which is no {form}")
    for pattern in flat.patterns:
        for wrong in _near(value):
            if not finds(pattern, wrong) and _keeps(flat, wrong, without=pattern):
                words = f"as {shown(wrong)}, which does not match {pattern}"
                yield Fault(wrong, Kind.PATTERN, "pattern", words)
    least, most = flat.lengths.least, flat.lengths.most
    if least:
        for wrong in _of_length(flat, value, least - 1):
            yield Fault(wrong, Kind.LENGTH, "minLength", _sized(wrong, "shorter", "minimum"))
    if most is not None and most < LONGEST:
        for wrong in _of_length(flat, value, most + 1):
            yield Fault(wrong, Kind.LENGTH, "maxLength", _sized(wrong, "longer", "maximum"))


def _sized(text: str, how: str, bound: str) -> str:
    words = "as an empty text," if not text else f"of {len(text)} characters,"
    return f"{words} one {how} than its {bound}"


def _near(text: str) -> Iterator[str]:
    """Texts a little different, at first of the same length."""
    for sign in ("!", " ", "é", "0", "A"):
        yield sign + text[1:]
        yield text[:-1] + sign
        middle = len(text) // 2
        yield text[:middle] + sign + text[middle + 1 :]
    yield "!" * len(text)
    yield text.swapcase()
    yield from (f"{text}!", f"!{text}", f"{text}\n{text}", text[1:], text[:-1], "", "!", "🦀")


def _keeps(flat: Flat, text: str, without: str) -> bool:
    return (
        len(text) in flat.lengths
        and all(finds(each, text) for each in flat.patterns if each != without)
        and all(has_format(text, each) for each in flat.formats)
    )


def _of_length(flat: Flat, value: str, size: int) -> Iterator[str]:
    """Texts of one length that keep everything else."""
    proposed: list[str] = []
    for pattern in flat.patterns:
        proposed += spelled(pattern, Count(size, size))
    for form in flat.formats:
        grows = SAMPLES.get(form, Samples(())).grows
        if grows is not None:
            before, behind = grows
            proposed.append(before + "a" * (size - len(before) - len(behind)) + behind)
    letter = value[-1:] if value.strip() else "a"
    proposed += [value[:size] + letter * (size - len(value)), "a" * size, "QUJD" * (size // 4)]
    for text in proposed:
        if (
            len(text) == size
            and all(finds(each, text) for each in flat.patterns)
            and all(has_format(text, each) for each in flat.formats)
        ):
            yield text
            return
