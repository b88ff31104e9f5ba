"""What path templates say."""

import re

_PARAMETER = re.compile(r"\{([^{}]*)\}")


def names(path: str) -> tuple[str, ...]:
    """The parameters of a path template, in order.

    >>> names("/orders/{id}/lines/{line}")
    ('id', 'line')
    """
    return tuple(_PARAMETER.findall(path))


def anonymous(path: str) -> str:
    """The path template with its parameters' names taken out.

    >>> anonymous("/orders/{id}")
    '/orders/{}'
    """
    return _PARAMETER.sub("{}", path)


def overlap(path: str, other: str) -> bool:
    """Whether neither template is plainly the more specific one, yet some path matches both.

    >>> overlap("/{entity}/mine", "/orders/{id}"), overlap("/orders/mine", "/orders/{id}")
    (True, False)
    """
    ours, theirs = path.split("/"), other.split("/")
    if len(ours) != len(theirs):
        return False
    wider = narrower = False
    for mine, yours in zip(map(anonymous, ours), map(anonymous, theirs), strict=True):
        if mine == yours:
            continue
        if mine != "{}" and yours != "{}":
            return False
        wider |= mine == "{}"
        narrower |= yours == "{}"
    return wider and narrower
