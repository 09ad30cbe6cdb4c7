"""The frame around every command: help, exit codes, messages, JSON, progress, Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
import typer
from typer.testing import Result

from core.cli import commands
from core.cli.commands import new_app
from core.cli.console import print_json
from core.cli.interrupt import stop_on_interrupt
from core.cli.progress_bar import PlainLines, progress_bar, rate_in_words, time_in_words
from core.errors import Cancelled, DatasetError, InputError
from core.hyperparameters import Hyperparameters, from_mapping
from core.progress import Progress
from core.resources import preset_names

ROOT = Path(__file__).resolve().parent.parent
Facenet = Callable[..., Result]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Make the command `fail` exist, which raises what it is given."""

    def install(error: BaseException) -> None:
        module = ModuleType("core.cli.failing_command")
        module.app = new_app()  # type: ignore[attr-defined]

        @module.app.command("fail")  # type: ignore[attr-defined]
        def fail() -> None:
            raise error

        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setitem(commands.MODULES, "fail", module.__name__)

    return install


def test_help_lists_the_commands(facenet: Facenet) -> None:
    result = facenet("--help")
    assert result.exit_code == 0
    for name in commands.MODULES:
        assert f"\n  {name} " in result.stdout


def test_every_command_explains_itself(facenet: Facenet) -> None:
    for name in commands.MODULES:
        result = facenet(name, "--help")
        assert result.exit_code == 0, name
        assert result.stdout.startswith(f"Usage: facenet {name}")


def test_help_shows_what_was_typed() -> None:
    environment = {**os.environ, "FACENET_CALLED": "python3 run.py"}
    command = [sys.executable, "-m", "facenet_gui", "params", "--help"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Usage: python3 run.py params ")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_without_arguments_and_without_a_display_the_help_is_shown() -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, "-m", "facenet_gui"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: facenet ")
    assert done.stderr.startswith("There is no display here")


def test_version(facenet: Facenet) -> None:
    from core import __version__

    assert facenet("--version").stdout == f"facenet {__version__}\n"


@pytest.mark.parametrize("arguments", [["pramas"], ["params", "--presets"], ["--hom", "x", "params"], []])
def test_usage_errors_exit_with_2_and_keep_stdout_empty(facenet: Facenet, arguments: list[str]) -> None:
    result = facenet(*arguments)
    assert result.exit_code == 2
    if arguments:
        assert result.stdout == ""
        assert "Error:" in result.stderr


def test_a_misspelt_command_is_recognised(facenet: Facenet) -> None:
    assert "'params'" in facenet("pramas").stderr


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (DatasetError("The data set 'x' is empty.", hint="Import something."), 1),
        (InputError("'x' is not a name.", hint="Give one."), 2),
        (Cancelled("Stopped.", hint="Repeat the command to go on."), 130),
    ],
)
def test_an_expected_error_is_two_calm_lines(
    facenet: Facenet, failing: Callable[[BaseException], None], error: DatasetError, code: int
) -> None:
    failing(error)
    result = facenet("fail")
    assert result.exit_code == code
    assert result.stdout == ""
    assert result.stderr.splitlines() == [error.message, error.hint]


def test_a_refused_file_is_named(facenet: Facenet, failing: Callable[[BaseException], None], tmp_path: Path) -> None:
    failing(PermissionError(13, "Permission denied", str(tmp_path / "secret")))
    result = facenet("fail")
    assert result.exit_code == 1
    assert result.stderr == f"{tmp_path / 'secret'}: Permission denied.\n"


