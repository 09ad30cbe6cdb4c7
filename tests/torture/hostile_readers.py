"""Everything that the program reads, and how."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from core.errors import FacenetError
from tests.torture.hostile_kind import Reader
from tests.torture.hostile_pictures import face_jpeg, pictures


def _dataset(folder: Path) -> Path:
    from tests.factories import make_dataset

    make_dataset(folder / "people", identities=3, images=3, seed=0, chip_size=60)
    return folder / "people"


def _read_dataset(path: Path) -> object:
    from core.data.dataset import Dataset, rebuild_index

    folder = next(parent for parent in path.parents if parent.name == "people")
    dataset = Dataset.open(folder)
    read = [list(part.records(range(len(part)))) for part in (dataset.training, dataset.validation)]
    rebuild_index(folder, "training")
    return read


def _file_of(make: Callable[[Path], Path], pattern: str) -> Callable[[Path], Path]:
    return lambda folder: sorted(make(folder).rglob(pattern))[0]


def _hyperparameters(folder: Path) -> Path:
    from core.hyperparameters import Hyperparameters

    path = folder / "x.json"
    path.write_text(Hyperparameters().to_json())
    return path


def _run(folder: Path) -> Path:
    from core.hyperparameters import Hyperparameters
    from core.training.run_folder import RunFolder

    run = RunFolder(folder / "runs" / "one")
    run.create(Hyperparameters(), dataset=folder / "data", start=None)
    lines = [{"event": "TrainBegin", "step": 0, "total_steps": 9}]
    lines += [{"event": "StepEnd", "step": step, "loss": 0.5} for step in range(1, 9)]
    lines.append({"event": "EpochEnd", "step": 8, "epoch": 1, "held_out": {"auc": 0.9, "eer": 0.1, "accuracy": 0.8}})
    run.history.write_text("".join(json.dumps(line) + "\n" for line in lines))
    run.note.write_text("a note")
    return run.path


def _read_run(path: Path) -> object:
    from core.training.run_curves import load_history
    from core.training.run_list import list_runs

    folder = path.parent
    return [summary.as_dict() if hasattr(summary, "as_dict") else summary for summary in list_runs(folder.parent)], (
        load_history(folder)
    )


def _pairs(text: str) -> Callable[[Path], Path]:
    def prepare(folder: Path) -> Path:
        path = folder / "pairs.txt"
        path.write_text(text)
        return path

    return prepare


def _read_pairs(path: Path) -> object:
    from core.evaluation.pairs import read_pairs

    found = read_pairs(path)
    for image in found.images:
        inside = os.path.normpath(os.path.join("/images", image)).startswith("/images")  # noqa: PTH118
        assert inside, f"{image!r} leads out of the folder of images"
    return found


def _model(folder: Path) -> Path:
    from core import files
    from core.embedding.card import ModelCard
    from core.embedding.weights import write_weights
    from core.faces.network_input import NetworkInput

    made = folder / "model"
    arrays = {"dense/kernel": np.ones((4, 3), np.float32), "dense/bias": np.zeros(3, np.float32)}
    checksum = write_weights(made / "weights.safetensors", arrays)
    card = ModelCard(
        name="x",
        network="tiny",
        embedding_size=8,
        normalised=True,
        input=NetworkInput(size=32, crop=1.0),
        alignment_id="five-point-150+15@180",
        weights_sha256=checksum,
        notes="n",
    )
    files.write_json(made / "model.json", card.to_mapping())
    return made


def _read_model(path: Path) -> object:
    from core.embedding.card import read_card
    from core.embedding.weights import read_weights

    card = read_card(path.parent)
    weights = path.parent / card.weights
    assert weights.parent == path.parent, f"{card.weights!r} leads out of the model's folder"
    # Without the checksum, as somebody would who made both.
    return card.model_id, read_weights(path.parent / "weights.safetensors")


def _checkpoint(folder: Path) -> Path:
    from safetensors.numpy import save_file

    path = folder / "step-00000003.safetensors"
    save_file({"network/a": np.ones(4, np.float32)}, path, metadata={"state": '{"step": 3}'})
    return path


def _read_checkpoint(path: Path) -> object:
    from core.training.checkpoints import Checkpoints

    class Variable:
        path = "a"
        shape = (4,)

        def assign(self, value: object) -> None:
            assert np.asarray(value).shape == self.shape

    class Network:
        variables = (Variable(),)

    class Optimizer:
        variables: tuple[()] = ()

    return Checkpoints(path.parent, keep=1).restore(path, Network(), Optimizer())


def _gallery(folder: Path) -> Path:
    from tests.torture import gallery_changes

    for number in range(8):
        gallery_changes.change_once(folder, number)
    return folder / "people.sqlite"


def _read_gallery(path: Path) -> object:
    from tests.gallery.conftest import MODEL
    from tests.torture import gallery_changes

    with gallery_changes.open_gallery(path.parent) as gallery:
        for person in gallery.people():
            for template in gallery.templates(person.id):
                gallery.chip(template.id)
        gallery.embeddings.snapshot(MODEL, {})
        if gallery.changes():
            gallery.undo()
        gallery.add_person("Somebody New")
        return gallery.purge()


def _key(folder: Path) -> Path:
    from tests.torture import gallery_changes

    gallery_changes.open_gallery(folder).close()
    gallery_changes.change_once(folder, [name for name, _ in gallery_changes.CHANGES].index(_UNDER_PASSPHRASE))
    return next((folder / "keys").iterdir())


_UNDER_PASSPHRASE = "put the key under a passphrase"


def _read_key(path: Path) -> object:
    from tests.torture import gallery_changes

    return gallery_changes.keys_of(path.parent.parent).read(path.stem)


def _export(passphrase: str | None) -> Callable[[Path], Path]:
    def prepare(folder: Path) -> Path:
        from core.gallery import sealed_file
        from core.gallery.portable import export_gallery
        from tests.torture import gallery_changes

        sealed_file.LOG2_COST = 10  # in this process only, which reads thousands of them
        _gallery(folder)
        with gallery_changes.open_gallery(folder) as gallery:
            export_gallery(gallery, folder / "export.facenet", passphrase=passphrase)
        return folder / "export.facenet"

    return prepare


def _read_export(path: Path) -> object:
    from core.gallery.portable import import_gallery
    from tests.torture import gallery_changes

    folder = path.parent / "other"
    folder.mkdir(exist_ok=True)
    (folder / "people.sqlite").unlink(missing_ok=True)
    with gallery_changes.open_gallery(folder) as gallery:
        try:
            return import_gallery(gallery, path, passphrase="x")
        except FacenetError:
            assert not gallery.people(), "a refused import left somebody behind"
            raise


def _zips() -> tuple[bytes, ...]:
    """A bomb in the manifest, and names that lead elsewhere."""
    made = []
    for name, content in (
        ("gallery.json", b" " * 400_000_000),
        ("../../escape.txt", b"x"),
        ("/tmp/escape.txt", b"x"),
    ):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
        made.append(buffer.getvalue())
    return tuple(made)


def _journal(folder: Path) -> Path:
    from core.data.import_journal import FinishedPhoto, ImportJournal
    from core.data.source import SourcePhoto

    with ImportJournal(folder, {"source": "photos"}) as journal:
        for number in range(4):
            journal.add(FinishedPhoto(SourcePhoto(f"a/{number}.jpg", 1, 1), sha256="0" * 64, chip_jpeg=face_jpeg(40)))
    return folder / "finished.tfrecord"


def _read_journal(path: Path) -> object:
    from core.data.import_journal import ImportJournal

    with ImportJournal(path.parent, {"source": "photos"}) as journal:
        return [journal.finished(name) for name in journal.entries]


def _facenet_tf_parameters(folder: Path) -> Path:
    path = folder / "x.json"
    path.write_text(
        '{"image_size": 220, "embedding_size": 128, "triplet_strategy": "batch_hard", "margin": 0.2, '
        '"squared": "False", "learning_rate": 0.001, "num_epochs": 10, "batch_size": 32}'
    )
    return path


def _read_hyperparameters(path: Path) -> object:
    from core.hyperparameter_files import load

    return load(path)


def _facenet_tf_dataset(folder: Path) -> Path:
    from tests.facenet_tf import make_facenet_tf_dataset

    return make_facenet_tf_dataset(folder / "people", training=(7, 3), validation=(9,), images=2)


def _read_facenet_tf_dataset(path: Path) -> object:
    from core.data.facenet_tf_dataset import open_facenet_tf

    found = open_facenet_tf(next(parent for parent in path.parents if parent.name == "people"))
    return [part.chips(range(len(part))).shape for part in found.parts[1:]]


_ENTRIES = {number.to_bytes(32, "big"): bytes(64) for number in range(20)}


def _cache(folder: Path) -> Path:
    from core.evaluation.cache import FILE_NAME, EvaluationCache

    with EvaluationCache(folder) as cache:
        cache.put(_ENTRIES)
    return folder / FILE_NAME


def _read_cache(path: Path) -> object:
    """What is damaged is not there; anything else would be a wrong figure of somebody's model."""
    from core.evaluation.cache import EvaluationCache

    with EvaluationCache(path.parent) as cache:
        found = cache.get(list(_ENTRIES))
        assert found.items() <= _ENTRIES.items(), "the cache gave something that nobody put there"
        cache.put(_ENTRIES)
        return len(found), cache.problem


