"""What to say after a change of the model: whose faces it has not seen yet."""

from __future__ import annotations

from collections.abc import Callable

from facenet_gui.pages.people_work import GallerySeen
from facenet_gui.widgets.basics import Banner
from facenet_gui.words import grouped


class ModelBanner(Banner):
    """In sight while faces have no embedding of the current model; everything else goes on meanwhile."""

    def follow(self, seen: GallerySeen, on_embed: Callable[[], object]) -> None:
        """Show how many faces wait; hide where none does."""
        if not seen.faces_waiting:
            self.hide()
            return
        hint = self.tr("Their people are recognised from their other pictures.")
        if seen.people_waiting == 1:
            hint = self.tr("Until then 1 person cannot be recognised. The pictures were kept; nobody has to come back.")
        elif seen.people_waiting:
            hint = self.tr(
                "Until then {0} people cannot be recognised. The pictures were kept; nobody has to come back."
            ).format(grouped(seen.people_waiting))
        self.show_message(
            self.tr("1 face needs re-embedding with {0}.").format(seen.model)
            if seen.faces_waiting == 1
            else self.tr("{0} faces need re-embedding with {1}.").format(grouped(seen.faces_waiting), seen.model),
            hint,
            tone="warning",
            action=self.tr("Re-embed"),
            on_action=on_embed,
        )
