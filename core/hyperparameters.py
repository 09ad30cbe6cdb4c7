"""Everything that decides how a training goes: one typed, validated, frozen model.

The window's form and the documentation's table are made from the fields: each has a default, a range, a sentence of
help, and where it applies a unit; `expert` ones are folded away. `core.hyperparameter_files` reads files of them.
"""

from __future__ import annotations

import json
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic.fields import FieldInfo

from core.errors import HyperparameterError, did_you_mean

TripletStrategy = Literal["batch_all", "batch_hard", "batch_semi_hard", "batch_adaptive"]

# What `start` can be beside the name of a model.
AUTO = "auto"
SCRATCH = "scratch"
IMAGENET = "imagenet"


def _field(default: Any, help_: str, *, group: str, unit: str = "", expert: bool = False, **limits: Any) -> Any:
    about: dict[str, Any] = {"group": group, "unit": unit, "expert": expert}
    return Field(default, description=help_, json_schema_extra=about, **limits)


class Hyperparameters(BaseModel):
    """The hyperparameters of one training run.

    Raises:
        HyperparameterError: From `from_mapping`: an unknown key (with the nearest known one), a value
            of the wrong type or outside its range, or a combination that cannot work.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, validate_default=True)

    # -- loss
    triplet_strategy: TripletStrategy = _field(
        "batch_adaptive",
        "Which triplets of a batch teach: all that violate the margin, the hardest one of each anchor, the "
        "semi-hard ones, or the hardest with a correction of the bias that choosing them brings.",
        group="loss",
    )
    margin: float = _field(
        0.3,
        "How much further the negative must be from the anchor than the positive before a triplet stops teaching.",
        group="loss",
        unit="distance",
        gt=0,
        le=4,
    )
    soft_margin: bool = _field(
        False,
        "Replace the hinge by softplus, which never stops pulling; the margin is then not used.",
        group="loss",
        expert=True,
    )
    squared: bool = _field(
        False,
        "Use squared distances in the loss, as FaceNet's equation 2 does. Matching never does.",
        group="loss",
        expert=True,
    )
    match_weight: float = _field(
        1.0,
        "λ of batch_adaptive: how strongly the chosen triplets are held to the batch's own means.",
        group="loss",
        ge=0,
        le=1000,
    )
    match_norm: Literal["mean_squared", "sum_norm"] = _field(
        "mean_squared",
        "L_match as the mean squared distance between means (Yu et al. 2018), or as Facenet-TF's sum of norms.",
        group="loss",
        expert=True,
    )
    batch_all_steps: int = _field(
        500,
        "Steps that use batch_all before the chosen strategy takes over, where the weights are fresh or ImageNet's: "
        "under the hardest triplets alone those collapse. From a model that knows faces the strategy begins at once.",
        group="loss",
        unit="steps",
        ge=0,
        le=1_000_000,
    )

    # -- teacher
    teacher: str = _field(
        "",
        "Name or path of a model whose embeddings the network learns to reproduce, such as dlib-resnet. Empty: none.",
        group="teacher",
    )
    teacher_steps: int = _field(
        0,
        "Steps in which the teacher teaches alone, without labels, before the triplets take over; 0 with a "
        "teacher_weight of 0 means all of them.",
        group="teacher",
        unit="steps",
        ge=0,
        le=10_000_000,
    )
    teacher_weight: float = _field(
        0.0,
        "How strongly the teacher still holds the embeddings once the triplets have taken over.",
        group="teacher",
        expert=True,
        ge=0,
        le=1000,
    )
    teacher_form: Literal["sphere", "directions"] = _field(
        "directions",
        "What of the teacher's embeddings is learnt: their directions from the mean of all, or points laid on the "
        "sphere so that their distances stay.",
        group="teacher",
        expert=True,
    )
    identity_pull: float = _field(
        0.0,
        "How far the teacher's embeddings of one identity are drawn together before they are learnt; 0 needs no "
        "names, 1 makes them one point.",
        group="teacher",
        expert=True,
        ge=0,
        le=1,
    )
    relation_weight: float = _field(
        0.0,
        "How strongly the teacher's distances between the images of a batch count beside its embeddings.",
        group="teacher",
        expert=True,
        ge=0,
        le=1000,
    )

    # -- batch
    identities_per_batch: int = _field(
        24, "P: how many identities one batch holds.", group="batch", unit="identities", ge=1, le=4096
    )
    images_per_identity: int = _field(
        4, "K: how many images of each identity one batch holds.", group="batch", unit="images", ge=1, le=1024
    )

    # -- network
    network: Literal["inception_v3", "tiny"] = _field(
        "inception_v3",
        "The embedding network. `tiny` is a toy for tests and demonstrations.",
        group="network",
        expert=True,
    )
    image_size: int = _field(
        160,
        "Side of the network's input. Smaller trains faster, larger sees more.",
        group="network",
        unit="px",
        ge=32,
        le=512,
    )
    embedding_size: int = _field(
        128, "How many numbers describe a face.", group="network", unit="numbers", ge=8, le=2048
    )
    dropout: float = _field(
        0.0,
        "Share of the pooled activations dropped before the embedding layer.",
        group="network",
        expert=True,
        ge=0,
        lt=1,
    )
    start: str = _field(
        AUTO,
        "Where the weights come from: `auto` (the built-in start network where network and embedding size are its "
        "own, else fresh weights), `scratch`, `imagenet`, or the name or path of a model or run.",
        group="network",
        min_length=1,
    )
    freeze_until: str = _field(
        "",
        "Name of the last layer kept as it is (for instance mixed7); empty trains every layer.",
        group="network",
        expert=True,
    )
    freeze_batch_statistics: bool = _field(
        False,
        "Keep the means and variances of batch normalisation as the start brought them. Fresh weights bring none, and "
        "learn them all the same.",
        group="network",
        expert=True,
    )
    batch_norm_momentum: float = _field(
        0.95,
        "How slowly the running means and variances of batch normalisation follow the batches.",
        group="network",
        expert=True,
        ge=0,
        lt=1,
    )

    # -- optimizer
    optimizer: Literal["adam", "adamw", "adagrad", "sgd"] = _field(
        "adam", "The optimizer. FaceNet used Adagrad, Facenet-TF Adam.", group="optimizer"
    )
    learning_rate: float = _field(
        5e-4,
        "The highest learning rate. Too high and every face becomes the same point.",
        group="optimizer",
        gt=0,
        le=10,
    )
    schedule: Literal["constant", "cosine", "staircase"] = _field(
        "cosine",
        "How the rate goes on from there: not at all, down a cosine to 1 % at the end, or in steps.",
        group="optimizer",
    )
    warmup_steps: int = _field(
        50, "Steps over which the rate rises from nothing.", group="optimizer", unit="steps", ge=0, le=1_000_000
    )
    decay_steps: int = _field(
        10_000,
        "Staircase: steps between two reductions.",
        group="optimizer",
        unit="steps",
        expert=True,
        ge=1,
        le=10_000_000,
    )
    decay_rate: float = _field(
        0.96, "Staircase: the factor of each reduction.", group="optimizer", expert=True, gt=0, le=1
    )
    epsilon: float = _field(
        1e-7, "Adam's and Adagrad's ε. Facenet-TF used 0.1.", group="optimizer", expert=True, gt=0, le=1
    )
    momentum: float = _field(0.9, "SGD's momentum.", group="optimizer", expert=True, ge=0, lt=1)
    weight_decay: float = _field(0.0, "Decoupled weight decay (AdamW).", group="optimizer", expert=True, ge=0, le=1)
    clip_norm: float = _field(
        0.0, "Largest norm of the whole gradient; 0 leaves it as it is.", group="optimizer", expert=True, ge=0
    )

    # -- augmentation
    flip: bool = _field(True, "Mirror half of the images.", group="augmentation")
    shift: float = _field(
        0.04,
        "How far a crop may shift inside the chip's margin, as a share of the chip.",
        group="augmentation",
        expert=True,
        ge=0,
        le=0.25,
    )
    scale: float = _field(
        0.06, "How much larger or smaller a crop may be.", group="augmentation", expert=True, ge=0, le=0.3
    )
    colour: float = _field(
        0.2, "Strength of random brightness, contrast and saturation.", group="augmentation", expert=True, ge=0, le=1
    )
    blur: float = _field(
        0.1,
        "Share of the images that are blurred as a poor camera would.",
        group="augmentation",
        expert=True,
        ge=0,
        le=1,
    )

    # -- schedule
    epochs: int = _field(10, "How many epochs to train.", group="schedule", unit="epochs", ge=1, le=100_000)
    steps_per_epoch: int = _field(
        0,
        "Steps between two evaluations; 0 means once through the data.",
        group="schedule",
        unit="steps",
        ge=0,
        le=10_000_000,
    )
    checkpoint_steps: int = _field(
        100,
        "A checkpoint is written after so many steps, and at the end of each epoch.",
        group="schedule",
        unit="steps",
        expert=True,
        ge=1,
        le=1_000_000,
    )
    keep_checkpoints: int = _field(
        2,
        "How many of the latest checkpoints are kept, besides the best.",
        group="schedule",
        expert=True,
        ge=1,
        le=1000,
    )
    validation_images: int = _field(
        2000,
        "Most images of held-out identities that an epoch's evaluation embeds.",
        group="schedule",
        unit="images",
        expert=True,
        ge=0,
        le=1_000_000,
    )
    # Not `auto`: the same hyperparameters shall mean the same arithmetic on every machine.
    precision: Literal["auto", "float32", "bfloat16", "float16"] = _field(
        "float32",
        "Arithmetic of the network: mixed precision where it is bfloat16 or float16. `auto` measures when the run "
        "begins and leaves float32 only where another one is a good deal faster, as on most GPUs.",
        group="schedule",
        expert=True,
    )
    seed: int = _field(
        0,
        "Decides initial weights, batches and augmentation; the same seed gives the same run on a CPU.",
        group="schedule",
        ge=0,
        lt=2**31,
    )

    @model_validator(mode="after")
    def _check_combination(self) -> Self:
        if self.network == "inception_v3" and self.image_size < 75:
            raise ValueError(f"image_size: InceptionV3 needs 75 px or more, got {self.image_size}")
        if self.batch_size < 2:
            raise ValueError("identities_per_batch × images_per_identity: a batch needs at least two images, got 1")
        if (self.teacher_steps or self.teacher_weight or self.relation_weight) and not self.teacher:
            raise ValueError("teacher: teacher_steps, teacher_weight and relation_weight need one, got none")
        return self

    @property
    def batch_size(self) -> int:
        """P × K."""
        return self.identities_per_batch * self.images_per_identity

    @property
    def teacher_alone(self) -> int:
        """Steps in which the loss is the teacher's alone."""
        if not self.teacher:
            return 0
        return self.teacher_steps if self.teacher_steps or self.teacher_weight else 2**62

    @property
    def knows_faces(self) -> bool:
        """Whether the weights that it starts from are a model's, not fresh ones or ImageNet's."""
        return self.start not in (AUTO, SCRATCH, IMAGENET)

    @property
    def keeps_batch_statistics(self) -> bool:
        """Whether batch normalisation stays as the start brought it."""
        return self.freeze_batch_statistics and self.start not in (AUTO, SCRATCH)

    @property
    def batch_all_first(self) -> int:
        """Steps in which batch_all goes before the strategy: those of `batch_all_steps` where it is needed."""
        return 0 if self.knows_faces or self.triplet_strategy == "batch_all" else self.batch_all_steps

    def changed(self, **changes: Any) -> Hyperparameters:
        """A validated copy with other values (`model_copy` would not validate)."""
        return from_mapping({**self.model_dump(), **changes})

    def to_json(self) -> str:
        return json.dumps(self.model_dump(), indent=2) + "\n"


