"""How likely a contact is to end well, learnt from those that are past.

Plain Python without Odoo. ``features`` tells what was known before a contact; ``fit``
learns from many of them, in a process of its own, for it alone needs NumPy and
scikit-learn; ``judge`` says whether what it has learnt may be used; ``predict`` uses
it, from the numbers that ``fit`` has left.
"""
