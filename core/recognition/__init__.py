"""From frames to names: faces are found, followed and identified."""
