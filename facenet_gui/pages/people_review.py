"""The review before somebody is enrolled: every picture, what becomes of it and why, and a tick to decide otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from core.gallery.enrolment import FaceToEnroll, Judged, Review, Verdict
from core.gallery.matching import Matcher
from core.gallery.photos import SkippedPhoto
from core.gallery.records import Person
from facenet_gui.core_words import in_words
from facenet_gui.images import to_qimage
from facenet_gui.pages.people_work import FacesRead, judge_faces, with_choices, write
from facenet_gui.theme import Theme
from facenet_gui.threads.background import Background
from facenet_gui.threads.jobs import Problem
from facenet_gui.widgets.basics import SPACE, Banner, button, column, label, row
from facenet_gui.widgets.name_field import NameField, short_name
from facenet_gui.words import grouped

# Typing a name judges the faces anew once the keys have rested so long.
_REST_MS = 250
_SIDE = 84
_INDEX = Qt.ItemDataRole.UserRole


class ReviewPanel(QWidget):
    """Shows what an enrolment would do and does it.

    Args:
        matcher: Gives the matcher of the moment and the distance threshold, or says in a `Problem` why there is none.
    """

    enrolled = Signal(object)
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        background: Background,
        matcher: Callable[[], tuple[Matcher, float] | Problem],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._background, self._matcher = theme, background, matcher
        self._read: FacesRead | None = None
        self._review: Review | None = None
        self._choices: dict[int, bool] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._judge)
        self._build()
        theme.changed.connect(self._colour)

    def _build(self) -> None:
        self._title = label("", "heading", wrap=True)
        self._banner = Banner()
        self._name = NameField()
        self._name.setMinimumWidth(self._theme.px(320))
        self._name.setMaximumWidth(self._theme.px(480))
        self._name.changed.connect(self._on_name)
        self._name.line.returnPressed.connect(self._on_enroll)
        self._list = QListWidget()
        self._list.setObjectName("review")
        self._list.setAccessibleName(self.tr("Pictures and what becomes of them"))
        self._list.setFlow(QListView.Flow.LeftToRight)
        self._list.setWrapping(True)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.setIconSize(QSize(self._theme.px(_SIDE), self._theme.px(_SIDE)))
        self._list.setGridSize(self._cell())
        self._list.setWordWrap(True)
        self._list.setUniformItemSizes(True)
        self._list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self._list.itemChanged.connect(self._on_ticked)
        self._advice = label("", "quiet", wrap=True)
        self._enroll = button(self.tr("Enroll"), self._on_enroll, kind="primary", icon_name="user-plus")
        self._cancel = button(self.tr("Cancel"), self.left.emit, kind="quiet")
        # The name stays at the left, its message below it.
        place = row(self._name, None)
        layout = column(self._title, spacing=SPACE)
        layout.addLayout(place)
        layout.addWidget(self._banner)
        layout.addWidget(self._list, 1)
        bottom = row(self._advice, self._cancel, self._enroll)
        bottom.setStretch(0, 1)
        layout.addLayout(bottom)
        self.setLayout(layout)

    # -- what is shown

    def start(self, read: FacesRead, known: Sequence[str]) -> None:
        """Review these faces. `known` are the names in the gallery."""
        self._read, self._review = read, None
        self._choices = {}
        self._banner.hide()
        self._list.clear()
        self._name.set_known(known)
        self._name.set_name(read.name)
        self._fill(read)
        self._say()
        self._judge()
        if not read.name:
            self._name.line.setFocus()

    def set_known(self, names: Sequence[str]) -> None:
        """The gallery changed."""
        self._name.set_known(names)
        if self._read is not None:
            self._rest.start()

    def forget(self) -> None:
        """Let go of the pictures."""
        self._rest.stop()
        self._read = self._review = None
        self._list.clear()

    def add(self, more: FacesRead) -> None:
        """More pictures of the person who is being reviewed; what was ticked stays."""
        if self._read is None:
            return
        self._read = FacesRead(self._read.name, self._read.found + more.found)
        self._review = None
        self._fill(self._read)
        self._say()
        self._judge()

    @property
    def busy(self) -> bool:
        """Whether there is a review that would be lost."""
        return self._read is not None

    def _fill(self, read: FacesRead) -> None:
        self._list.blockSignals(True)
        self._list.clear()
        side = self._theme.px(_SIDE) * 2
        number = 0
        for one in read.found:
            item = QListWidgetItem()
            item.setSizeHint(self._cell())
            if isinstance(one, FaceToEnroll):
                image = to_qimage(one.chip_rgb).scaled(side, side, mode=Qt.TransformationMode.SmoothTransformation)
                item.setIcon(QIcon(QPixmap.fromImage(image)))
                item.setData(_INDEX, number)
                item.setText(self.tr("{0}\nlooking …").format(_file(one.source)))
                item.setToolTip(one.source)
                number += 1
            else:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                reason = in_words(one.reason).replace(str(one.path), one.path.name)
                item.setText(self.tr("{0}\nNot usable: {1}").format(one.path.name, reason))
                item.setToolTip(f"{one.path}\n{in_words(one.reason)}")
                blank = QPixmap(side, side)
                blank.fill(QColor(self._theme.colours.raised))
                icon = QIcon(blank)
                # Qt would make a darker one of it for what cannot be chosen.
                icon.addPixmap(blank, QIcon.Mode.Disabled)
                item.setIcon(icon)
            self._list.addItem(item)
        self._list.blockSignals(False)

    def _cell(self) -> QSize:
        return QSize(self._theme.px(352), self._theme.px(_SIDE + 20))

    def _on_name(self) -> None:
        self._enroll.setEnabled(False)
        self._rest.start()

    def _judge(self) -> None:
        read, name = self._read, self._name.name
        if read is None:
            return
        found = self._matcher()
        if isinstance(found, Problem):
            self._banner.show_problem(found)
            return
        matcher, threshold = found
        # Without a name the faces are judged as somebody new, so that there is something to see already.
        wanted = name or "\u2026nobody"
        self._background.ask(
            lambda: judge_faces(read, wanted, matcher=matcher, distance_threshold=threshold),
            self._on_judged,
            self._banner.show_problem,
            topic="review",
        )

    def _on_judged(self, reviewed: Review) -> None:
        if self._read is None:
            return
        self._review = reviewed
        self._list.blockSignals(True)
        for item in self._items():
            index = item.data(_INDEX)
            if index is None:
                continue
            judged = reviewed.judged[index]
            taken = self._choices.get(index, judged.verdict == "accepted") and judged.verdict != "duplicate"
            item.setText(f"{_file(judged.face.source)}\n{self._in_words(judged, taken)}")
            item.setToolTip("\n".join(text for text in (judged.face.source, in_words(judged.detail)) if text))
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(flags if judged.verdict != "duplicate" else Qt.ItemFlag.ItemIsEnabled)
            if judged.verdict == "duplicate":
                item.setData(Qt.ItemDataRole.CheckStateRole, None)  # no box to tick
            else:
                item.setCheckState(Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked)
        self._list.blockSignals(False)
        self._colour()
        self._warn(reviewed)
        self._say()

    def _in_words(self, judged: Judged, taken: bool) -> str:
        why = VERDICTS[judged.verdict]
        words = QCoreApplication.translate("verdict", why)
        detail = in_words(judged.detail) if judged.verdict in ("low_quality", "looks_like_other") else ""
        text = f"{words}: {detail}" if detail else words
        if taken and judged.verdict != "accepted":
            return self.tr("Taken anyway. {0}").format(text)
        if judged.verdict == "accepted" and judged.face.quality is not None:
            quality = self.tr("quality {0}").format(f"{judged.face.quality:.2f}")
            return f"{words}, {quality}" if taken else self.tr("Left out by hand")
        return text

    def _warn(self, reviewed: Review) -> None:
        other = reviewed.looks_like
        if other is None:
            self._banner.hide()
            return
        self._banner.show_message(
            self.tr("This looks like {0} already.").format(short_name(other.name)),
            self.tr(
                "One person should have one entry. Tick pictures to take them anyway, if these are different people."
            ),
            tone="warning",
            action=self.tr("Add to {0}").format(short_name(other.name, 20)),
            on_action=lambda: self._name.set_name(other.name),
        )

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(number) for number in range(self._list.count())]

    def _taken(self) -> int:
        return sum(
            item.data(_INDEX) is not None and item.checkState() == Qt.CheckState.Checked for item in self._items()
        )

    def _say(self) -> None:
        faces = self._read.found if self._read is not None else ()
        taken, name = self._taken(), self._name.name
        self._title.setText(
            self.tr("Enroll from 1 picture")
            if len(faces) == 1
            else self.tr("Enroll from {0} pictures").format(grouped(len(faces)))
        )
        self._enroll.setText(
            self.tr("Enroll {0} pictures").format(taken) if taken != 1 else self.tr("Enroll 1 picture")
        )
        reason = ""
        if self._review is None:
            reason = self.tr("The pictures are being looked at.")
        elif name is None:
            reason = self.tr("Give a name.")
        elif not taken:
            reason = self.tr("No picture is ticked.")
        self._enroll.setEnabled(not reason)
        self._enroll.setToolTip(reason)
        advice = in_words(self._review.advice) if self._review is not None and taken else reason
        self._advice.setText(advice or reason)

    def _colour(self) -> None:
        self._list.blockSignals(True)
        colours = self._theme.colours
        for item in self._items():
            checked = item.data(_INDEX) is not None and item.checkState() == Qt.CheckState.Checked
            item.setForeground(QColor(colours.text if checked else colours.quiet))
        self._list.blockSignals(False)

    # -- what the user does

    def _on_ticked(self, item: QListWidgetItem) -> None:
        index = item.data(_INDEX)
        if index is None or self._review is None:
            return
        judged, taken = self._review.judged[index], item.checkState() == Qt.CheckState.Checked
        self._choices[index] = taken
        self._list.blockSignals(True)
        item.setText(f"{_file(judged.face.source)}\n{self._in_words(judged, taken)}")
        self._list.blockSignals(False)
        self._colour()
        self._say()

    def _on_enroll(self) -> None:
        found, reviewed = self._matcher(), self._review
        if isinstance(found, Problem) or reviewed is None or not self._enroll.isEnabled():
            return
        matcher, _ = found
        decided = with_choices(reviewed, self._choices)
        self._enroll.setEnabled(False)
        self._background.ask(lambda: write(decided, matcher=matcher), self._on_written, self._on_refused)

    def _on_written(self, person: Person | None) -> None:
        advice = in_words(self._review.advice) if self._review is not None else ""
        self.forget()
        self.enrolled.emit((person, advice))

    def _on_refused(self, problem: Problem) -> None:
        self._banner.show_problem(problem)
        self._enroll.setEnabled(True)


def _file(source: str) -> str:
    return Path(source).name if source else ""


VERDICTS: dict[Verdict, str] = {
    "accepted": str(QT_TRANSLATE_NOOP("verdict", "Good")),
    "duplicate": str(QT_TRANSLATE_NOOP("verdict", "The same face is there already")),
    "low_quality": str(QT_TRANSLATE_NOOP("verdict", "Poor picture")),
    "looks_like_other": str(QT_TRANSLATE_NOOP("verdict", "Somebody else")),
    "unlike_others": str(QT_TRANSLATE_NOOP("verdict", "Unlike the other pictures")),
}


def skipped_in_words(found: Sequence[FaceToEnroll | SkippedPhoto]) -> str:
    """Why no picture could be used at all; empty where one could."""
    skipped = [one for one in found if isinstance(one, SkippedPhoto)]
    if len(skipped) < len(found):
        return ""
    return "\n".join(f"{one.path.name}: {in_words(one.reason)}" for one in skipped[:5])
