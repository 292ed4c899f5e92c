"""What every test gets: a quiet world of its own, and nothing left behind."""

import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

# Before Qt, Babel or the program are imported: no test may depend on this machine's clock, tongue or owner.
_WORLD = Path(tempfile.mkdtemp(prefix="plum-tests-"))  # made with mode 0700, as XDG_RUNTIME_DIR must be
for _name in ("LANG", "LANGUAGE", "LC_MESSAGES", "PLUM_DATA", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME"):
    os.environ.pop(_name, None)
os.environ |= {"LC_ALL": "C.UTF-8", "TZ": "UTC", "XDG_RUNTIME_DIR": str(_WORLD)}
os.environ |= {
    f"XDG_{kind}_HOME": str(_WORLD / kind.lower()) for kind in ("CACHE", "CONFIG", "DATA", "STATE")
}
if hasattr(time, "tzset"):
    time.tzset()
if sys.platform == "linux" and not os.environ.get("DISPLAY") and not shutil.which("Xvfb"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest  # noqa: E402 -- the environment comes first

from tests.domain_coverage import DomainCoverage, is_whole_suite  # noqa: E402
from tests.leaks import ErrorLog, Threads  # noqa: E402
from tests.postgres import PostgresServer, postgres_server  # noqa: E402
from tests.profiles import load_profile  # noqa: E402

load_profile()


def pytest_configure(config: pytest.Config) -> None:
    # Asked to end, pytest goes as it goes at Ctrl-C: servers and screens that were started are stopped.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    config.addinivalue_line("markers", "logs_errors: this test makes the program log errors, and expects it")
    if is_whole_suite(config):
        config.pluginmanager.register(DomainCoverage(str(config.rootpath)))


def pytest_unconfigure() -> None:
    shutil.rmtree(_WORLD, ignore_errors=True)


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program's data is in the test's folder, never where the person at this machine keeps theirs."""
    monkeypatch.setenv("PLUM_DATA", str(tmp_path / "plum"))


@pytest.fixture(autouse=True)
def _no_thread_left_behind() -> Iterator[None]:
    threads = Threads()
    yield
    if left := threads.left_behind():
        pytest.fail(f"threads left behind: {', '.join(left)}")


@pytest.fixture(autouse=True)
def _no_unexpected_error_logged(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.node.get_closest_marker("logs_errors"):
        yield
        return
    with ErrorLog() as log:
        yield
    if log.messages:
        pytest.fail("errors were logged:\n" + "\n".join(log.messages))


@pytest.fixture(scope="session", name="postgres")
def _postgres() -> Iterator[PostgresServer]:
    """A real PostgreSQL, fsync on, for the whole run; `create_database(template=…)` makes one to use."""
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres: PostgresServer) -> str:
    """The server's maintenance database as a SQLAlchemy URL; to work in, `postgres_database`."""
    return postgres.url("postgres")


@pytest.fixture
def postgres_database(postgres: PostgresServer) -> Iterator[str]:
    """The SQLAlchemy URL of an empty database that exists for this test only."""
    with postgres.temporary_database() as url:
        yield url
