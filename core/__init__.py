"""Train a face embedding, measure it, and recognise people with it. Never imports Qt."""

__version__ = "0.1.0"
