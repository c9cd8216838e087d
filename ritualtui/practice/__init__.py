"""What couples do: rituals as data, one run of a ritual, plans, streaks that forgive, questions that don't repeat.

Everything here is pure: records, days and content come in, new values go out.
"""
