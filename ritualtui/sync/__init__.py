"""Two machines: what they share, in a place between them that neither has to trust."""
