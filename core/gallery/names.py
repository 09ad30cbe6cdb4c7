"""What a person may be called, and when two names are the same name."""

from __future__ import annotations

import unicodedata

from core.errors import InputError

LONGEST_NAME = 200

# Format characters that real names and emoji need: joiners, direction marks, and the tags of flags.
_ALLOWED_FORMAT = {"\u200c", "\u200d", "\u200e", "\u200f", *map(chr, range(0xE0020, 0xE0080))}
_CONTROL = ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")


def clean_name(text: str) -> str:
    """A name as it is stored: Unicode NFC, without spaces around it, one space where there were several.

    Raises:
        InputError: It is empty or invisible, longer than 200 characters, or holds line breaks, control characters or
            characters that turn the text around them.
    """
    for character in text.strip():
        kind = unicodedata.category(character)
        if kind in _CONTROL or (kind == "Cf" and character not in _ALLOWED_FORMAT):
            raise InputError(
                f"The name {_shown(text)} holds the character U+{ord(character):04X}, which no name may hold.",
                hint="Line breaks, control characters and the like are not allowed; everything that can be read is.",
            )
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if not any(unicodedata.category(character)[0] in "LNPS" for character in name):
        raise InputError(f"{_shown(text)} is not a name: there is nothing to read in it.", hint="Give a name.")
    if len(name) > LONGEST_NAME:
        raise InputError(
            f"The name {_shown(text)} has {len(name)} characters; a name has at most {LONGEST_NAME}.",
            hint="Give a shorter one.",
        )
    return name


def same_name_form(name: str) -> str:
    """The form in which names are compared: upper and lower case and invisible characters make no difference."""
    visible = "".join(character for character in name if unicodedata.category(character) != "Cf")
    # Folding can undo the normal form, and so can normalising undo the folding: twice is enough (Unicode 3.13, D145).
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFD", visible).casefold()).casefold()
    return unicodedata.normalize("NFC", folded)


def _shown(text: str) -> str:
    """`text` quoted for a message, with what cannot be printed spelled out."""
    return (
        ascii(text) if len(text) <= 40 and not text.isprintable() else repr(text[:40] + ("…" if len(text) > 40 else ""))
    )
