"""`facenet people`: look at a gallery and keep it in order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.commands import new_app
from core.cli.gallery_access import DEFAULT_MODEL, GalleryOption, ModelOption
from core.cli.key_commands import key, rotate_key

if TYPE_CHECKING:
    from core.gallery.records import Change, Template

app = new_app("Look at the people of a gallery and keep them in order. PERSON is a name, or #12 for the id 12.")

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
PersonArgument = Annotated[str, typer.Argument(metavar="PERSON")]

_DONE = {
    "add_person": "added {name}",
    "add_templates": "added pictures of {name}",
    "rename": "renamed to {name}",
    "merge": "merged into {name}",
    "split": "split {name} off",
    "remove_template": "removed a picture of {name}",
    "delete_person": "deleted {name}",
    "set_cover": "chose a cover for {name}",
    "reject": "said that a face is not {name}",
    "import": "imported people",
}


@app.command("list")
def list_people(gallery_path: GalleryOption = None, as_json: JsonOption = False) -> None:
    """List everybody."""
    from dataclasses import asdict

    from core.cli.console import output, print_json, say
    from core.cli.gallery_access import open_gallery

    with open_gallery(gallery_path, read_only=True) as gallery:
        people = gallery.people()
    if as_json:
        print_json([asdict(person) for person in people])
        return
    if not people:
        say("The gallery is empty. `facenet enroll NAME PICTURES` adds somebody.")
        return
    from rich.table import Table

    table = Table("id", "name", "pictures", "rejected", box=None, pad_edge=False)
    for person in people:
        table.add_row(
            f"#{person.id}", person.name, f"{person.templates:,}", f"{person.rejected:,}" if person.rejected else ""
        )
    output().print(table)


@app.command("show")
def show(person: PersonArgument, gallery_path: GalleryOption = None, as_json: JsonOption = False) -> None:
    """List one person's templates."""
    from dataclasses import asdict

    from core.cli.console import output, print_json
    from core.cli.gallery_access import find_person, open_gallery

    with open_gallery(gallery_path, read_only=True) as gallery:
        found = find_person(gallery, person)
        templates = gallery.templates(found.id)
        models = {model.id: model.name for model in gallery.embeddings.models()}
    if as_json:
        print_json({**asdict(found), "templates": [asdict(template) for template in templates]})
        return
    from rich.table import Column, Table

    # The end of a path tells more than its beginning: it is never cut off.
    source = Column("source", overflow="fold")
    title = f"{found.name} (#{found.id})"
    table = Table("template", "quality", "enrolled", "models", source, title=title, box=None)
    for template in templates:
        table.add_row(*_cells(template, models))
    output().print(table)


def _cells(template: Template, models: dict[str, str]) -> list[str]:
    import time

    return [
        f"{template.id}" + (" (rejected)" if template.rejected else ""),
        "" if template.quality is None else f"{template.quality:.2f}",
        time.strftime("%Y-%m-%d %H:%M", time.localtime(template.time)),
        ", ".join(models[model_id] for model_id in template.models),
        template.source,
    ]


