"""TensorBoard for a run: a program of its own, on this machine only, begun by a click and ended with the window."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal

# It says so on its standard error when it is ready.
_ADDRESS = re.compile(rb"(http://localhost:\d+)/")


class TensorBoard(QObject):
    """`ready` brings its address; `failed` what it said when it ended by itself."""

    ready = Signal(str)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.address = ""
        self._said = b""
        self._stopping = False
        self._process = QProcess(self)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        self._process.readyRead.connect(self._on_words)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)

    @property
    def running(self) -> bool:
        return self._process.state() != QProcess.ProcessState.NotRunning

    def start(self, folder: Path) -> None:
        """Show the run in this folder. One that shows another run ends first."""
        self.stop()
        self.address, self._said, self._stopping = "", b"", False
        arguments = ["-m", "tensorboard.main", "--logdir", str(folder), "--host", "localhost", "--port", "0"]
        self._process.start(sys.executable, arguments)

    def stop(self) -> None:
        """End it and wait for that, at most a few seconds."""
        if not self.running:
            return
        self._stopping = True
        # A program that only reads; on Windows `terminate` does not reach programs without a window.
        if sys.platform != "win32":
            self._process.terminate()
            if self._process.waitForFinished(2000):
                return
        self._process.kill()
        self._process.waitForFinished(2000)

    def _on_words(self) -> None:
        self._said += bytes(self._process.readAll().data())
        found = _ADDRESS.search(self._said)
        if found and not self.address:
            self.address = found.group(1).decode()
            self.ready.emit(self.address)

    def _on_finished(self) -> None:
        if not self._stopping:
            self.failed.emit(self._said.decode("utf-8", "replace")[-4000:])

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.failed.emit(self._process.errorString())