def from_mapping(values: dict[str, Any], *, source: str = "hyperparameters") -> Hyperparameters:
    """Validate a plain mapping.

    Args:
        source: What to call it in an error, for instance the file's name.

    Raises:
        HyperparameterError: See `Hyperparameters`.
    """
    if not isinstance(values, dict):
        raise HyperparameterError(
            f"{source} must hold a JSON object with hyperparameters, got {type(values).__name__}."
        )
    known = Hyperparameters.model_fields
    for name in values:
        if name not in known:
            raise HyperparameterError(
                f"{source}: there is no hyperparameter {name!r}.",
                hint=did_you_mean(name, known, otherwise="`facenet params` lists them all."),
                window_hint=did_you_mean(name, known),
            )
    try:
        return Hyperparameters.model_validate(values)
    except ValidationError as error:
        problems = "; ".join(_in_words(problem) for problem in error.errors())
        raise HyperparameterError(f"{source}: {problems}.") from None


def _in_words(problem: Any) -> str:
    where = ".".join(str(part) for part in problem["loc"])
    text = problem["msg"].removeprefix("Value error, ")
    return f"{where}: {text}, got {problem['input']!r}" if where else text


def fields() -> dict[str, FieldInfo]:
    """Every hyperparameter with its default, limits (`metadata`), help (`description`), group, unit and `expert`."""
    return dict(Hyperparameters.model_fields)
