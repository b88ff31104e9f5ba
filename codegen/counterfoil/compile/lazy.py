"""Packages that load what is asked of them on first use, and that type checkers see whole."""

from collections.abc import Iterable, Mapping

from counterfoil.compile.text import docstring, literal, stencil


def lazy_package(
    about: str, why: str, homes: Mapping[str, str], modules: Iterable[str], public: Iterable[str]
) -> str:
    """An `__init__.py` with the names of `homes` (name → module), of `modules` inside, and no import.

    `why` says what nobody has to load; `public` becomes `__all__`.
    """
    return stencil("lazy.py.jinja").render(
        docstring=docstring(about, 0),
        why=why,
        homes=[(name, home, literal(name), literal(home)) for name, home in sorted(homes.items())],
        modules=[(name, literal(name)) for name in sorted(modules)],
        exported=sorted(public),
    )
