"""What people of each kind may reach: the reviewed lists of the installed addons.

Every addon of ours names its own models and routes in ``security/marfanet_reach.csv``;
this addon's file names Odoo's too. A row is ``kind,name,class,why``:

``model``
    Who may use it at all, within what Odoo's access rights and rules allow them:
    ``agent``, ``lead``, ``admin``. ``res.model:r`` is for reading only,
    ``res.model:c`` for what Odoo's own code reads in the person's name and no call from
    outside; with ``.*`` at its end a name stands for a family that is an
    administrator's.
``route``
    The rule as it stands in the routing map, or all beneath a path with ``/*`` at its
    end. ``public`` is for everybody, ``login`` for who is about to sign in, ``portal``
    for customers, ``agent``, ``lead`` and ``admin`` for who has signed in, ``service``
    for service accounts, ``job`` for the job runner, ``never`` for nobody.
``menu``
    A menu by its external id; those of the addons that have a list need no row.
``method``
    A public method, as ``model/method``, or ``*/method`` for all models on the list.
    Those of the addons that have a list need no row, but may have one.
``audit``
    A model whose changes are entered into the log, with the kind of entry.

What is not on a list is for nobody whose reach is limited.
"""

import csv
from dataclasses import dataclass
from functools import cached_property

from odoo.tools import file_open

OWN = "marfanet_access"
FILE = "security/marfanet_reach.csv"
COLUMNS = ("kind", "name", "class", "why")
NEVER = "never"
READ_ONLY, CODE_ONLY = ":r", ":c"

# Of those whose reach is limited: their own class includes those before it.
LADDER = ("agent", "lead")
CLASSES = {
    "model": ("agent", "lead", "admin"),
    "route": (
        "public",
        "login",
        "portal",
        "agent",
        "lead",
        "admin",
        "service",
        "job",
        NEVER,
    ),
    "menu": ("agent", "lead", "admin"),
    "method": ("agent", "lead", "admin"),
    "audit": ("deletion", "settings", "rights"),
}
# Answered without a session: with nothing, a customer's token, a key, a job's UUID.
ANONYMOUS = frozenset({"public", "portal", "service", "job"})


@dataclass(frozen=True)
class Row:
    kind: str
    name: str
    class_: str
    why: str
    module: str


@dataclass(frozen=True)
class Reach:
    """The lists of some addons, as one.

    A line that is not understood, or that names again what is named, counts for
    nothing and is told in ``problems``: it may not keep anybody from signing in.
    """

    rows: tuple[Row, ...] = ()
    problems: tuple[str, ...] = ()

    def names(self, kind):
        """Return the class of everything of a kind, by name."""
        return self._named[kind]

    def models_of(self, reach, mode="read"):
        """Return the models of ``agent`` or ``lead``, those included below it."""
        classes = LADDER[: LADDER.index(reach) + 1]
        return frozenset(
            name.partition(":")[0]
            for name, class_ in self._named["model"].items()
            if class_ in classes and (mode == "read" or ":" not in name)
        )

    def model_class(self, model):
        """Return the class of a model, or nothing where no row names it."""
        models = self._named["model"]
        family = model.partition(".")[0]
        names = [model, model + READ_ONLY, model + CODE_ONLY, f"{family}.*"]
        return next((models[name] for name in names if name in models), "")

    def route_class(self, rule):
        """Return the class of a route.

        :param rule: the path as in the routing map: ``/web/image/<int:id>``
        :return: one of the classes; ``never`` where no row names it
        """
        return self._class_of(rule) or NEVER

    def names_route(self, rule):
        """Return whether a row names a route, or what is above it."""
        return self._class_of(rule) is not None

    def is_anonymous(self, rule, routing):
        """Return whether a route answers who has not come in through a door.

        One that wants a session does not: it would send them to the log-in page, and
        so show that there is one. A website's page that no row names does.

        :param rule: the path as in the routing map
        :param routing: the endpoint's: ``auth`` and, of a website's page, ``website``
        """
        if routing["auth"] == "user":
            return False
        class_ = self._class_of(rule)
        if class_ is None:
            return bool(routing.get("website"))
        return class_ in ANONYMOUS

    def may_ask(self, rule, reach, is_service=False):
        """Return whether a route answers a signed-in person whose reach is limited.

        :param reach: ``agent`` or ``lead``
        """
        classes = {"public", "login", *LADDER[: LADDER.index(reach) + 1]}
        if is_service:
            classes.add("service")
        return self.route_class(rule) in classes

    def may_see(self, menu, reach):
        """Return whether a menu is shown to a person whose reach is limited.

        :param menu: its external id; blank for one that somebody made
        :param reach: ``agent`` or ``lead``
        """
        ours = LADDER[0] if menu.partition(".")[0] in self.modules else NEVER
        class_ = self._named["menu"].get(menu, ours)
        return class_ in LADDER[: LADDER.index(reach) + 1]

    def may_call(self, model, method, reach, module):
        """Return whether a method answers a call from outside.

        :param reach: of who asks: ``agent`` or ``lead``
        :param module: the addon that gave the model this method
        """
        classes = LADDER[: LADDER.index(reach) + 1]
        methods = self._named["method"]
        if f"{model}/{method}" in methods:
            return methods[f"{model}/{method}"] in classes
        if module in self.modules:
            # A model that nobody names, such as a screen's, has checks of its own.
            return self.model_class(model) in ("", *classes)
        models = self._named["model"]
        is_named = any(models.get(model + end) in classes for end in ("", READ_ONLY))
        return is_named and methods.get(f"*/{method}") in classes

    def _class_of(self, rule):
        routes = self._named["route"]
        if rule in routes:
            return routes[rule]
        # The closest of the paths above it that are named with all beneath.
        while rule:
            rule = rule.rpartition("/")[0]
            if f"{rule}/*" in routes:
                return routes[f"{rule}/*"]
        return None

    @cached_property
    def modules(self):
        """The addons that have a list."""
        return {row.module for row in self.rows}

    @cached_property
    def _named(self):
        named = {kind: {} for kind in CLASSES}
        for row in self.rows:
            named[row.kind][row.name] = row.class_
        return named


def read(modules):
    """Return the lists of some addons as one.

    :param modules: names of installed addons; one without a list adds nothing
    """
    rows, problems = {}, []
    # This addon's own first: no other may widen what it names.
    for module in sorted(modules, key=lambda name: (name != OWN, name)):
        for number, line in enumerate(_lines(module), start=2):
            row = Row(*(line.get(column) or "" for column in COLUMNS), module)
            if row.class_ not in CLASSES.get(row.kind, ()) or not row.why:
                problems.append(f"{module}: line {number} of {FILE}")
            elif rows.setdefault((row.kind, row.name), row) is not row:
                problems.append(f"{module}: {row.kind} {row.name} is named already")
    return Reach(tuple(rows.values()), tuple(problems))


def _lines(module):
    try:
        file = file_open(f"{module}/{FILE}", "r")
    except FileNotFoundError:
        return []
    with file:
        return list(csv.DictReader(file))
