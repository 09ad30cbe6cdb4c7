"""Dialogs: the welcome, the settings, and about."""
