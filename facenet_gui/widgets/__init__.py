"""Parts that pages are built of. A widget knows nothing of pages and services beyond what it is given."""
