"""The five pages, a module each. No page imports another."""
