"""The names of the fields that a model was given, which tell whether somebody asks for one of them."""

from collections.abc import Callable, Iterable, Iterator


class ToldNames(set[str]):
    """Names as pydantic keeps them in `model_fields_set`; what is looked for or listed is told."""

    def __init__(self, names: Iterable[str], tell: Callable[[str], None]) -> None:
        super().__init__(names)
        self._tell = tell

    def __contains__(self, name: object) -> bool:
        if isinstance(name, str):
            self._tell(name)
        return super().__contains__(name)

    def __iter__(self) -> Iterator[str]:
        for each in super().__iter__():
            self._tell(each)
            yield each
