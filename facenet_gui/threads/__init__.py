"""What runs beside the window: threads with one loop and a stop request, and how their results cross over."""
