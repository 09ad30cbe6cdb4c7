"""The line at the bottom: what is running, on which device, and which model recognises."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Slot
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QWidget

from facenet_gui.core_words import in_words
from facenet_gui.icons import icon
from facenet_gui.services import Services
from facenet_gui.threads.jobs import Job
from facenet_gui.widgets.basics import button, label, row
from facenet_gui.widgets.job_line import JobLine


class StatusBar(QFrame):
    """Follows the services; a click on the jobs leads to their page, on the model to the choice of another."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._services = services
        self._line = JobLine(compact=True)
        self._jobs = button("", self._on_jobs, icon_name="activity")
        self._idle = label(self.tr("Ready"), "small")
        self._device = label("", "small")
        self._device.setToolTip(self.tr("What trains and recognises"))
        self._model = button(services.model.name, self._on_model, icon_name="scan-face")
        self._model.setToolTip(self.tr("The model that recognises people. Click to choose another."))
        self.setLayout(row(self._jobs, self._line, self._idle, None, self._device, self._model, margins=(12, 4, 12, 4)))
        services.jobs.changed.connect(self._draw_jobs)
        services.tensorflow.changed.connect(self._draw_device)
        services.model.changed.connect(self._draw_model)
        self._draw_jobs()
        self._draw_device()
        self._draw_model()

    @Slot()
    def _draw_jobs(self) -> None:
        running = [job for job in self._services.jobs.running if job.active]
        self._idle.setVisible(not running)
        self._jobs.setVisible(bool(running))
        self._line.follow(running[-1] if running else None)
        if running:
            more = self.tr("{0} running").format(len(running))
            self._jobs.setText(more if len(running) > 1 else "")
            self._jobs.setToolTip("\n".join(job.title for job in running))
            self._jobs.setAccessibleName(self.tr("Running work"))

    @Slot()
    def _draw_device(self) -> None:
        tensorflow = self._services.tensorflow
        words = {
            "waiting": self.tr("getting ready …"),
            "loading": self.tr("getting ready …"),
            "failed": self.tr("TensorFlow cannot be used"),
        }
        self._device.setText(words.get(tensorflow.state, in_words(tensorflow.device)))

    @Slot()
    def _draw_model(self) -> None:
        self._model.setText(self._services.model.name)

    def _on_jobs(self) -> None:
        running = [job for job in self._services.jobs.running if job.active]
        if len(running) == 1:
            self._go_to(running[0])
            return
        menu = QMenu(self)
        for job in running:
            menu.addAction(job.title).triggered.connect(lambda _=False, job=job: self._go_to(job))
        menu.popup(self._jobs.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _go_to(self, job: Job) -> None:
        if job.page:
            self._services.navigator.go(job.page)

    def _on_model(self) -> None:
        from core.embedding.model_list import list_models
        from core.errors import FacenetError

        menu = QMenu(self)
        for listed in list_models(self._services.home):
            action = menu.addAction(icon("scan-face"), listed.name)
            action.setCheckable(True)
            action.setChecked(listed.name == self._services.model.name)
            action.setEnabled(not listed.problem)

            def choose(_: bool = False, name: str = listed.name) -> None:
                try:
                    self._services.model.choose(name)
                except FacenetError as error:
                    self._model.setToolTip(error.message)

            action.triggered.connect(choose)
        menu.popup(self._model.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
