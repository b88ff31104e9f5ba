"""Texts that keep lengths, patterns and formats: a plain one first, then those at the borders."""

from collections.abc import Iterator

from counterfoil.engine.values import words
from counterfoil.engine.values.flat import Count, Flat
from counterfoil.engine.values.formats import SAMPLES, Samples, has_format
from counterfoil.engine.values.options import Option
from counterfoil.engine.values.patterns import finds
from counterfoil.engine.values.spelling import spelled

LONGEST = 8_192
"""Characters of the longest text that is made; a greater bound is told, and not tried."""

_UNICODE = "Zoë 李 🦀 שלום e\u0301"
_SIGNS = 'O\'Neil & "Söhne" <50%> \\ /'
_UNBOUNDED = 300


def texts(flat: Flat, name: str) -> Iterator[Option]:
    """The texts worth trying for a property called `name`, each sound, the plainest first."""
    seen: set[str] = set()
    for option in _proposed(flat, name):
        if option.value not in seen and is_sound(option.value, flat):
            seen.add(option.value)
            yield option


def is_sound(text: str, flat: Flat) -> bool:
    """Whether a text keeps what a flat schema says of texts."""
    return (
        len(text) in flat.lengths
        and all(finds(pattern, text) for pattern in flat.patterns)
        and all(has_format(text, each) for each in flat.formats)
        and text not in flat.barred
    )


def _proposed(flat: Flat, name: str) -> Iterator[Option]:
    if flat.patterns:
        yield from _of_patterns(flat, name)
    if flat.formats or flat.encoding:
        yield from _of_formats(flat)
    if not flat.patterns and not any(_asserts(each) for each in flat.formats) and not flat.encoding:
        yield from _free(flat, name)


def _of_patterns(flat: Flat, name: str) -> Iterator[Option]:
    yield from (Option(text, "", "pattern") for text in words.texts(name)[:1])
    for form in flat.formats:
        yield from (Option(text, "", "format") for text in _samples(form).right)
    for pattern in flat.patterns:
        for index, text in enumerate(spelled(pattern, flat.lengths)):
            label = _length_label(text, flat.lengths) or ("as another match" if index else "")
            yield Option(text, label, "pattern")


def _of_formats(flat: Flat) -> Iterator[Option]:
    for form in flat.formats or ("byte",):
        samples = _samples(form)
        for index, text in enumerate(samples.right):
            label = _length_label(text, flat.lengths) or f"as another {form}"
            yield Option(text, label if index else "", "format")
        for size in (flat.lengths.least, flat.lengths.most):
            for text in _grown(samples, size):
                yield Option(text, _length_label(text, flat.lengths), "format")
    if flat.encoding == "base64" or {"byte", "base64"}.intersection(flat.formats):
        for size in (flat.lengths.least + 3, flat.lengths.most or 0):
            yield Option("QUJD" * (min(size, LONGEST) // 4), "", "format")


def _free(flat: Flat, name: str) -> Iterator[Option]:
    lengths = flat.lengths
    for text in words.texts(name):
        yield Option(fitted(text, lengths))
    if lengths.least:
        yield Option(_of_length(lengths.least), _at("minLength", lengths.least), "minLength")
    else:
        yield Option("", "as an empty text", "minLength")
    if lengths.most is not None and lengths.most <= LONGEST:
        yield Option(_of_length(lengths.most), _at("maxLength", lengths.most), "maxLength")
    yield Option(fitted(_UNICODE, lengths), "in letters beyond ASCII", "unicode")
    yield Option(fitted(_SIGNS, lengths), "with quotes and signs", "unicode")
    if lengths.most is None:
        size = max(_UNBOUNDED, min(lengths.least, LONGEST))
        yield Option(_of_length(size), f"of {size} characters", "length")
    elif lengths.most <= LONGEST // 4:
        label = f"of {lengths.most} characters beyond the basic plane"
        yield Option("🦀" * lengths.most, label, "maxLength")


def fitted(text: str, lengths: Count) -> str:
    """The text cut or lengthened to the lengths that there may be."""
    if len(text) < lengths.least <= LONGEST:
        text = (text + " " + _of_length(lengths.least))[: max(lengths.least, len(text))]
        text = text[:-1] + "s" if text.endswith(" ") else text
    return text if lengths.most is None else text[: lengths.most]


def _of_length(size: int) -> str:
    return ("abcdefghij" * (min(size, LONGEST) // 10 + 1))[: min(size, LONGEST)]


def _samples(form: str) -> Samples:
    return SAMPLES.get(form, Samples(("text",), (), ("", "")))


def _grown(samples: Samples, size: int | None) -> Iterator[str]:
    if samples.grows is None or size is None or size > LONGEST:
        return
    before, behind = samples.grows
    yield before + "a" * (size - len(before) - len(behind)) + behind


def _asserts(form: str) -> bool:
    samples = SAMPLES.get(form)
    return samples is not None and (bool(samples.wrong) or not has_format("\x00 %", form))


def _length_label(text: str, lengths: Count) -> str:
    if lengths.least and len(text) == lengths.least:
        return _at("minLength", len(text))
    return _at("maxLength", len(text)) if len(text) == lengths.most else ""


def _at(keyword: str, size: int) -> str:
    word = "shortest" if keyword == "minLength" else "longest"
    return f"at its {word}, {size} character{'' if size == 1 else 's'}"
