"""Power cuts, failing disks and hostile files; see docs/security.md. `python -m tests.torture --long` runs it all."""
