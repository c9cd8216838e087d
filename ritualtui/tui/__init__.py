"""The full screen: Textual's only home. It shows, asks and hands on to ``companion``; it decides nothing."""
