"""`facenet demo`: everything once, with people who do not exist."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.cli.commands import new_app

app = new_app()


@app.command()
def demo(
    output: Annotated[
        Path, typer.Option(metavar="DIR", help="Where everything goes; an earlier demonstration there is replaced.")
    ] = Path("facenet-demo"),
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Show that everything works: draw people, find their faces, train, evaluate, recognise them, and report.

    Needs no photos, no network and no display, asks nothing, takes a few minutes, and touches only its own folder.
    """
    from core.cli.console import output as console
    from core.cli.console import print_json, say
    from core.cli.interrupt import stop_on_interrupt
    from core.cli.progress_bar import progress_bar
    from core.tensorflow_environment import load_tensorflow

    say(f"The demonstration works in {output.absolute()} and takes a few minutes.")
    load_tensorflow()
    from core.cli.demo.flow import run_demo
    from core.cli.demo.result import figures_of

    with stop_on_interrupt() as stop, progress_bar() as progress:
        result = run_demo(output.expanduser(), progress=progress, stop=stop)
    if as_json:
        print_json(figures_of(result))
        return
    trained, built_in = (one.figures for one in result.results)
    lines = console()
    lines.print(
        f"{result.imported.images_with_face:,} of {result.imported.photos:,} photos had a face. "
        f"The network trained here tells held-out people apart with an AUC of {trained.auc:.4f}, "
        f"the built-in one with {built_in.auc:.4f}."
    )
    lines.print(
        f"In group photos {sum(g.named for g in result.groups)} of {sum(g.known for g in result.groups)} people were "
        f"named rightly, and {sum(g.strangers_unknown for g in result.groups)} of "
        f"{sum(g.strangers for g in result.groups)} strangers left unknown."
    )
    video = result.video
    lines.print(
        f"In a video of {video.frames} frames {video.named:,} of {video.known:,} faces of people had their right name, "
        f"{video.confused:,} a wrong one, and {video.mistaken:,} of {video.strangers:,} faces of a stranger a name."
    )
    lines.print(f"It took {sum(result.seconds.values()):.0f} s. The report is {result.report}")
