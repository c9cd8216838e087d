"""A terminal companion for couples: small rituals, bids and appreciations, kept on your own machine."""

__version__ = "0.1.0"
