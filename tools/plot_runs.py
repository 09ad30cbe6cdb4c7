"""Draw the curves of several runs into one picture: loss by step, and the held-out AUC by epoch.

python tools/plot_runs.py --output docs/images/three-losses.svg RUN_FOLDER [RUN_FOLDER …]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.training.history import read_history

# Okabe and Ito's colours, which colour-blind people can tell apart.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", nargs="+", type=Path, metavar="RUN_FOLDER")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    draw(options.runs, options.output)


def draw(runs: list[Path], output: Path) -> None:
    """Write the picture; its format follows from the name's ending."""
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams["svg.hashsalt"] = "facenet"
    import matplotlib.pyplot as plt

    figure, (left, middle, right) = plt.subplots(1, 3, figsize=(12, 3.6), constrained_layout=True)
    for run, colour in zip(runs, COLOURS, strict=False):
        records = list(read_history(run))
        steps = [record for record in records if record["event"] == "StepEnd"]
        epochs = [record for record in records if record["event"] == "EpochEnd" and record["held_out"]]
        numbers = [record["step"] for record in steps]
        losses = [record["loss"] for record in steps]
        left.plot(numbers, losses, color=colour, alpha=0.25, linewidth=0.8)
        left.plot(numbers, _smoothed(losses), color=colour, label=run.name)
        middle.plot(numbers, _smoothed([record["spread"] for record in steps]), color=colour)
        right.plot([e["step"] for e in epochs], [e["held_out"]["auc"] for e in epochs], color=colour, marker="o")
    for axes, title in ((left, "loss"), (middle, "spread of the embeddings"), (right, "AUC on held-out identities")):
        axes.set_title(title, loc="left", fontsize=11)
        axes.set_xlabel("step")
        axes.spines[["top", "right"]].set_visible(False)
    left.legend(frameon=False, fontsize=9)
    output.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(output, metadata={"Date": None} if output.suffix == ".svg" else None)
    plt.close(figure)


def _smoothed(values: list[float], window: int = 15) -> list[float]:
    return [sum(values[max(0, i - window) : i + 1]) / (i + 1 - max(0, i - window)) for i in range(len(values))]


if __name__ == "__main__":
    main()