def _teachers_cache(folder: Path) -> Path:
    np.save(folder / "teacher.npy", np.ones((6, 8), np.float32))
    return folder / "teacher.npy"


def _read_teachers_cache(path: Path) -> object:
    from core.data.mapped import mapped_array

    found = mapped_array(path)
    return None if found is None else float(np.nansum(found[:2].astype(np.float64))) if found.dtype.kind == "f" else 0.0


def _settings(folder: Path) -> Path:
    from facenet_gui.settings import Settings

    settings = Settings(folder / "window.ini")
    settings["text_size"] = 120
    settings["recent"] = ["/photos/one", "/photos/two"]
    settings.remember("window/size", [640, 480])
    settings.save()
    return folder / "window.ini"


def _read_settings(path: Path) -> object:
    from facenet_gui.settings import TABLE, Settings

    settings = Settings(path)
    read = [settings[setting.key] for setting in TABLE]
    assert all(type(value) is type(setting.default) for value, setting in zip(read, TABLE, strict=True))
    settings["text_size"] = 90 if settings["text_size"] != 90 else 100
    settings.save()
    return read, settings.remembered("window/size", [], list)


def _names(folder: Path) -> Path:
    path = folder / "names.txt"
    path.write_text("Anna\nBoris\nÇelik\n", encoding="utf-8")
    return path


