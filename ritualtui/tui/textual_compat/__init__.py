"""Every reach into Textual's unpublished side, one file a reason; nothing outside this folder makes one.

Each file says what it is for, in which Textual it was seen (8.2.8 throughout), what happens when the name is gone, and
the plain way back. Each lists its names in ``LEANS_ON``, as ``module:Class.name``; the tests hold that the installed
Textual has them, and that the program starts without any of them. What Textual no longer has is noted (see ``notes``).
"""
