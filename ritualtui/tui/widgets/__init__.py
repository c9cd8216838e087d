"""What the screens are made of. A widget knows how it looks and what was done to it, never what that means."""
