"""Every speed that the documentation claims, measured by one command: `python -m benchmarks NAME`."""
