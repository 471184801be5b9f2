"""What would be broken: a person's settings ignored, misread or overwritten."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.production.book_file import Book, SectionChoice, read_book, update_book_file
from pipeline.sound.pauses import Pauses
from script.support.errors import EditError

BOOK = Book(
    "The Lantern",
    "A. Writer",
    sections=(
        SectionChoice("Copyright", False, "copyright page"),
        SectionChoice("One", True),
        SectionChoice("Two", True),
    ),
)


def test_a_new_file_says_what_the_book_is_with_a_comment_for_each_setting() -> None:
    text = update_book_file(None, BOOK)
    assert read_book(text) == BOOK
    assert "# Say a chapter's title where the story doesn't print it." in text


def test_a_left_out_section_is_put_back_by_one_edit() -> None:
    text = update_book_file(None, BOOK).replace("read = false", "read = true", 1)
    assert read_book(text).sections[0] == SectionChoice("Copyright", True, "copyright page")


def test_an_update_changes_what_changed_and_nothing_else() -> None:
    mine = update_book_file(None, BOOK).replace("# Between paragraphs.", "# I like it slow.").replace("0.6", "0.9")
    mine = mine.replace('title = "One"', '# my favourite\ntitle = "One"  # really')
    grown = replace(read_book(mine), speed=1.25, sections=(*BOOK.sections, SectionChoice("Three", True)))
    text = update_book_file(mine, grown)
    assert read_book(text) == grown
    lost = [line for line in mine.splitlines() if line not in text.splitlines()]
    assert len(lost) == 1
    assert lost[0].startswith("speed = ")
    assert update_book_file(text, grown) == text


def test_a_file_that_says_the_same_is_left_to_the_byte() -> None:
    odd = 'title="The Lantern"   # hm\r\n\n\n[pauses]\nhead= 1\n'
    assert update_book_file(odd, read_book(odd)) == odd


def test_settings_missing_from_the_file_can_still_be_set() -> None:
    text = update_book_file(
        'title = "x"\n\n[[sections]]\ntitle = "One"\n', Book("x", speed=2.0, sections=(SectionChoice("One", True),))
    )
    assert read_book(text).speed == 2.0
    assert read_book(text).sections == (SectionChoice("One", True),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('title = "x"\nautor = "y"', r"book\.toml:2: autor .* author\?"),
        ('title = "x"\nspeed = 1', r"book\.toml:2: speed belongs below \[speech\]"),
        ('title = "x"\n[speech]\n\nspeed = 9', r"book\.toml:4: speech\.speed must be a number from 0\.5 to 3, not 9"),
        ('title = "x"\n[sound]\nformats = ["mp4"]', r"book\.toml:3: .*did you mean mp3\?"),
        ('title = "x"\n[pauses]\nspeaker = 1', r"book\.toml:3: .* speakers\?"),
        ('title = "x"\nspeak_titles = "yes"', r"book\.toml:2: .*true or false"),
        ('title = "x"\nlanguage = "English!"', r"book\.toml:2: .*language code"),
        ('title = "x"\n[[sections]]\ntitle = "a"\nraed = true', r"book\.toml:4: raed .* read\?"),
        ('title = "x"\nspeech = 3', r"book\.toml:2: speech must be a table"),
        ('title = "x"\ncover = \n', r"book\.toml:2: this is not valid TOML"),
        ("[speech]\nspeed = 1\n", r"book\.toml:1: title is missing"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_way_out(text: str, message: str) -> None:
    with pytest.raises(EditError, match=message):
        read_book(text)


_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_sections = st.lists(st.builds(SectionChoice, _words, st.booleans(), _words), max_size=5).map(tuple)
_books = st.builds(
    Book,
    title=_words,
    author=_words,
    cover=st.sampled_from(["", "cover.jpg", "pictures/Größe 1.png"]),
    speed=st.floats(0.5, 3),
    letters=st.booleans(),
    formats=st.sampled_from([("mp3",), ("m4b",), ("mp3", "m4b")]),
    pauses=st.builds(Pauses, scenes=st.floats(0, 20)),
    sections=_sections,
)


@settings(max_examples=60, deadline=None)
@given(_books, _books)
def test_whatever_the_book_is_the_file_says_it_new_or_changed(old: Book, new: Book) -> None:
    text = update_book_file(None, old)
    assert read_book(text) == old
    assert read_book(update_book_file(text, new)) == new


@pytest.mark.parametrize(
    ("table", "key", "low", "high"),
    [
        ("speech", "speed", 0.5, 3.0),
        ("sound", "loudness", -40.0, -8.0),
        ("sound", "ceiling", -12.0, -0.5),
        *(
            ("pauses", key, 0.0, 20.0)
            for key in ("lines", "speakers", "paragraphs", "scenes", "headings", "head", "tail")
        ),
    ],
)
def test_a_number_is_taken_up_to_its_limits_and_refused_beyond(table: str, key: str, low: float, high: float) -> None:
    def read(value: float) -> float:
        book = read_book(f'title = "x"\n[{table}]\n{key} = {value}')
        found: float = getattr(book.pauses if table == "pauses" else book, key)
        return found

    assert (read(low), read(high)) == (low, high)
    for beyond in (low - 0.001, high + 0.001):
        with pytest.raises(EditError, match=rf"{key} must be a number from {low:g} to {high:g}"):
            read(beyond)
    with pytest.raises(EditError, match="must be a number"):
        read_book(f'title = "x"\n[{table}]\n{key} = true')


def test_what_a_file_does_not_say_is_what_nobody_chose() -> None:
    assert read_book('title = "x"') == Book(
        title="x",
        author="",
        language="en",
        cover="",
        speak_titles=False,
        engine="auto",
        cast_engine="",
        shared_cast="",
        speed=1.0,
        formats=("mp3",),
        bitrate=192,
        loudness=-20.0,
        ceiling=-3.0,
        letters=True,
        thoughts=True,
        pauses=Pauses(1.0, 0.12, 0.4, 0.4, 0.3, -0.06, 0.9, 0.8, 1.8, 1.2, 0.75, 2.5),
        sections=(),
    )


@pytest.mark.parametrize(
    ("code", "taken"),
    [
        ("en", True),
        ("EN-gb", True),
        ("zh-hant-tw", True),
        ("gsw", True),
        ("e", False),
        ("engl", False),
        ("en-g", False),
    ],
)
def test_a_language_is_a_code_in_any_case(code: str, taken: bool) -> None:
    text = f'title = "x"\nlanguage = "{code}"'
    if taken:
        assert read_book(text).language == code.lower()
    else:
        with pytest.raises(EditError, match="language code"):
            read_book(text)


def test_every_bit_rate_that_is_offered_is_taken_and_no_other() -> None:
    for bitrate in (64, 96, 128, 160, 192, 224, 256, 320):
        assert read_book(f'title = "x"\n[sound]\nbitrate = {bitrate}').bitrate == bitrate
    for bitrate in (63, 65, 48, 321, 384):
        with pytest.raises(EditError, match="must be one of 64, 96, 128, 160, 192, 224, 256, 320"):
            read_book(f'title = "x"\n[sound]\nbitrate = {bitrate}')


@pytest.mark.parametrize("cover", ["../a.jpg", "/home/me/a.jpg", "a/../../b.png", "C:/x.png", "a\\\\b.png", "nul"])
def test_a_cover_elsewhere_is_told_and_one_in_the_folder_taken(cover: str) -> None:
    with pytest.raises(EditError, match=r"book\.toml:2: cover must be a path in this folder"):
        read_book(f'title = "x"\ncover = "{cover}"\n')
    assert read_book('title = "x"\ncover = "./art/cover.jpg"\n').cover == "art/cover.jpg"
