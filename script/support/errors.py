"""The one error base class: every error that a person may see derives from it; the command line shows it, once."""


class MakeAudioError(Exception):
    """Something a person can put right.

    The message is one plain sentence (or two) that names the file, the place in it and the way out. Raise it
    `from` its cause; `--debug` shows the chain.
    """


class StoryError(MakeAudioError):
    """A story file that can't be read: missing, empty, binary, protected, damaged, unsafe."""


class EditError(MakeAudioError):
    """A file that people edit (script file, book.toml, voices.toml) holds something impossible; names file and line."""
