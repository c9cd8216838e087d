"""Syncing, as both faces call it: pairing computers, one sync, merging what came, and where the keys are stored."""
