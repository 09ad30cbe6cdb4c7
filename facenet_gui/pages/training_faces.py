"""How the network sees held-out people: the triplets it finds hardest, and a map of their embeddings."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QCursor, QImage
from PySide6.QtWidgets import QMenu, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from core.data.dataset import Dataset
from core.errors import Cancelled, FacenetError
from core.evaluation.embedding_map import HardTriplet, neighbour_map
from core.progress import Progress
from facenet_gui.images import to_qimage
from facenet_gui.services import Services
from facenet_gui.threads.jobs import Job, JobContext, Problem
from facenet_gui.threads.training_thread import HeldOutFaces
from facenet_gui.widgets.basics import GAP, Banner, EmptyState, button, column, label, row
from facenet_gui.widgets.face_grid import FaceGrid, FaceItem
from facenet_gui.widgets.point_map import PointMap
from facenet_gui.words import grouped

_CHIP = 120
_BATCH = 32
_PER_PERSON = 60


class FacesPanel(QWidget):
    """Follows a training's `HeldOutFaces`, or looks at the held-out people itself when it is asked to."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._run = ""
        self._dataset: Dataset | None = None
        self._dataset_path: Path | None = None
        self._faces: HeldOutFaces | None = None
        self._triplets: dict[Hashable, HardTriplet] = {}
        self._job: Job | None = None
        self._tsne: Job | None = None
        self._banner = Banner()
        self._look = button(self.tr("Look at the held-out people"), self._on_look, icon_name="eye")
        self._cancel = button(self.tr("Stop"), self._on_cancel, kind="quiet", icon_name="circle-stop")
        self._cancel.hide()
        self._empty = EmptyState("users", "", "", actions=[self._look, self._cancel])
        self._content = QTabWidget()
        self._content.setDocumentMode(True)
        self._content.tabBar().setDrawBase(False)
        self._content.addTab(self._triplets_tab(), self.tr("Hardest triplets"))
        self._content.addTab(self._map_tab(), self.tr("Map"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GAP, 0, 0)
        layout.addWidget(self._banner)
        layout.addWidget(self._stack, 1)

    def _triplets_tab(self) -> QWidget:
        self._note = label("", "small", wrap=True)
        self._grid = FaceGrid(self._picture, side=84, aspect=3.0)
        self._grid.setAccessibleName(self.tr("Hardest triplets"))
        self._grid.clicked.connect(lambda _index: self._on_triplet())
        tab = QWidget()
        tab.setLayout(column(self._note, self._grid, spacing=GAP, margins=(0, GAP, 0, 0)))
        return tab

    def _map_tab(self) -> QWidget:
        self._map = PointMap(self._services.theme)
        self._map.setAccessibleName(self.tr("Map of the held-out people's embeddings"))
        self._map.chosen.connect(self._on_point)
        self._map_note = label("", "small", wrap=True)
        self._tsne_button = button(self.tr("Arrange by neighbours (t-SNE)"), self._on_tsne)
        self._pca_button = button(self.tr("Back to PCA"), self._show_plane, kind="quiet")
        self._pca_button.hide()
        self._person = label("", wrap=True)
        self._go = button(self.tr("Show in the data set"), self._on_go, kind="link")
        self._people = FaceGrid(self._chip_picture, side=64, lines=0)
        self._person_box = QWidget()
        self._person_box.setLayout(column(self._person, self._go, self._people, spacing=4))
        self._person_box.setFixedWidth(self._services.theme.px(190))
        self._person_box.hide()
        whole = column(spacing=GAP, margins=(0, GAP, 0, 0))
        above = row(spacing=GAP)
        above.addWidget(self._map_note, 1)
        above.addWidget(self._tsne_button)
        above.addWidget(self._pca_button)
        whole.addLayout(above)
        beside = row(spacing=GAP)
        beside.addWidget(self._map, 1)
        beside.addWidget(self._person_box)
        whole.addLayout(beside, 1)
        tab = QWidget()
        tab.setLayout(whole)
        return tab

    # -- what is shown

    def show_run(self, run: str, dataset: Path | None, *, live: bool, trained: bool) -> None:
        """Belong to another run from now on.

        Args:
            live: It is being trained here, and the faces come by themselves.
            trained: It has a model that can look.
        """
        if run != self._run:
            self._on_cancel()
            self._grid.reload()
            self._people.reload()
            self._faces = None
            self._dataset, self._dataset_path = None, dataset
            self._stack.setCurrentWidget(self._empty)
            self._banner.hide()
        self._run = run
        if dataset is None or not dataset.is_dir():
            title, text = self.tr("The data set is gone"), self.tr("Its pictures were in {0}.").format(dataset or "–")
        elif live:
            title = self.tr("Nothing measured yet")
            text = self.tr("The held-out people are looked at before the first step and after every epoch.")
        elif trained:
            title = self.tr("How does this run see people it has never met?")
            text = self.tr("Its best model embeds the data set's held-out pictures. This may take a minute.")
        else:
            title, text = self.tr("No model yet"), self.tr("The run has none until its first epoch is over.")
        self._empty.set("users", title, text)
        there = dataset is not None and dataset.is_dir()
        self._look.setVisible(there and trained and not live and self._job is None)

    def show_faces(self, faces: HeldOutFaces) -> None:
        """Show a new look at the held-out people."""
        if self._dataset is None and not self._open():
            return
        first = self._faces is None or len(self._faces.labels) != len(faces.labels)
        self._faces = faces
        self._triplets = {
            tuple(faces.positions[[found.anchor, found.positive, found.negative]].tolist()): found
            for found in faces.triplets
        }
        self._grid.set_items([self._item(key, found) for key, found in self._triplets.items()])
        wrong = sum(found.violation > 0 for found in faces.triplets)
        self._note.setText(
            self.tr(
                "After step {0}: anchor, positive, negative. Of the {1} hardest, {2} have the stranger nearer than the "
                "person's own picture."
            ).format(grouped(faces.step), len(faces.triplets), wrong)
        )
        if self._pca_button.isHidden():
            self._show_plane(fit=first)
        else:
            self._map_note.setText(self.tr("t-SNE of an earlier step; arrange again for step {0}.").format(faces.step))
            self._tsne_button.show()
        self._stack.setCurrentWidget(self._content)

    def _open(self) -> bool:
        if self._dataset_path is None:
            return False
        try:
            # The card and two memory-mapped indexes.
            self._dataset = Dataset.open(self._dataset_path)
        except FacenetError as error:
            self._banner.show_problem(Problem.of(error))
            return False
        return True

    def _item(self, key: Hashable, triplet: HardTriplet) -> FaceItem:
        assert self._faces is not None  # only called for faces
        anchor, negative = (self._name(int(self._faces.labels[place])) for place in (triplet.anchor, triplet.negative))
        note = self.tr("own {0} · stranger {1}").format(f"{triplet.ap_distance:.2f}", f"{triplet.an_distance:.2f}")
        return FaceItem(key, f"{anchor} · {negative}", note)

    def _name(self, number: int) -> str:
        return self._dataset.identities[number].name if self._dataset is not None else ""

    # -- pictures, in the grids' pools

    def _picture(self, key: Hashable) -> QImage | None:
        assert isinstance(key, tuple)  # ours
        chips = self._chips(np.array(key))
        return None if chips is None else to_qimage(np.concatenate(list(chips), axis=1))

    def _chip_picture(self, key: Hashable) -> QImage | None:
        assert isinstance(key, int)  # ours
        chips = self._chips(np.array([key]))
        return None if chips is None else to_qimage(chips[0])

    def _chips(self, positions: NDArray[np.int64]) -> NDArray[np.uint8] | None:
        dataset = self._dataset
        if dataset is None:
            return None
        try:
            chips = dataset.validation.chips(positions)
        except (FacenetError, IndexError):
            # Deleted or changed meanwhile: the place stays empty.
            return None
        margin = dataset.chip_size // 12
        inside = chips[:, margin:-margin, margin:-margin]
        return np.stack([cv2.resize(chip, (_CHIP, _CHIP), interpolation=cv2.INTER_AREA) for chip in inside])

    # -- looking on request

    def _on_look(self) -> None:
        if self._dataset_path is None or self._job is not None:
            return
        name, path, services = self._run, self._dataset_path, self._services
        self._look.hide()
        self._cancel.show()
        self._empty.set("loader-circle", self.tr("Looking at the held-out people …"), "")
        self._job = services.jobs.start(
            self.tr("Looking at held-out people of {0}").format(name),
            lambda context: look_at_held_out(services, name, path, context),
            page="training",
        )
        self._job.succeeded.connect(self._on_looked)
        self._job.failed.connect(self._on_failed)
        self._job.ended.connect(self._on_ended)
        self._looking_at = name

    @Slot(object)
    def _on_looked(self, faces: HeldOutFaces) -> None:
        if self._looking_at == self._run:
            self.show_faces(faces)

    @Slot(object)
    def _on_failed(self, problem: Problem) -> None:
        self._banner.show_problem(problem)

    @Slot()
    def _on_ended(self) -> None:
        self._job = None
        self._cancel.hide()
        self._look.show()
        if self._stack.currentWidget() is self._empty:
            self._empty.set("users", self.tr("How does this run see people it has never met?"), "")

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    # -- the map

    def _show_plane(self, *, fit: bool = True) -> None:
        if self._faces is None or self._dataset is None:
            return
        self._pca_button.hide()
        self._tsne_button.show()
        self._show_points(self._faces.plane, fit=fit)
        people = len(np.unique(self._faces.labels))
        self._map_note.setText(
            self.tr("{0} pictures of {1} held-out people after step {2}; PCA.").format(
                grouped(len(self._faces.labels)), grouped(people), grouped(self._faces.step)
            )
        )

    def _show_points(self, points: NDArray[np.float32], *, fit: bool) -> None:
        assert self._faces is not None  # who calls has looked
        assert self._dataset is not None
        names = [identity.name for identity in self._dataset.identities]
        self._map.set_points(points, self._faces.labels, names, fit=fit)

    def _on_tsne(self) -> None:
        faces = self._faces
        if faces is None or self._tsne is not None:
            return
        self._tsne_button.setEnabled(False)
        self._map_note.setText(self.tr("Arranging … some seconds; the map stays usable."))

        def work(context: JobContext) -> tuple[HeldOutFaces, NDArray[np.float32]]:
            context.progress(Progress("arranging by neighbours", 0, None))
            return faces, neighbour_map(faces.embeddings)

        self._tsne = self._services.jobs.start(
            self.tr("Arranging the map"), work, page="training", cannot_stop_yet=self.tr("t-SNE finishes first …")
        )
        self._tsne.succeeded.connect(self._on_arranged)
        self._tsne.failed.connect(self._on_failed)
        self._tsne.ended.connect(self._on_tsne_ended)

    @Slot(object)
    def _on_arranged(self, made: tuple[HeldOutFaces, NDArray[np.float32]]) -> None:
        faces, points = made
        if self._faces is None or len(faces.labels) != len(self._faces.labels):
            return
        self._show_points(points, fit=True)
        self._map_note.setText(self.tr("Neighbours stay neighbours (t-SNE); far distances mean nothing."))
        self._tsne_button.hide()
        self._pca_button.show()

    @Slot()
    def _on_tsne_ended(self) -> None:
        self._tsne = None
        self._tsne_button.setEnabled(True)

    def _on_point(self, number: int) -> None:
        faces = self._faces
        if faces is None or number < 0:
            self._map.mark(None)
            self._person_box.hide()
            return
        person = int(faces.labels[number])
        self._map.mark(person)
        self._chosen_person = person
        pictures = faces.positions[faces.labels == person]
        self._person.setText(self.tr("{0}: {1} pictures").format(self._name(person), len(pictures)))
        self._people.set_items([FaceItem(int(position)) for position in pictures[:_PER_PERSON].tolist()])
        self._person_box.show()

    def _on_go(self) -> None:
        self._go_to(self._name(self._chosen_person))

    def _on_triplet(self) -> None:
        chosen = self._grid.chosen_items()
        if not chosen or self._faces is None:
            return
        triplet = self._triplets[chosen[0].key]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, place in ((self.tr("Anchor and positive"), triplet.anchor), (self.tr("Negative"), triplet.negative)):
            name = self._name(int(self._faces.labels[place]))
            action = menu.addAction(self.tr("{0}: show {1} in the data set").format(text, name))
            action.triggered.connect(lambda _=False, name=name: self._go_to(name))
        menu.popup(QCursor.pos() + QPoint(4, 4))

    def _go_to(self, name: str) -> None:
        if self._dataset_path is not None:
            self._services.navigator.go("data", {"dataset": str(self._dataset_path), "identity": name})

    def close_pools(self) -> None:
        self._grid.close_pool()
        self._people.close_pool()


def look_at_held_out(services: Services, run: str, dataset: Path, context: JobContext) -> HeldOutFaces:
    """Embed a data set's held-out people with a run's best model. In a job's thread.

    Raises:
        Cancelled, DatasetError, ModelError: As their names say.
    """
    from core.training.held_out import HeldOutEmbeddings, choose_images
    from core.training.run_list import summarise

    summary = summarise(services.home.run(run))
    data = Dataset.open(dataset)
    embedder = services.model.load(run)
    most = summary.hyperparameters.validation_images if summary.hyperparameters else 2000
    positions = choose_images(data.validation.labels, most=most, seed=0)
    parts = []
    for begin in range(0, len(positions), _BATCH):
        if context.stop.is_set():
            raise Cancelled("Stopped.")
        context.progress(Progress("embedding held-out people", begin, len(positions)))
        parts.append(embedder.embed(data.validation.chips(positions[begin : begin + _BATCH])))
    empty = np.empty((0, embedder.card.embedding_size), np.float32)
    seen = HeldOutEmbeddings(positions, data.validation.labels[positions], np.concatenate(parts) if parts else empty)
    return HeldOutFaces.of(seen, step=summary.best.step if summary.best else summary.step)
