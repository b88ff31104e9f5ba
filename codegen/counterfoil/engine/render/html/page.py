"""One HTML file that needs nothing else: no network, no script, no other file."""

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from counterfoil.engine.render.html.elements import Markup, joined, said


def page(title: str, *body: Markup) -> str:
    """A whole page, in the look that all have."""
    style = files("counterfoil.engine.render.html").joinpath("style.css").read_text("utf-8")
    # Nothing is loaded and nothing runs, even where something in a page were taken for markup.
    allowed = f"default-src 'none'; style-src 'sha256-{_digest(style)}'; base-uri 'none'; form-action 'none'"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{allowed}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">\n'
        f"<title>{said(title)}</title>\n<style>{style}</style></head>\n"
        f"<body>{joined(body)}</body></html>\n"
    )


def _digest(style: str) -> str:
    return b64encode(sha256(style.encode()).digest()).decode()
