"""How a target is written: what is taken, what is refused, and that no password is ever shown."""

import unicodedata
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritualtui.errors import UsageError
from ritualtui.sync.address import Address, parse, redacted, shown

SECRET = "marmalade-canary-0451"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("sftp://ana@host/folder", Address("sftp", "host", "/folder", "ana")),
        ("SFTP://host:2222//a//b/", Address("sftp", "host", "/a/b", "", 2222)),
        ("sftp://host", Address("sftp", "host")),
        ("sftp://host/~/ours", Address("sftp", "host", "/~/ours")),
        ("sftp://[::1]:22/x", Address("sftp", "::1", "/x", "", 22)),
        ("webdavs://ana@cloud.example/remote.php/dav/files/ana%40x.org/our%20two",
         Address("webdavs", "cloud.example", "/remote.php/dav/files/ana@x.org/our two", "ana")),
        ("webdavs://cloud.example:8443/dav/ana@x.org", Address("webdavs", "cloud.example", "/dav/ana@x.org", "", 8443)),
        ("s3://Bucket.name/a/b/", Address("s3", "Bucket.name", "a/b")),
        ("s3://b1?endpoint=https://minio.example:9000&region=eu&profile=ours",
         Address("s3", "b1", options=(("endpoint", "https://minio.example:9000"), ("region", "eu"),
                                       ("profile", "ours")))),
        ("rclone:our drive:a/b/", Address("rclone", "our drive", "a/b")),
        ("rclone:drive:", Address("rclone", "drive", "")),
        ("/a/folder", Address("file", path="/a/folder")),
        ("file:///a/our%20folder", Address("file", path="/a/our folder")),
    ],
)  # fmt: skip
def test_what_is_an_address(text: str, address: Address) -> None:
    assert parse(text) == address
    assert parse(f" {text}\n") == address


@pytest.mark.parametrize(
    "text",
    ["sftp://", "sftp:///x", "sftp://host:x/", "sftp://host:99999/", "sftp://-oProxyCommand=x/y", "sftp://-l@host/y",
     "sftp://a b/y", "sftp://host/a/../b", "sftp://host/x?y=z", "sftp://host/x#y", "webdavs://host/\x1b[31m", "sftp://[::1/x",
     "s3://b", "s3:///x", "s3://bucket?key=x", "s3://bucket?endpoint=file:///etc", "s3://bucket?endpoint=http://a:b@c",
     "s3://bucket?profile=", "rclone:", "rclone:x", "rclone::sftp,ssh=evil:/x", "rclone:drive,shared=true:x",
     "rclone:--config=x:y", "rclone:drive:../x", "file://host/x", "file://[",
     "file:///a%00b", "", "  ", "x\0y", "sftp://" + "h" * 3000],
)  # fmt: skip
def test_what_is_none_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(UsageError) as err:
        parse(text)
    assert str(err.value).isprintable() and err.value.next_step


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("sfpt://host/x", "sftp://"),
        ("ssh://host/x", "sftp://"),
        ("https://cloud.example/dav", "webdavs://"),
        ("webdavss://cloud.example/dav", "webdavs://"),
        ("s4://bucket/x", "s3://"),
        ("dropbox://x", "rclone:"),
        ("gopher://x", "sftp, webdav, webdavs, s3, rclone"),
    ],
)
def test_an_unknown_kind_names_the_nearest(text: str, nearest: str) -> None:
    with pytest.raises(UsageError, match="aren't known") as err:
        parse(text)
    assert nearest in err.value.next_step


@pytest.mark.parametrize(
    "text",
    [f"sftp://ana:{SECRET}@host/x", f"webdavs://ana:{SECRET}@host:1/x?a=b", f"webdav://:{SECRET}@host/x",
     f"s3://AKIA:{SECRET}@bucket/x", f"s3://{SECRET}@bucket/x", f"sftp://ana:a/{SECRET}@host/x", f"sftp://ana:1?{SECRET}@host",
     f"sftp://ana:1#{SECRET}@host", f"webdavs://a@b:{SECRET}@host/x", f"https://ana:{SECRET}@host/x",
     f"webdavs://ana:@{SECRET}@host/x", f"webdav:ana:{SECRET}@host", f"webdav:/ana:{SECRET}@host/x",
     f"webdav//ana:{SECRET}@host/x", f"sftp:ana:{SECRET}@host", f"https:ana:{SECRET}@host", f"ana:{SECRET}@host:x"],
)  # fmt: skip
def test_a_password_in_an_address_is_refused_and_never_shown(text: str) -> None:
    with pytest.raises(UsageError) as err:
        parse(text)
    for said in (str(err.value), repr(err.value), shown(text), redacted(f"no: {text}", (SECRET,))):
        assert SECRET not in said
    assert "password" in err.value.what or "aren't known" in err.value.what


def test_what_stands_behind_a_question_mark_is_not_shown() -> None:
    assert shown(f"webdavs://host/share?token={SECRET}") == "webdavs://host/share"
    assert shown("sftp://ana@host/x") == "sftp://ana@host/x"
    assert shown("/a/folder") == "/a/folder"
    assert shown("rclone:drive:x") == "rclone:drive:x"
    with pytest.raises(UsageError) as err:
        parse(f"webdavs://host/share?token={SECRET}")
    assert SECRET not in str(err.value)


@pytest.mark.slow
def test_a_command_that_is_mistyped_shows_no_password(run: Callable[..., CompletedProcess[str]]) -> None:
    run("init", "--me", "Ana", "--partner", "Ben")
    for address in (f"webdav:ana:{SECRET}@host", f"webdavs://ana:{SECRET}@host/x", f"ana:{SECRET}@host"):
        for command in (["sync", "setup"], ["sync"], [], ["sync", "leave"], ["sync", "join"], ["sync", "setup", "x"]):
            told = run(*command, address)
            assert told.returncode == 2 and told.stderr.count("\n") == 1
            assert SECRET not in told.stdout + told.stderr


def test_a_folder_may_be_called_as_an_address_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sftp:ours").mkdir()
    assert parse("sftp:ours") == Address("file", path=str(tmp_path / "sftp:ours"))
    assert parse("./a:b@c") == Address("file", path=str(tmp_path / "a:b@c"))


@given(st.text(max_size=60), st.sampled_from(["", "sftp://", "webdavs://", "s3://", "rclone:", "file://"]))
def test_any_text_is_an_address_or_refused_and_shown_without_escapes(text: str, begin: str) -> None:
    said = [shown(begin + text)]
    try:
        said.append(str(parse(begin + text)))
    except UsageError as err:
        said.append(str(err))
    assert [c for line in said for c in line if unicodedata.category(c) == "Cc"] == []


@given(st.text("abc/?#:@1", min_size=1, max_size=8), st.sampled_from(["sftp", "webdav", "webdavs", "s3"]))
def test_no_password_is_shown_whatever_it_is_made_of(password: str, scheme: str) -> None:
    """A password with a slash right behind what could be a port is the one that cannot be told from a path."""
    text = f"{scheme}://ana:{password}ZZZ@host/x"
    assert "ZZZ" not in shown(text) or password.partition("/")[0].isdigit()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\x1b[31mred\x1b[0m\nand more", "red and more"),
        ("Get https://ana:pw@host/x: no", "Get https://…@host/x: no"),
        ("a\x07b\x9bc", "a�b�c"),
        ("x" * 500, "x" * 159 + "…"),
    ],
)
def test_what_others_say_is_one_short_line(text: str, said: str) -> None:
    assert redacted(text) == said
