"""What leans on the unpublished side of Textual, one file a reason; nothing else does. See each for what, and why."""