def test_an_error_of_our_own_goes_into_a_log(
    facenet: Facenet, failing: Callable[[BaseException], None], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(ZeroDivisionError("of Annabella"))
    monkeypatch.setattr(sys, "argv", ["facenet", "people", "rename", "Annabella", "--gallery=Annabella.sqlite"])
    result = facenet("fail")
    assert result.exit_code == 70
    assert "Traceback" not in result.stderr
    assert "ZeroDivisionError: of Annabella" in result.stderr
    (log,) = (home / "logs").iterdir()
    assert str(log) in result.stderr
    written = log.read_text(encoding="utf-8")
    assert "Traceback (most recent call last)" in written
    assert "builtins.ZeroDivisionError" in written
    assert "people --gallery" in written
    # It may be passed on: it shows code, and nothing of the user's.
    assert "Annabella" not in written


def test_without_a_place_for_the_log_the_details_are_shown(
    facenet: Facenet, failing: Callable[[BaseException], None], home: Path
) -> None:
    home.write_text("a file where the home should be", encoding="utf-8")
    failing(ZeroDivisionError("of a kind"))
    result = facenet("fail")
    assert result.exit_code == 70
    assert "Traceback (most recent call last)" in result.stderr


def test_debug_shows_the_traceback(facenet: Facenet, failing: Callable[[BaseException], None]) -> None:
    failing(DatasetError("The data set 'x' is empty."))
    result = facenet("--debug", "fail")
    assert result.exit_code == 1
    assert "Traceback (most recent call last)" in result.stderr


def test_ctrl_c_is_one_line(facenet: Facenet, failing: Callable[[BaseException], None]) -> None:
    failing(KeyboardInterrupt())
    result = facenet("fail")
    assert (result.exit_code, result.stderr) == (130, "Interrupted.\n")


def test_home_is_where_the_option_says(facenet: Facenet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    facenet("--home", "elsewhere", "params", "--json")
    assert os.environ["FACENET_HOME"] == str(tmp_path / "elsewhere")


@pytest.mark.skipif(os.name == "nt", reason="pipes do not break there")
def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = subprocess.Popen(
        [sys.executable, "-m", "facenet_gui", "params"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert command.stdout is not None
    assert command.stderr is not None
    command.stdout.readline()
    command.stdout.close()
    stderr = command.stderr.read()
    command.stderr.close()
    assert (command.wait(), stderr) == (0, b"")


def test_json_is_strict(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"name": "Škoda 🙂", "value": 0.5})
    assert json.loads(capsys.readouterr().out) == {"name": "Škoda 🙂", "value": 0.5}
    with pytest.raises(ValueError, match="not JSON compliant"):
        print_json({"value": float("nan")})


# -- params


def test_params_json_names_every_hyperparameter(facenet: Facenet) -> None:
    rows = json.loads(facenet("params", "--json").stdout)
    assert [row["name"] for row in rows] == list(Hyperparameters.model_fields)
    by_name = {row["name"]: row for row in rows}
    assert by_name["margin"]["limits"] == {"gt": 0, "le": 4}
    assert by_name["margin"]["type"] == "float"
    assert by_name["triplet_strategy"]["choices"] == ["batch_all", "batch_hard", "batch_semi_hard", "batch_adaptive"]
    assert by_name["flip"]["default"] is True
    assert all(row["help"] for row in rows)


@pytest.mark.parametrize("columns", ["60", "80", "200"])
def test_the_table_of_params_holds_together_at_any_width(
    facenet: Facenet, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    text = facenet("params").stdout
    assert all(name in text for name in Hyperparameters.model_fields)
    assert max(map(len, text.splitlines())) <= int(columns)


def test_presets_are_whole_and_valid(facenet: Facenet) -> None:
    assert {"batch_all", "batch_hard", "batch_adaptive"} <= set(preset_names())
    for name in preset_names():
        values = json.loads(facenet("params", "--preset", name).stdout)
        assert name in (from_mapping(values).triplet_strategy, "distill", "scratch")
        assert set(values) == set(Hyperparameters.model_fields)


def test_an_unknown_preset_is_an_input_error(facenet: Facenet) -> None:
    result = facenet("params", "--preset", "batch_easy")
    assert result.exit_code == 2
    assert "batch_hard" in result.stderr


# -- progress


def test_plain_lines_come_seldom_and_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    now = 0.0
    lines = PlainLines(clock=lambda: now)
    for done in range(101):
        now = float(done)
        lines(Progress("aligning faces", done, 100))
    err = capsys.readouterr().err.splitlines()
    assert err == [
        "aligning faces: 30 of 100, 1.0/s, 1 min 10 s left",
        "aligning faces: 60 of 100, 1.0/s, 40 s left",
        "aligning faces: 90 of 100, 1.0/s, 10 s left",
        "aligning faces: 100 of 100, 1.0/s",
    ]


def test_plain_lines_rate_counts_what_this_run_did(capsys: pytest.CaptureFixture[str]) -> None:
    now = 0.0
    lines = PlainLines(clock=lambda: now)
    lines(Progress("reading", 900, 1000))
    now = 50.0
    lines(Progress("reading", 950, 1000))
    assert capsys.readouterr().err == "reading: 950 of 1,000, 1.0/s, 50 s left\n"


def test_progress_without_a_terminal_writes_nothing_to_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar() as listener:
        listener(Progress("reading", 1, 1))
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "reading: 1 of 1\n")


def test_the_bar_shows_each_stage(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    with progress_bar() as listener:
        for stage in ("reading", "aligning"):
            for done in range(4):
                listener(Progress(stage, done, 3))
        listener(Progress("writing", 7))
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "reading" in captured.err
    assert "aligning" in captured.err
    assert "3 of 3" in captured.err
    assert " 7 " in captured.err


def test_words_for_rates_and_times() -> None:
    assert [rate_in_words(value) for value in (120.0, 1.0, 0.5)] == ["120.0/s", "1.0/s", "30.0/min"]
    assert [time_in_words(value) for value in (0.2, 59.4, 61, 3_599.7, 7_500)] == [
        "0 s",
        "59 s",
        "1 min 1 s",
        "1 h 0 min",
        "2 h 5 min",
    ]


# -- Ctrl-C


@pytest.fixture
def handlers() -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    yield
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.usefixtures("handlers")
def test_the_first_interrupt_asks_and_the_second_leaves(capfd: pytest.CaptureFixture[str]) -> None:
    with stop_on_interrupt("Stopping.") as stop:
        assert not stop.is_set()
        signal.raise_signal(signal.SIGINT)
        assert stop.is_set()
        assert capfd.readouterr().err == "\nStopping.\n"
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


@pytest.mark.usefixtures("handlers")
def test_a_polite_kill_is_a_request_too() -> None:
    with stop_on_interrupt() as stop:
        signal.raise_signal(signal.SIGTERM)
        assert stop.is_set()


def test_outside_the_main_thread_nothing_is_caught() -> None:
    states = []

    def work() -> None:
        with stop_on_interrupt() as stop:
            states.append(stop.is_set())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert states == [False]


def test_exit_codes_of_typer_pass_through(facenet: Facenet, failing: Callable[[BaseException], None]) -> None:
    failing(typer.Exit(3))
    assert facenet("fail").exit_code == 3
