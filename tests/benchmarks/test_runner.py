"""The runner: what it prints, and that one failure does not hide the other results."""

import json

import pytest

from tests.benchmarks import Result, __main__, median_seconds


class _Pair:
    NAMES = ("quick", "broken")

    def run(self, name: str) -> Result:
        if name == "broken":
            raise OSError("no disk")
        return Result(name, ours=0.5, baseline=2.0, unit="s")


@pytest.fixture(autouse=True)
def _two_benchmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    pair = _Pair()
    monkeypatch.setattr(__main__, "_found", lambda: iter([("broken", pair), ("quick", pair)]))


def test_json_is_one_object_a_line_with_the_keys_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["--only", "quick", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found.items()) == [
        ("name", "quick"),
        ("ratio", 0.25),
        ("ours", 0.5),
        ("baseline", 2.0),
        ("unit", "s"),
    ]


def test_a_benchmark_that_fails_is_shown_and_the_others_are_measured(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert __main__.main([]) == 1
    said = capsys.readouterr()
    assert "OSError: no disk" in said.err
    assert said.out.split() == ["quick", "0.5", "s", "baseline", "2", "s", "ratio", "0.250"]


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        __main__.main(["--only", "nothing"])
    assert "broken" in capsys.readouterr().err


def test_the_median_leaves_the_warm_up_out() -> None:
    runs: list[int] = []
    assert median_seconds(lambda: runs.append(1), times=3, warm_up=2) >= 0
    assert len(runs) == 5
