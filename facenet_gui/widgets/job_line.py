"""A job as one line: what, how far, how fast, how long yet, and a button that stops it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from facenet_gui import words
from facenet_gui.core_words import in_words
from facenet_gui.threads.jobs import Job
from facenet_gui.widgets.basics import button, column, label, row


class JobLine(QWidget):
    """Follows one job for as long as it runs; hidden while there is none.

    Args:
        compact: For the status bar: one row instead of two.
    """

    def __init__(self, *, compact: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._title = label("", "small" if compact else "plain")
        self._state = label("", "small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = button(self.tr("Stop"), self._on_stop, kind="quiet", icon_name="circle-stop")
        if compact:
            self._bar.setFixedWidth(140)
            self._stop.setVisible(False)
            self.setLayout(row(self._title, self._bar, self._state))
        else:
            above = row(self._title, None, self._state, self._stop)
            whole = column(spacing=6)
            whole.addLayout(above)
            whole.addWidget(self._bar)
            self.setLayout(whole)
        self.hide()

    def follow(self, job: Job | None) -> None:
        """Show this job from now on; None for nothing."""
        if self._job is not None and self._job is not job:
            self._job.moved.disconnect(self._draw)
            self._job.ended.disconnect(self._on_ended)
        if job is not None and job is not self._job:
            job.moved.connect(self._draw)
            job.ended.connect(self._on_ended)
        self._job = job
        self.setVisible(job is not None)
        if job is not None:
            self._draw()

    @Slot()
    def _draw(self) -> None:
        job = self._job
        if job is None:
            return
        progress = job.pace.progress
        self._title.setText(job.title)
        self._stop.setEnabled(job.state == "running")
        if job.state == "stopping":
            self._state.setText(job.cannot_stop_yet or self.tr("stopping …"))
            self._bar.setRange(0, 0)
            return
        if progress is None:
            self._bar.setRange(0, 0)
            self._state.setText(self.tr("starting …"))
            return
        # Qt counts in 32 bits; bytes may be more.
        scale = 1 + (progress.total or 0) // 1_000_000_000
        self._bar.setRange(0, (progress.total or 0) // scale)
        self._bar.setValue(progress.done // scale)
        self._state.setText(pace_in_words(job))

    @Slot()
    def _on_ended(self) -> None:
        self._job = None
        self.hide()

    def _on_stop(self) -> None:
        if self._job is not None:
            self._job.cancel()


def pace_in_words(job: Job) -> str:
    """ "aligning faces · 1,200 / 29,097 · 95 a second · 5 min 02 s left"."""
    pace = job.pace
    if pace.progress is None:
        return ""
    progress = pace.progress
    in_bytes = progress.unit == "bytes"
    count = words.size if in_bytes else words.grouped
    parts = [in_words(progress.stage)]
    if progress.total is not None:
        parts.append(f"{count(progress.done)} / {count(progress.total)}")
    elif progress.done:
        parts.append(count(progress.done))
    if pace.per_second:
        parts.append(words.size(pace.per_second) + "/s" if in_bytes else words.rate(pace.per_second))
    if pace.seconds_left is not None:
        parts.append(QCoreApplication.translate("JobLine", "{0} left").format(words.duration(pace.seconds_left)))
    return " · ".join(parts)