def _read_names(path: Path) -> object:
    from core.cli.import_command import _names

    return _names(path)


_LFW = "2\t2\n" + "".join(f"A_{n}\t1\t2\nB_{n}\t1\t2\nC\t{n + 1}\tD_{n}\t2\nE\t1\tF_{n}\t2\n" for n in range(2))
_OWN = "path_a,path_b,same,fold\n" + "".join(f"a/{n}.jpg,b/{n}.jpg,{n % 2},{n // 2}\n" for n in range(8))


def readers() -> list[Reader]:
    """Everything that is read."""
    return [
        *pictures(),
        Reader("data set: shard", _file_of(_dataset, "*.tfrecord*"), _read_dataset),
        Reader("data set: index", _file_of(_dataset, "index-*.npy"), _read_dataset),
        Reader("data set: card", _file_of(_dataset, "*.json"), _read_dataset),
        Reader("data set of Facenet-TF: counts", _file_of(_facenet_tf_dataset, "info.csv"), _read_facenet_tf_dataset),
        Reader("data set of Facenet-TF: shard", _file_of(_facenet_tf_dataset, "*.tfrecords"), _read_facenet_tf_dataset),
        Reader("names to hold out", _names, _read_names),
        Reader("cache: evaluation", _cache, _read_cache),
        Reader("cache: teacher", _teachers_cache, _read_teachers_cache),
        Reader("settings", _settings, _read_settings),
        Reader("import journal", _journal, _read_journal),
        Reader("hyperparameters", _hyperparameters, _read_hyperparameters),
        Reader("hyperparameters of Facenet-TF", _facenet_tf_parameters, _read_hyperparameters),
        Reader("run: description", _file_of(_run, "run.json"), _read_run),
        Reader("run: note", _file_of(_run, "note*"), _read_run),
        Reader("run: history", _file_of(_run, "history.jsonl"), _read_run),
        Reader("run: checkpoint", _checkpoint, _read_checkpoint),
        Reader("pairs of LFW", _pairs(_LFW), _read_pairs),
        Reader("pairs of one's own", _pairs(_OWN), _read_pairs, (b"../../a.jpg,b.jpg,1\n", b"/etc/passwd,b.jpg,1\n")),
        Reader("model: card", _file_of(_model, "model.json"), _read_model),
        Reader("model: weights", _file_of(_model, "weights.safetensors"), _read_model),
        Reader("gallery", _gallery, _read_gallery),
        Reader("gallery's key", _key, _read_key),
        Reader("export in clear", _export(None), _read_export, _zips()),
        Reader("export with a passphrase", _export("x"), _read_export),
    ]
