"""The real window with its real pages, in a home that is thrown away."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.window_ticks import until

if TYPE_CHECKING:
    from core.training.events import TrainingEvent
    from facenet_gui.main_window import MainWindow
    from facenet_gui.threads.training_thread import EventBuffer


@contextmanager
def real_window(page: str) -> Iterator[MainWindow]:
    """The window on one of its pages, at 1280×800; its home has a data set of sample faces, `sample`."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    from core.data.sample_faces import SampleFaces
    from core.data.sample_files import write_sample_dataset
    from core.home import Home
    from facenet_gui.app import be_quick_to_answer, build_services
    from facenet_gui.main_window import MainWindow

    application = QApplication.instance() or QApplication([])
    QApplication.setStyle("Fusion")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Home(Path(folder) / "home")
        write_sample_dataset(home.datasets / "sample", SampleFaces.load(), identities=30, images=8, validation=0.2)
        services = build_services(home)
        collector = be_quick_to_answer(services)
        services.settings["appearance"] = "light"
        window = MainWindow(services)
        window.resize(1280, 800)
        window.show_page(page)
        window.show()
        until(lambda: not services.jobs.running, "what the page reads")
        try:
            yield window
        finally:
            # Where a benchmark gave up, something may run yet, and a window that closes would ask about it.
            services.jobs.stop_all(lambda: None)
            until(lambda: not services.jobs.running, "the end of what runs in the window")
            window.close()
            until(lambda: not window.isVisible(), "the window's end")
            services.gallery.close()
            collector.close()
            window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del application


@contextmanager
def hearing(listen: Callable[[TrainingEvent], None]) -> Iterator[None]:
    """Hears all that a training of the window tells, when it happens, in its thread.

    To be entered before the training begins: it takes its listeners along, and may begin at once.
    """
    from facenet_gui.threads.training_thread import EventBuffer

    put = EventBuffer.put

    def hear_and_put(buffer: EventBuffer, event: TrainingEvent) -> None:
        listen(event)
        put(buffer, event)

    setattr(EventBuffer, "put", hear_and_put)  # noqa: B010  a method, which mypy does not let anybody replace
    try:
        yield
    finally:
        setattr(EventBuffer, "put", put)  # noqa: B010
