"""The gallery: people, their templates, and who a probe is. NumPy and SQLite; a network is handed in."""
