"""The tags that every template has: icons, hashed addresses of our files, and sentences in the reader's language."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.template import Context, Library
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from uncramp.web.tags import icons
from uncramp.wording import figures, languages

register = Library()
NUMBER_WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
STATIC = Path(__file__).parent.parent / "static"


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """Draw one of our icons; ``extra`` adds a class."""
    return SafeString(icons.svg(name, extra))


def _language(context: Context) -> str:
    return str(context.get("language") or "en")


def _plain(value: object) -> str:
    return value if isinstance(value, str) else str(value)


@lru_cache(maxsize=64)
def _hash(path: str) -> str:
    return sha256((STATIC / path).read_bytes()).hexdigest()[:10]


@register.simple_tag
def asset(path: str) -> str:
    """Give the address of a file of ours, with a hash of its content so that it may be kept for a year."""
    return f"/static/{path}?v={_hash(path)}"


@register.simple_tag(takes_context=True)
def translate(context: Context, english: str, **values: object) -> str:
    """Say an English sentence in the reader's language, ``{place}`` filled with the value of that name, escaped."""
    escaped = {name: conditional_escape(_plain(value)) for name, value in values.items()}
    sentence = languages.text(_language(context), english, **escaped)
    return SafeString(sentence) if values else sentence


@register.simple_tag(takes_context=True)
def counted(context: Context, singular: str, plural: str, n: int, **values: object) -> str:
    """Say a counted sentence in the reader's language; ``{n}`` is the number, ``{many}`` the same in words up to 12."""
    language = _language(context)
    escaped = {name: conditional_escape(_plain(value)) for name, value in values.items()}
    many = languages.text(language, NUMBER_WORDS[n]) if 0 <= n < len(NUMBER_WORDS) else str(n)
    return SafeString(languages.plural(language, singular, plural, n, many=many, **escaped))


@register.simple_tag
def certainty_dots(level: int) -> SafeString:
    """Draw certainty: ``level`` of four dots filled; -1 is two rings struck through (contradicted)."""
    if level < 0:
        inside = '<path d="M1 6h40"/><circle cx="13" cy="6" r="4"/><circle cx="29" cy="6" r="4"/>'
    else:
        dot = '<circle cx="{}" cy="6" r="4"{}/>'
        inside = "".join(dot.format(6 + 10 * n, ' class="on"' if n < level else "") for n in range(4))
    return format_html('<svg viewBox="0 0 42 12" aria-hidden="true" focusable="false">{}</svg>', SafeString(inside))


@register.filter
def unlocalize_number(value: float) -> str:
    """Write a number for a machine: a point, no grouping, whatever the language of the page."""
    return f"{value:g}"


@register.simple_tag(takes_context=True)
def figure(context: Context, picture_id: str | None, moving: bool = False) -> SafeString:
    """Draw a figure with its title and description; nothing where there is none. One that moves can be held still."""
    language = _language(context)
    drawn = figures.say_figure(picture_id, language, still=not moving)
    if drawn is None:
        return SafeString("")
    hold = '<label class="hold-still"><input type="checkbox"> {}</label>' if moving and drawn.moves else "{}"
    label = languages.text(language, "Hold the picture still") if moving and drawn.moves else ""
    return format_html('<figure class="picture">{}' + hold + "</figure>", SafeString(drawn.svg), label)


@register.simple_tag
def sign_icon(picture: str) -> SafeString:
    """Draw the icon of a safety sign; a sheet whose picture we have not drawn gets the plain one."""
    name = icons.SIGN_PICTURES.get(picture, "sign_other")
    return SafeString(icons.svg(name))
