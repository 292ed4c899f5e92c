"""The look in one place: colours (DESIGN 6), sizes of type, and the palette and style sheet made of them."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QColor, QPalette

from posapp import places

BACKGROUND = "#FAF7F5"
CARD = "#FFFFFF"
LINE = "#E7DFE3"
LINE_DARK = "#CFC4CA"
INK = "#241C22"
SECONDARY = "#756A72"
SECONDARY_ON_TINT = "#6A5F67"
FAINT = "#8A8087"  # what cannot be pressed now
PLUM = "#6B2D5C"
PLUM_DARK = "#592149"
PLUM_TINT = "#F3E9EF"
PLUM_OFF = "#E4D9E0"
PLUM_OFF_TEXT = "#685A62"
LEAF = "#2F7D4F"
LEAF_TEXT = "#276B43"  # leaf for small text
LEAF_TINT = "#E8F3EC"

SMALL_PX = 14
BODY_PX = 16
STRONG_PX = 17
TITLE_PX = 20
HEADLINE_PX = 28
OUTCOME_PX = 40

TOUCH_PX = 48  # nothing that is pressed is smaller
GAP_PX = 8
EDGE_PX = 20

# One typeface per script, the first that has a letter draws it (resources/fonts).
FAMILIES = ("Noto Sans", "Sarabun", "BIZ UDPGothic")

# Text on what it stands on: a test holds each pair at 4.5 : 1 or better.
PAIRS = (
    (INK, BACKGROUND),
    (INK, CARD),
    (INK, PLUM_TINT),
    (SECONDARY, BACKGROUND),
    (SECONDARY, CARD),
    (SECONDARY_ON_TINT, PLUM_TINT),
    (PLUM, CARD),
    (PLUM, PLUM_TINT),
    (CARD, PLUM),
    (CARD, PLUM_DARK),
    (PLUM_OFF_TEXT, PLUM_OFF),
    (LEAF_TEXT, LEAF_TINT),
)


def style_sheet() -> str:
    """Return the style sheet with the tokens filled in."""
    source = (places.resources() / "themes" / "plum.qss").read_text(encoding="utf-8")
    tokens = {name.lower(): value for name, value in globals().items() if name.isupper()}
    return Template(source).substitute(tokens)


def palette() -> QPalette:
    """Return the colours of what the style sheet does not name."""
    colours = QPalette(QColor(CARD), QColor(BACKGROUND))
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.WindowText, INK),
        (roles.Text, INK),
        (roles.ButtonText, INK),
        (roles.Base, CARD),
        (roles.PlaceholderText, SECONDARY),
        (roles.Highlight, PLUM),
        (roles.HighlightedText, CARD),
    ):
        colours.setColor(role, QColor(colour))
    return colours
