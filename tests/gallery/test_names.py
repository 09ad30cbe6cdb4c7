import unicodedata

import pytest

from core.errors import InputError
from core.gallery.names import LONGEST_NAME, clean_name, same_name_form


@pytest.mark.parametrize(
    "name",
    ["Anna", "Zoë Ångström", "李小龙", "محمد", "O'Neill-Smith, Jr.", "👩‍👩‍👧", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "7", "x" * LONGEST_NAME],
)
def test_every_readable_name_is_a_name(name):
    assert clean_name(name) == unicodedata.normalize("NFC", name)


def test_spaces_around_and_between_are_tidied():
    assert clean_name("  Anna   Maria\u00a0Weber ") == "Anna Maria Weber"


@pytest.mark.parametrize("name", ["", "   ", "\u200d", "\u0301", "\t\n"])
def test_nothing_to_read_is_no_name(name):
    with pytest.raises(InputError):
        clean_name(name)


@pytest.mark.parametrize(
    "character", ["\n", "\r", "\t", "\0", "\x1b", "\u2028", "\u202e", "\u2066", "\ud800", "\u200b"]
)
def test_control_characters_are_refused_and_named(character):
    with pytest.raises(InputError, match=f"U\\+{ord(character):04X}"):
        clean_name(f"An{character}na")


def test_a_long_name_is_refused_with_its_length():
    with pytest.raises(InputError, match="300 characters"):
        clean_name("x" * 300)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Anna", "ANNA"), ("Zoë", "Zoe\u0308"), ("STRASSE", "straße"), ("An\u200dna", "Anna"), ("ΣΟΦΟΣ", "σοφος")],
)
def test_names_that_count_as_the_same(one, other):
    assert same_name_form(clean_name(one)) == same_name_form(clean_name(other))


def test_different_names_stay_different():
    assert len({same_name_form(name) for name in ("Anna", "Anne", "Änna", "Ann a")}) == 4
