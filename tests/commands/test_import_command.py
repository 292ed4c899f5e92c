"""``posapp import``: what it prints, how it ends, and that hostile files end in a sentence."""

import gzip
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from posapp.cli import main
from posapp.commands.answers import Exit
from posapp.commands.progress import rate_and_time
from posapp.services.importing import Progress
from tests.interchange.texts import HEADER, PROFILE, line, write
from tests.processes import start

COUNTS = ["read", "taken", "already_there", "rejected", "unmatched"]


@pytest.fixture
def till(tmp_path: Path) -> Path:
    path = tmp_path / "till.toml"
    path.write_text(PROFILE)
    return path


class Said:
    """What a command said and how it ended."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *words: object) -> None:
        self.code = main([str(word) for word in words])
        self.out, self.err = capsys.readouterr()

    @property
    def answer(self) -> dict[str, Any]:
        """The one object that `--json` ends with."""
        found: dict[str, Any] = json.loads(self.out.splitlines()[-1])
        return found

    @property
    def error(self) -> dict[str, Any]:
        (said,) = self.err.splitlines()
        found: dict[str, Any] = json.loads(said)
        return found


def test_json_ends_with_the_counts(tmp_path: Path, till: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line("A", "x"), line("A", "x"), line("B", "x", -1), line("C1", "y", -1)]
    path = write(tmp_path / "sales.csv.gz", lines)
    first = Said(capsys, "import", "sales", path, "--profile", till, "--json")
    again = Said(capsys, "--json", "import", "sales", path, "--profile", till)
    assert (first.code, first.err) == (Exit.OK, "")
    assert len(first.out.splitlines()) == 1
    assert list(first.answer)[:5] == COUNTS
    assert [first.answer[x] for x in COUNTS] == [4, 3, 0, 1, 1]
    assert [again.answer[x] for x in COUNTS] == [4, 0, 3, 1, 0]
    assert Path(first.answer["rejects"]).exists()
    assert Path(first.answer["unmatched_list"]).exists()


def test_a_person_is_told_in_words(tmp_path: Path, till: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "sales.csv", [line("A", "x"), line("B", "x", -1)])
    said = Said(capsys, "import", "sales", path, "--profile", till, "--as", "Anna")
    assert said.code == Exit.OK
    for words in ("2 lines read", "1 taken", "1 could not be taken", "corrects the stock", "report is in"):
        assert words in said.out


def test_without_a_profile_it_shows_the_header_and_writes_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "my till.csv", [line("A", "x", 2, "1.50", customer="4711")])
    said = Said(capsys, "import", "sales", path)
    draft = tmp_path / "plum" / "profiles" / "my till.toml"
    assert said.code == Exit.USAGE
    assert f"is written: {draft}" in said.err
    assert "online-retail" in said.err
    for name in HEADER.split(","):
        assert name in said.out
    assert not (tmp_path / "plum" / "plum.db").exists()
    text = draft.read_text()
    assert 'document = "receipt"' in text
    assert "4711" not in text
    incomplete = Said(capsys, "import", "sales", path, "--profile", "my till")
    assert incomplete.code == Exit.INPUT
    assert "currency" in incomplete.err
    draft.write_text(
        text.replace('currency = ""', 'currency = "EUR"').replace('time_zone = ""', 'time_zone = "UTC"')
    )
    assert Said(capsys, "import", "sales", path, "--profile", "my till", "--json").answer["taken"] == 1
    again = Said(capsys, "import", "sales", path, "--json")
    assert "is there already" in again.error["message"]
    assert again.error["header"] == HEADER.split(",")
    assert 'currency = "EUR"' in draft.read_text(), "what somebody completed is never overwritten"


def _bytes(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


HOSTILE: dict[str, tuple[bytes, Exit, str]] = {
    "an empty file": (b"", Exit.INPUT, "is empty"),
    "blank lines": (b"\n\n \n", Exit.INPUT, "is empty"),
    "an empty packed file": (gzip.compress(b""), Exit.INPUT, "is empty"),
    "NUL bytes": (b"\0" * 100_000, Exit.INPUT, "not the header of a table"),
    "sixteen bits": (f"{HEADER}\n".encode("utf-16"), Exit.INPUT, "utf-16"),
    "a spreadsheet": (b"PK\x03\x04" + bytes(999), Exit.INPUT, "Excel"),
    "a million columns": (b"a," * 1_000_000 + b"\n", Exit.INPUT, "not the header of a table"),
    "many columns": (b"a," * 50_000 + b"\n", Exit.INPUT, "columns"),
    "unbalanced quotes": (b'receipt,"item\n' * 50, Exit.INPUT, "not the header of a table"),
    "noise": (os.urandom(100_000), Exit.INPUT, ""),
    "a packed file cut off": (gzip.compress(os.urandom(200_000))[:999], Exit.INPUT, ""),
    "gzip's first bytes": (b"\x1f\x8b", Exit.INPUT, ""),
    "a line without end": (HEADER.encode() + b"\n" + b"x" * 70_000_000, Exit.INPUT, "line without an end"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_ends_in_a_sentence(
    tmp_path: Path, till: Path, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    content, code, words = HOSTILE[what]
    path = _bytes(tmp_path / "sales.csv", content)
    said = Said(capsys, "import", "sales", path, "--profile", till, "--json")
    assert said.code == code
    assert words in said.error["message"]
    assert said.error["message"].endswith(".")
    if said.out:
        assert said.answer["read"] == said.answer["taken"] + said.answer["rejected"]
    assert Said(capsys, "import", "sales", path, "--json").code in {Exit.USAGE, Exit.INPUT}
    assert Said(capsys, "import", "catalogue", path, "--json").code in {Exit.OK, Exit.INPUT}


HOSTILE_LINES = {
    "wrong encoding": "A,caf\udce9,,1,1.00,2010-12-01 10:00,",
    "NUL bytes": "A,x\0,,1,1.00,2010-12-01 10:00,",
    "a million columns": "," * 1_000_000,
    "a 5,000-digit number": line("A", "x", "7" * 5_000),
    "NaN": line("A", "x", 1, "NaN"),
    "infinity": line("A", "x", "1e999"),
    "unbalanced quotes": line("A", '"x'),
    "digits of another script": line("A", "x", "๓"),
    "the year 0": line("A", "x", at="0000-00-00 00:00"),
}


@pytest.mark.parametrize("what", HOSTILE_LINES)
def test_a_hostile_line_costs_itself(
    tmp_path: Path, till: Path, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    path = write(tmp_path / "sales.csv", [line("A", "x"), HOSTILE_LINES[what], line("B", "x")])
    said = Said(capsys, "import", "sales", path, "--profile", till, "--json")
    assert said.code == Exit.OK
    assert [said.answer[x] for x in COUNTS] == [3, 2, 0, 1, 0]
    rejects = Path(said.answer["rejects"]).read_text("utf-8-sig").splitlines()
    assert rejects[1].startswith("3,")
    assert len(rejects[1]) < 300


def test_what_is_no_file_leaves_no_store(
    tmp_path: Path, till: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (tmp_path, tmp_path / "none.csv"):
        said = Said(capsys, "import", "sales", path, "--profile", till, "--json")
        assert said.code == Exit.INPUT
        assert said.error["error"] in {"is_folder", "no_file"}
    assert not (tmp_path / "plum").exists()


def test_a_file_cut_in_the_middle_is_taken_so_far(
    tmp_path: Path, till: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "sales.csv.gz", [line(f"A{n}", f"{n * 7919 % 1000}") for n in range(5_000)])
    path.write_bytes(path.read_bytes()[:-2_000])
    said = Said(capsys, "import", "sales", path, "--profile", till, "--json")
    assert said.code == Exit.INPUT
    assert said.error["error"] == "broken_off"
    assert said.answer["taken"] > 1_000


def test_wrong_words_are_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["import", "everything", "x.csv"])
    assert ended.value.code == Exit.USAGE
    assert "invalid choice" in capsys.readouterr().err


def test_an_unknown_profile_names_those_there_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "sales.csv", [])
    said = Said(capsys, "import", "sales", path, "--profile", "nothing", "--json")
    assert said.code == Exit.INPUT
    assert "online-retail" in said.error["message"]
    assert not (tmp_path / "plum").exists()


def test_pressing_ctrl_c_keeps_whole_documents(
    tmp_path: Path, till: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "sales.csv", [line(f"A{n}", "x") for n in range(3_000)])
    taken = "posapp.services.import_sales_steps.remember"
    real = sys.modules["posapp.storage.import_sales"].remember

    def press(*arguments: object) -> None:
        real(*arguments)
        os.kill(os.getpid(), signal.SIGINT)

    with monkeypatch.context() as patch:
        patch.setattr(taken, press)
        said = Said(capsys, "import", "sales", path, "--profile", till, "--json")
    assert said.code == Exit.CANCELLED
    assert said.answer["cancelled"] is True
    assert 0 < said.answer["taken"] < 3_000
    rest = Said(capsys, "import", "sales", path, "--profile", till, "--json")
    assert rest.answer["taken"] == 3_000 - said.answer["taken"]


def test_killed_in_the_middle_it_has_taken_whole_documents(tmp_path: Path, till: Path) -> None:
    path = write(tmp_path / "sales.csv", [line(f"A{n}", str(i)) for n in range(4_000) for i in range(3)])
    words = ("--data", tmp_path / "data", "import", "sales", path, "--profile", till, "--json")
    process = start("posapp", *words)
    give_up = time.monotonic() + 30
    while not (tmp_path / "data" / "imports").exists() and time.monotonic() < give_up:
        threading.Event().wait(0.01)
    threading.Event().wait(0.2)
    process.kill()
    process.communicate()
    verified = start("posapp", "--data", tmp_path / "data", "verify")
    assert verified.wait(60) == 0
    verified.communicate()
    again = start("posapp", *words)
    out, _ = again.communicate(timeout=60)
    assert again.returncode == 0
    counts = json.loads(out)
    assert counts["taken"] + counts["already_there"] == 12_000
    assert counts["already_there"] % 3 == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    mount: list[str | Path] = ["mount", "-t", "tmpfs", "-o", "size=4m", "plum-test", folder]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_ends_in_a_sentence_and_loses_nothing(
    small_disk: Path, tmp_path: Path, till: Path
) -> None:
    path = write(tmp_path / "sales.csv", [line(f"A{n}", str(n)) for n in range(20_000)])
    words = ("--data", small_disk / "data", "import", "sales", path, "--profile", till, "--json")
    process = start("posapp", *words)
    out, err = process.communicate(timeout=60)
    assert process.returncode == Exit.STORE
    error = json.loads(err)
    assert error["error"] in {"disk_full", "disk_fails"}
    assert "nothing is taken twice" in error["message"]
    assert 0 < json.loads(out)["taken"] < 20_000
    verified = start("posapp", "--data", small_disk / "data", "verify")
    said, _ = verified.communicate(timeout=60)
    assert verified.returncode == 0, said


def test_a_catalogue_is_taken_by_its_header(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "goods.csv", ["1,Plums,kg,4.50", "2,Tea,,3.00"], "sku,name,unit,price")
    said = Said(capsys, "import", "catalogue", path, "--json")
    assert said.code == Exit.INPUT
    assert "currency=EUR" in said.error["message"]
    said = Said(capsys, "import", "catalogue", path, "--currency", "EUR", "--json")
    assert [said.answer[x] for x in COUNTS] == [2, 2, 0, 0, 0]


def test_rate_and_time_left_are_said() -> None:
    progress = Progress(stage="reading", done=1, whole=9, lines_per_second=21_000.4, seconds_left=None)
    assert rate_and_time(progress) == "21,000 lines/s"
    assert rate_and_time(
        Progress(stage="reading", done=1, whole=9, lines_per_second=5, seconds_left=75.2)
    ) == ("5 lines/s, 1 min 15 s left")


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is a POSIX pseudo-terminal here")
def test_the_bar_is_on_the_terminal_and_nowhere_else(tmp_path: Path, till: Path) -> None:
    import pty

    path = write(tmp_path / "sales.csv", [line(f"A{n}", str(n)) for n in range(5_000)])
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "posapp", "--data", str(tmp_path / "data"), "import", "sales", str(path)]
    process = subprocess.Popen(
        [*words, "--profile", str(till), "--json"],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65_536)
        except OSError:
            break  # the other end has closed
        if not piece:
            break
        shown += piece
    os.close(ours)
    out, _ = process.communicate(timeout=60)
    assert json.loads(out)["taken"] == 5_000
    assert b"lines/s" in shown
    assert b"Reading sales.csv" in shown