@app.command("rename")
def rename(
    person: PersonArgument,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    gallery_path: GalleryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give somebody another name."""
    from dataclasses import asdict

    from core.cli.console import answer
    from core.cli.gallery_access import find_person, open_gallery

    with open_gallery(gallery_path) as gallery:
        found = find_person(gallery, person)
        renamed = gallery.rename(found.id, name)
    answer(f"{found.name} is now {renamed.name}.", asdict(renamed), as_json=as_json)


@app.command("merge")
def merge(
    person: PersonArgument,
    into: Annotated[str, typer.Argument(metavar="INTO")],
    gallery_path: GalleryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Two entries are one person: PERSON's pictures go to INTO."""
    from dataclasses import asdict

    from core.cli.console import answer
    from core.cli.gallery_access import find_person, open_gallery

    with open_gallery(gallery_path) as gallery:
        one, other = find_person(gallery, person), find_person(gallery, into)
        merged = gallery.merge(one.id, into=other.id)
    words = f"{one.name} is now part of {merged.name}, who has {merged.templates:,} pictures."
    answer(words, asdict(merged), as_json=as_json)


@app.command("split")
def split(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Of the new person.")],
    templates: Annotated[list[int], typer.Argument(metavar="TEMPLATE...", help="Ids, as `people show` lists them.")],
    gallery_path: GalleryOption = None,
    as_json: JsonOption = False,
) -> None:
    """One entry is two people: these templates become somebody new."""
    from dataclasses import asdict

    from core.cli.console import answer
    from core.cli.gallery_access import open_gallery

    with open_gallery(gallery_path) as gallery:
        new = gallery.split(templates, name=name)
    answer(f"{new.name} (#{new.id}) has {new.templates:,} pictures now.", asdict(new), as_json=as_json)


@app.command("remove-template")
def remove_template(
    template: Annotated[int, typer.Argument(metavar="TEMPLATE", help="Its id, as `people show` lists it.")],
    gallery_path: GalleryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take one picture away."""
    from core.cli.console import answer
    from core.cli.gallery_access import open_gallery

    with open_gallery(gallery_path) as gallery:
        gallery.remove_template(template)
    words = f"Removed template {template}. `facenet people undo` brings it back, `facenet people purge` wipes it out."
    answer(words, {"removed": template}, as_json=as_json)


@app.command("delete")
def delete(person: PersonArgument, gallery_path: GalleryOption = None, as_json: JsonOption = False) -> None:
    """Delete somebody. It can be undone until the next purge."""
    from dataclasses import asdict

    from core.cli.console import answer
    from core.cli.gallery_access import find_person, open_gallery

    with open_gallery(gallery_path) as gallery:
        found = find_person(gallery, person)
        gallery.delete_person(found.id)
    words = f"Deleted {found.name}. `facenet people undo` brings them back, `facenet people purge` wipes them out."
    answer(words, asdict(found), as_json=as_json)


@app.command("cover")
def cover(
    person: PersonArgument,
    template: Annotated[int, typer.Argument(metavar="TEMPLATE")],
    gallery_path: GalleryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Choose the picture that stands for somebody."""
    from dataclasses import asdict

    from core.cli.console import answer
    from core.cli.gallery_access import find_person, open_gallery

    with open_gallery(gallery_path) as gallery:
        found = find_person(gallery, person)
        gallery.set_cover(found.id, template)
        words = f"Template {template} stands for {found.name} now."
        answer(words, asdict(gallery.person(found.id)), as_json=as_json)


@app.command("reject")
def reject(
    person: PersonArgument,
    pictures: Annotated[list[Path], typer.Argument(metavar="PICTURE...")],
    gallery_path: GalleryOption = None,
    model: ModelOption = DEFAULT_MODEL,
    as_json: JsonOption = False,
) -> None:
    """Say that the faces in these pictures are not PERSON; they will not get that name again."""
    from dataclasses import asdict

    from core.cli.console import print_json, say
    from core.cli.detectors import load_detector
    from core.cli.gallery_access import find_person, load_embedder, open_gallery
    from core.errors import FacenetError
    from core.gallery.photos import SkippedPhoto, read_faces
    from core.gallery.records import GalleryModel

    embedder = load_embedder(model)
    with open_gallery(gallery_path) as gallery:
        found = find_person(gallery, person)
        gallery.embeddings.add_model(GalleryModel.of(embedder.card))
        for face in read_faces(pictures, detector=load_detector(), embedder=embedder):
            if isinstance(face, SkippedPhoto):
                raise FacenetError(f"{face.path}: {face.reason}.")
            gallery.reject(found.id, face.template(embedder.card.model_id))
            say(f"Remembered: the face in {face.source} is not {found.name}.")
        if as_json:
            print_json(asdict(gallery.person(found.id)))


@app.command("undo")
def undo(
    gallery_path: GalleryOption = None,
    list_only: Annotated[bool, typer.Option("--list", help="Only list what can be undone, the latest first.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Undo the latest change."""
    from dataclasses import asdict

    from core.cli.console import output, print_json
    from core.cli.gallery_access import open_gallery

    with open_gallery(gallery_path, read_only=list_only) as gallery:
        changes = gallery.changes() if list_only else [gallery.undo()]
    if as_json:
        listed: list[dict[str, Any]] = [asdict(change) for change in changes]
        print_json(listed if list_only else listed[0])
        return
    for change in changes:
        output().print(_change_in_words(change) if list_only else f"Undone: {_change_in_words(change)}.")


def _change_in_words(change: Change) -> str:
    return _DONE[change.kind].format(name=change.name or f"#{change.person_id}")


@app.command("purge")
def purge(
    gallery_path: GalleryOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Wipe out what was deleted, beyond recovery. Nothing before it can be undone any more."""
    from core.cli.console import answer, confirm
    from core.cli.gallery_access import open_gallery

    with open_gallery(gallery_path) as gallery:
        if not yes:
            confirm("Wipe out everything that was deleted, and give up undoing?", refused="Nothing was wiped out.")
        wiped = gallery.purge()
    words = f"Wiped out {wiped:,} people and pictures. Copies and backups of the file are not touched."
    answer(words, {"wiped": wiped}, as_json=as_json)


@app.command("export")
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    gallery_path: GalleryOption = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Write names and faces in clear, for anybody to read.")
    ] = False,
    passphrase_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Its first line is the passphrase. Default: ask for one.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace FILE if it is there.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Write everybody into one file, sealed with a passphrase."""
    from core.cli.console import answer
    from core.cli.gallery_access import open_gallery
    from core.cli.progress_bar import progress_bar
    from core.errors import InputError
    from core.gallery.portable import export_gallery

    if file.exists() and not force:
        raise InputError(f"{file} is there already.", hint="Choose another name, or replace it with --force.")
    with open_gallery(gallery_path, read_only=True) as gallery:
        passphrase = None if plain else _passphrase(passphrase_file, confirm=True)
        with progress_bar() as progress:
            people = export_gallery(gallery, file, passphrase=passphrase, progress=progress)
    words = f"Exported {people:,} people to {file}" + (" in clear: anybody who has it can read it." if plain else ".")
    answer(words, {"file": str(file), "people": people, "sealed": not plain}, as_json=as_json)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    gallery_path: GalleryOption = None,
    join: Annotated[
        bool, typer.Option("--join", help="Where a name is taken, add the pictures to that person.")
    ] = False,
    passphrase_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Its first line is the passphrase. Default: ask for it.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Add everybody from an exported file; all of them or, where anything is wrong, nobody."""
    from core.cli.console import answer
    from core.cli.gallery_access import open_gallery
    from core.cli.progress_bar import progress_bar
    from core.gallery.portable import import_gallery, is_sealed

    passphrase = _passphrase(passphrase_file, confirm=False) if is_sealed(file) else None
    with open_gallery(gallery_path, create=True) as gallery, progress_bar() as progress:
        added = import_gallery(
            gallery, file, passphrase=passphrase, same_names="join" if join else "refuse", progress=progress
        )
    words = f"Added {added:,} pictures from {file}. `facenet people undo` takes them away again."
    answer(words, {"file": str(file), "templates": added}, as_json=as_json)


def _passphrase(file: Path | None, *, confirm: bool) -> str:
    from core.cli.passphrases import ask_passphrase, passphrase_in

    return ask_passphrase(confirm=confirm) if file is None else passphrase_in(file)


app.command("key")(key)
app.command("rotate-key")(rotate_key)


@app.command("re-embed")
def re_embed(
    gallery_path: GalleryOption = None, model: ModelOption = DEFAULT_MODEL, as_json: JsonOption = False
) -> None:
    """Give everybody an embedding of another model, from the faces that were kept. Ctrl-C keeps what is done."""
    from core.cli.console import print_json, say
    from core.cli.gallery_access import load_embedder, open_gallery
    from core.cli.interrupt import stop_on_interrupt
    from core.cli.progress_bar import progress_bar
    from core.gallery.reembedding import re_embed as embed_anew

    embedder = load_embedder(model)
    with open_gallery(gallery_path) as gallery, stop_on_interrupt() as stop, progress_bar() as progress:
        added = embed_anew(gallery, embedder, progress=progress, stop=stop)
    if as_json:
        print_json({"model_id": embedder.card.model_id, "added": added})
    else:
        say(f"Added {added:,} embeddings of {embedder.card.name}." if added else "Everybody has one already.")
