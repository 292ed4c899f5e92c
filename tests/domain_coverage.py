"""The rules are covered to the last branch: asked of every run of the whole suite, and of no other."""

from io import StringIO

import coverage
import pytest
from coverage.exceptions import CoverageException, CoverageWarning

_PERCENT_WANTED = 100


class DomainCoverage:
    """A pytest plugin that measures posapp/domain and fails the run where a branch was never taken.

    Not pytest-cov: this measures one package only, costs nothing when some tests are run, and keeps its
    data in memory, so that two runs in one clone do not disturb each other.
    """

    def __init__(self, root: str) -> None:
        self._coverage = coverage.Coverage(
            data_file=None,
            branch=True,
            source=[f"{root}/posapp/domain"],
            config_file=f"{root}/pyproject.toml",
        )
        self._report = ""
        self._coverage.start()

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        self._coverage.stop()
        if exitstatus != pytest.ExitCode.OK:
            return  # what failed cannot cover what stands behind it
        if report := self._missing():
            self._report = report
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _missing(self) -> str:
        """The branches never taken, as coverage prints them; empty where there are none."""
        text = StringIO()
        try:
            covered = self._coverage.report(file=text)
        except (CoverageException, CoverageWarning) as problem:
            return f"{problem}\n"
        return text.getvalue() if covered < _PERCENT_WANTED else ""

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._report:
            terminalreporter.section("posapp/domain is not covered to the last branch", red=True)
            terminalreporter.write(self._report)


def is_whole_suite(config: pytest.Config) -> bool:
    """Whether nothing on the command line narrows the run."""
    chosen = config.option
    narrowed = (chosen.keyword, chosen.markexpr, chosen.deselect, chosen.ignore, chosen.ignore_glob)
    cut_short = chosen.lf or chosen.maxfail or chosen.collectonly
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS and not any(narrowed) and not cut_short
