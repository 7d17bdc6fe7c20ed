"""The Persian reader, in plain Python: nothing in this package imports Odoo.

* ``normalise``: spelling for storing and searching, and the token stream of a text;
* ``search``: what stored text is found by, and what a typed query asks for;
* ``numbers``: number words and ordinals;
* ``calendar``: Jalali months, weeks and formatting;
* ``verbs``: tense and person of the verbs that decide what a date means;
* ``dates``: date phrases to due moments (``resolve_due``, ``find_all``);
* ``notes``: a call note to a summary, a mood and dated tasks (``read_note``), from
  ``note_text`` (the note taken apart), ``doers`` (who acts), ``tasks``, ``titles``,
  ``mood``, ``purposes`` and ``outcomes``.
"""
