"""The five pages before they are made: what the rail and the menus say of them, and where each is imported from."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from facenet_gui.page import Page
from facenet_gui.services import Services


@dataclass(frozen=True, slots=True)
class PageKind:
    """A page before it is made: its module is imported when it is first shown."""

    key: str
    title: str
    icon: str
    module: str
    name: str

    def make(self, services: Services) -> Page:
        page = getattr(importlib.import_module(self.module), self.name)(services)
        assert isinstance(page, Page)  # the table below is ours
        return page


def page_kinds() -> list[PageKind]:
    """The pages, in the order of the rail: what one does first comes first."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("PageKind", text)

    return [
        PageKind("data", tr("Data"), "database", "facenet_gui.pages.data", "DataPage"),
        PageKind("training", tr("Training"), "graduation-cap", "facenet_gui.pages.training", "TrainingPage"),
        PageKind("evaluation", tr("Evaluation"), "chart-line", "facenet_gui.pages.evaluation", "EvaluationPage"),
        PageKind("people", tr("People"), "users", "facenet_gui.pages.people", "PeoplePage"),
        PageKind("live", tr("Live"), "video", "facenet_gui.pages.live", "LivePage"),
    ]
