"""What would be broken: damage that passes for what was written, or a file of before that nobody can read any more."""

import json
from pathlib import Path

import pytest

from pipeline.disk.files import DiskError
from pipeline.disk.sealed_text import DamagedError, is_sealed, payload_of, read_json, read_own_text, sealed

PAYLOAD = '{"text": "“Über”\\n", "many": [1, 2]}\n'


def test_a_payload_comes_back_and_any_json_reader_sees_it() -> None:
    text = sealed("record", PAYLOAD)
    assert payload_of("record", text) == PAYLOAD.removesuffix("\n")
    assert read_json("record", text) == json.loads(text)["data"] == json.loads(PAYLOAD)
    assert is_sealed(text)


def test_every_changed_missing_or_added_byte_is_found() -> None:
    data = sealed("record", PAYLOAD).encode()
    changed = [data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :] for at in range(len(data)) for bit in (1, 32, 128)]
    cut = [data[:at] for at in range(len(data))]
    for one in (*changed, *cut, data + b"\n", data + b" "):
        text = one.decode("utf-8", "replace")
        with pytest.raises(DamagedError):
            read_json("record", text)


def test_another_files_content_and_another_versions_are_told() -> None:
    with pytest.raises(DamagedError, match="parked"):
        payload_of("script", sealed("parked", "{}"))
    with pytest.raises(DamagedError, match="another version"):
        payload_of("script", sealed("script", "{}").replace('"version": 1', '"version": 2'))


def test_a_file_of_before_there_were_sums_is_its_own_payload() -> None:
    assert read_json("record", PAYLOAD) == json.loads(PAYLOAD)
    assert not is_sealed(PAYLOAD)


@pytest.mark.parametrize("payload", ["[" * 100_000, "1" * 5000, '"\\ud83d"', "{", ""])
def test_what_no_reader_can_take_is_damage_and_no_crash(payload: str) -> None:
    for text in (payload, sealed("record", payload)):
        with pytest.raises(DamagedError):
            read_json("record", text)


def test_a_backslash_before_an_u_is_no_half_character() -> None:
    text = json.dumps("\\ud83d, \ud83d\ude00")
    assert read_json("record", sealed("record", json.dumps("\\ud83d"))) == "\\ud83d"
    assert text


def test_line_ends_that_somebody_translated_are_no_damage(tmp_path: Path) -> None:
    text = sealed("record", PAYLOAD)
    (tmp_path / "a.json").write_bytes(text.replace("\n", "\r\n").encode())
    assert read_own_text(tmp_path / "a.json") == text


def test_a_folder_where_a_file_should_be_is_a_plain_error(tmp_path: Path) -> None:
    assert read_own_text(tmp_path / "missing") is None
    with pytest.raises(DiskError, match="is no file"):
        read_own_text(tmp_path)
